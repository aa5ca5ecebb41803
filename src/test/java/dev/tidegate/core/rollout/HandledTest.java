package dev.tidegate.core.rollout;

import static dev.tidegate.core.rollout.Scenes.*;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.event.Action;
import dev.tidegate.core.event.RolloutEvent;
import dev.tidegate.core.event.RolloutEvent.Command;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A copy of an event changes nothing, however much has happened since. */
class HandledTest {

    private static final Command PROMOTE = command("p", Action.PROMOTE);

    private static Command pause(int n, Action action) {
        Instant at = later(6).plusSeconds(n);
        return new Command("c" + n, REVIEWS, at, action, Optional.empty(), "somebody", "");
    }

    /** Paused, resumed, paused, … so many times. */
    private static Rollout pausedAndResumed(Rollout from, int times) {
        Rollout rollout = from;
        for (int i = 0; i < times; i++) {
            Command command = pause(i, i % 2 == 0 ? Action.PAUSE : Action.RESUME);
            rollout = moved(rollout, command, command.time());
        }
        return rollout;
    }

    private static RolloutPlan twoPauses() {
        RolloutPlan plan = plan();
        return new RolloutPlan(
                plan.routing(),
                List.of(step("5", HOLD, true), step("25", HOLD, true)),
                HOLD,
                plan.readyTimeout(),
                plan.propagation(),
                plan.workload(),
                plan.onAlert(),
                plan.onNewDeploy(),
                plan.onDrift(),
                plan.availability());
    }

    @Test
    void whatIsAsOldAsTheNewestThatWasForgottenMayBeACopyOfIt() {
        Handled handled = new Handled(List.of(), Optional.of(later(5)), List.of());
        assertThat(handled.forgot(deploy("d", V3, later(5)))).isTrue();
        assertThat(handled.forgot(deploy("d", V3, later(5).plusNanos(1)))).isFalse();
    }

    @Test
    void promoteIsKnownAfterAnyNumberOfAlerts() {
        // Given a promotion out of one pause of the plan into the next, and alerts on the stable
        // version since, each resumed
        Rollout first = due(progressing(twoPauses()));
        Rollout rollout = moved(first, PROMOTE, later(5));
        for (int i = 0; i < 300; i++) {
            rollout = alertedAndResumed(rollout, i);
        }
        rollout = due(rollout);
        assertThat(rollout.phase()).isInstanceOf(Phase.Paused.class);
        // When it is delivered again, then it is known
        assertThat(RolloutStateMachine.decide(rollout, PROMOTE, later(60)))
                .isInstanceOf(Decision.Unchanged.class);
        assertThat(rollout.handled().alerts()).hasSize(Handled.ALERTS);
    }

    /** Resumed without a command, so that alerts alone fill a memory. */
    private static Rollout alertedAndResumed(Rollout rollout, int n) {
        RolloutEvent alert = alert("a" + n, Optional.of("v1"), "critical", later(6).plusSeconds(n));
        Rollout paused = moved(rollout, alert, later(6));
        Phase.Paused at = (Phase.Paused) paused.phase();
        return paused.withRoutes(paused.routes(), at.interrupted());
    }

    @Test
    void commandThatIsForgottenIsKnownByItsTime() {
        // Given more commands after a promotion than are kept
        Rollout rollout = moved(due(progressing(twoPauses())), PROMOTE, later(5));
        rollout = pausedAndResumed(rollout, 2 * Handled.EVENTS + 1);
        assertThat(rollout.handled().contains(PROMOTE.id())).isFalse();
        assertThat(rollout.handled().events()).hasSize(Handled.EVENTS);
        // When it is delivered again, then it is told that it may be a copy, and moves nothing
        Decision decision = RolloutStateMachine.decide(rollout, PROMOTE, later(60));
        assertThat(decision).isInstanceOf(Decision.Noted.class);
        assertThat(decision.reason()).contains("give it again");
        // and so the deployment that began all
        assertThat(rollout.knows(deploy("d1", V2, START))).isTrue();
        assertThat(rollout.knows(deploy("d0", V3, START))).isTrue();
        // but what is new is followed
        Command next = pause(2 * Handled.EVENTS + 1, Action.RESUME);
        assertThat(moved(rollout, next, next.time()).phase()).isNotInstanceOf(Phase.Paused.class);
    }

    @Test
    void abortIsNeverTooLate() {
        Rollout rollout = pausedAndResumed(progressing(twoPauses()), 2 * Handled.EVENTS + 1);
        assertThat(moved(rollout, command("abort", Action.ABORT), later(60)).phase())
                .isInstanceOf(Phase.RollingBack.class);
    }

    @Test
    void dueStepsTakeNoRoom() {
        Rollout rollout = due(progressing(twoPauses()));
        assertThat(rollout.handled().events()).hasSize(1);
    }
}
