package dev.tidegate.core.rollout;

import static dev.tidegate.core.rollout.Scenes.*;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.distribution.Distribution;
import dev.tidegate.core.distribution.Weight;
import dev.tidegate.core.event.Action;
import dev.tidegate.core.event.Observation;
import dev.tidegate.core.event.RolloutEvent;
import dev.tidegate.core.rollout.RolloutPlan.OnDrift;
import dev.tidegate.core.rollout.RolloutPlan.OnNewDeploy;
import dev.tidegate.core.rollout.RolloutPlan.Unversioned;

import org.junit.jupiter.api.Test;

import java.time.Instant;

/** Hand edits of the weights that come again and again, and what they do to a hold. */
class DriftTest {

    private static final Distribution FOUND = Distribution.split(V1, V2, new Weight(4_000));

    private static Rollout edited(Rollout rollout, Instant at) {
        return moved(rollout, observed(new Observation.RoutesDrifted("primary", FOUND, true)), at);
    }

    private static Rollout acknowledged(Rollout rollout, Instant at) {
        RolloutEvent applied = observed(new Observation.RoutesApplied(rollout.wantedRevision()));
        return switch (RolloutStateMachine.decide(rollout, applied, at)) {
            case Decision.Noted noted -> noted.next();
            case Decision.Moved moved -> moved.next();
            case Decision.Unchanged _ -> rollout;
        };
    }

    private static Instant until(Rollout rollout) {
        return ((Phase.Live) rollout.phase()).due().orElseThrow();
    }

    @Test
    void revertLeavesTheEndOfTheHoldWhereItWas() {
        Rollout rollout = progressing(plan());
        Instant since = rollout.phase().since();
        Instant until = until(rollout);
        for (int i = 1; i <= 4; i++) {
            Instant at = since.plusSeconds(20L * i);
            rollout = acknowledged(edited(rollout, at), at.plusMillis(20));
            assertThat(until(rollout)).isEqualTo(until);
        }
    }

    @Test
    void revertThatIsAcknowledgedLateMovesTheEndByThatOnce() {
        Rollout rollout = progressing(plan());
        Instant at = rollout.phase().since().plusSeconds(60);
        Rollout reverted = edited(rollout, at);
        Instant acknowledged = at.plus(Transition.ACKNOWLEDGE).plusSeconds(10);
        Rollout later = acknowledged(reverted, acknowledged);
        assertThat(until(later)).isEqualTo(until(rollout).plusSeconds(10));
        // and a second acknowledgement of the same weights changes nothing
        assertThat(acknowledged(later, acknowledged.plusSeconds(30))).isEqualTo(later);
    }

    @Test
    void resumingAfterAHandEditLeavesWhatWasLeftOfTheHold() {
        // Given a hold of which a minute has passed when an edit pauses it for an hour
        Rollout rollout =
                progressing(plan(OnNewDeploy.SUPERSEDE, OnDrift.PAUSE, Unversioned.ROLLBACK));
        Instant paused = rollout.phase().since().plusSeconds(60);
        Instant resumed = paused.plusSeconds(3_600);
        // When it is resumed and acknowledged
        Rollout next =
                acknowledged(
                        moved(edited(rollout, paused), command("r", Action.RESUME), resumed),
                        resumed.plusMillis(20));
        // Then the hold ends an hour later, not a minute more
        assertThat(until(next)).isEqualTo(until(rollout).plusSeconds(3_600));
    }

    @Test
    void sixthEditInAWhilePausesInsteadOfFightingOn() {
        Rollout rollout = progressing(plan());
        Instant since = rollout.phase().since();
        for (int i = 1; i <= 5; i++) {
            rollout = edited(rollout, since.plusSeconds(i));
            assertThat(rollout.phase()).isInstanceOf(Phase.Progressing.class);
        }
        Rollout paused = edited(rollout, since.plusSeconds(6));
        assertThat(paused.phase()).isInstanceOf(Phase.Paused.class);
        assertThat(((Phase.Paused) paused.phase()).reason())
                .contains("something else manages this route; exclude its weights there");
        assertThat(paused.wanted()).contains(FOUND);
        // and alerts are armed as before
        assertThat(moved(paused, alert("a", "v2"), later(1)).phase())
                .isInstanceOf(Phase.RollingBack.class);
    }

    @Test
    void editsFarBetweenAreRevertedForEver() {
        Rollout rollout = progressing(plan());
        Instant since = rollout.phase().since();
        for (int i = 1; i <= 12; i++) {
            rollout = edited(rollout, since.plusSeconds(150L * i));
            assertThat(rollout.phase()).isInstanceOf(Phase.Progressing.class);
        }
    }

    @Test
    void rollbackIsRevertedHoweverOftenItIsEdited() {
        Rollout rollout = rollingBack(plan());
        for (int i = 1; i <= 9; i++) {
            rollout = edited(rollout, later(1).plusSeconds(i));
            assertThat(rollout.phase()).isInstanceOf(Phase.RollingBack.class);
            assertThat(rollout.wanted()).contains(Distribution.all(V1));
        }
    }
}
