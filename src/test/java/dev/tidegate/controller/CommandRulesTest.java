package dev.tidegate.controller;

import static dev.tidegate.core.rollout.Scenes.*;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.event.Action;
import dev.tidegate.core.event.Initiator;
import dev.tidegate.core.event.RolloutEvent.Command;
import dev.tidegate.core.rollout.Move;
import dev.tidegate.core.rollout.Phase;
import dev.tidegate.core.rollout.Rollout;

import org.junit.jupiter.api.Test;

import java.util.Optional;

/** Which rollout a command is for. */
class CommandRulesTest extends ControllerScene {

    @Test
    void lateCopyOfACommandDoesNotActOnTheNextRelease() {
        // Given an abort that the first release has obeyed, and a second release
        started(V2);
        Command abort = command("abort", Action.ABORT);
        handled(abort);
        world.now.set(later(9));
        Rollout second = started(V3);
        // When the abort is delivered again
        Rollout after = handled(abort);
        // Then the second release goes on
        assertThat(after).isEqualTo(second);
    }

    @Test
    void lateCopyOfACommandThatCameTooLateDoesNotActOnTheNextRelease() {
        started(V2);
        handled(alert("a", "v2"));
        Command abort = command("abort", Action.ABORT);
        handled(abort);
        world.now.set(later(9));
        started(V3);
        assertThat(handled(abort).phase()).isInstanceOf(Phase.Progressing.class);
        assertThat(world.refusals).hasSize(2).last().asString().contains("earlier release");
    }

    @Test
    void retryReleasesTheVersionOfTheRolloutItNamesAndSaysWhoWantedIt() {
        // Given two releases that were rolled back
        started(V2);
        handled(alert("a", "v2"));
        world.now.set(later(9));
        started(V3);
        handled(alert("b", "v3"));
        // When the first one is retried by name
        world.now.set(later(12));
        Rollout third = handled(retry("reviews-1"));
        // Then its version is released, and the history tells why
        assertThat(third.identity().name()).isEqualTo("reviews-3");
        assertThat(third.canary()).isEqualTo(V2);
        Move first = third.history().getFirst();
        assertThat(first.cause()).isEqualTo("retry by ops: it was the database, of reviews-1");
        assertThat(first.initiator()).contains(new Initiator("ops", "it was the database"));
    }

    @Test
    void retryOfARolloutThatIsNotThereIsRefused() {
        started(V2);
        handled(alert("a", "v2"));
        handled(retry("reviews-9"));
        assertThat(world.rollouts).hasSize(1);
        assertThat(world.refusals).singleElement().asString().contains("reviews-9");
    }

    @Test
    void retryIsProposedOnlyWhereItIsNotRefused() {
        // Given a release that was taken back
        started(V2);
        handled(command("abort", Action.ABORT));
        handled(command("again", Action.ABORT));
        assertThat(world.refusals.getLast())
                .endsWith("reviews-1 has ended: RolledBack; retry releases its version again");
        // When one has succeeded
        world.now.set(later(9));
        started(V3);
        for (int i = 0; i < 20 && world.latest().live(); i++) {
            handled(now("skip" + i, Action.SKIP));
        }
        world.carrying = V3;
        handled(now("late", Action.ABORT));
        // Then its version carries the traffic already, and a retry would be refused
        assertThat(world.refusals.getLast())
                .endsWith("has ended: Succeeded; a deployment event starts the next one");
        handled(now("retry", Action.RETRY));
        assertThat(world.refusals.getLast()).contains("v3 carries the traffic already");
    }

    private Command now(String id, Action action) {
        return new Command(
                id, REVIEWS, world.now.get(), action, Optional.empty(), "ops", "it is over");
    }

    private Command retry(String rollout) {
        return new Command(
                "retry",
                REVIEWS,
                world.now.get(),
                Action.RETRY,
                Optional.of(rollout),
                "ops",
                "it was the database");
    }
}
