package dev.tidegate.core.rollout;

import static dev.tidegate.core.rollout.EvidenceScenes.*;
import static dev.tidegate.core.rollout.Scenes.*;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.event.Action;
import dev.tidegate.core.event.Observation;
import dev.tidegate.core.rollout.Phase.Paused;
import dev.tidegate.core.rollout.Phase.Progressing;
import dev.tidegate.core.rollout.UntilProven.Then;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;

/** Steps that last until the next one is proven. */
class ProvingTest {

    private static final RolloutPlan PLAN = proving(Then.PAUSE);

    private static Instant due(Rollout rollout) {
        return rollout.phase().due().orElseThrow();
    }

    private static int at(Rollout rollout) {
        return ((Progressing) rollout.phase()).step();
    }

    @Test
    void goesOnWithTheHoldWhenTheNextStepIsProvenBefore() {
        // Given a step whose next one is proven while it holds
        Rollout first = progressing(PLAN);
        Rollout known = hears(first, proven(first, 0, 0.1), later(1));

        // Then its hold is as long as ever
        assertThat(known.phase()).isEqualTo(first.phase());

        // When the hold is over
        Rollout next = timed(known);

        // Then it goes on, and says why
        assertThat(at(next)).isEqualTo(1);
        assertThat(next.history().getLast().cause()).isEqualTo("evidence: it may have 10.0");
    }

    @Test
    void waitsAfterItsHoldAndGoesOnWithTheProof() {
        // Given a step whose hold is over, and nothing is proven
        Rollout first = progressing(PLAN);
        Rollout held = held(PLAN);

        // Then it is due when it must be proven, an hour after its beginning, and says what it
        // needs
        assertThat(held.revision()).isEqualTo(first.revision());
        assertThat(due(held)).isEqualTo(due(first).minus(HOLD).plus(MOST));
        assertThat(EvidenceText.waits(held))
                .contains("waits for evidence: nothing was told of it yet");
        assertThat(EvidenceText.more(held))
                .contains("10 % of the traffic are to be proven, 0 % are");
        assertThat(hears(held, proven(held, 0, 0.06), later(5)).phase()).isEqualTo(held.phase());

        // When the next step is proven, Then it goes on at once, with the whole hold of that
        Rollout next = moved(held, proven(held, 0, 0.1), later(9));
        assertThat(at(next)).isEqualTo(1);
        assertThat(due(next)).isAfterOrEqualTo(later(9).plus(HOLD));
        assertThat(EvidenceText.waits(next)).isEmpty();
    }

    @Test
    void jumpsToTheHighestStepThatIsProven() {
        assertThat(at(moved(held(PLAN), proven(held(PLAN), 0, 0.3), later(9)))).isEqualTo(2);
        assertThat(at(moved(held(PLAN), proven(held(PLAN), 0, 0.5), later(9)))).isEqualTo(3);
        // to all traffic only with the whole proven: then the last step's hold is none
        assertThat(moved(held(PLAN), proven(held(PLAN), 0, 1), later(9)).phase())
                .isInstanceOf(Phase.Baking.class);
    }

    @Test
    void skipsNoStepOfAFixedTimeAndNoPause() {
        Step proving = until(step("5", HOLD, false), Then.PAUSE);
        Step ten = until(step("10", HOLD, false), Then.PAUSE);
        List<Step> timed = List.of(proving, step("10", HOLD, false), step("100", HOLD, false));
        List<Step> paused =
                List.of(
                        proving,
                        until(step("10", HOLD, true), Then.PAUSE),
                        step("100", HOLD, false));
        assertThat(ProvenSteps.after(timed, 0, 1)).isEqualTo(OptionalInt.of(1));
        assertThat(ProvenSteps.after(paused, 0, 1)).isEqualTo(OptionalInt.of(1));
        assertThat(ProvenSteps.after(List.of(proving, ten, step("100", HOLD, false)), 0, 1))
                .isEqualTo(OptionalInt.of(2));
        assertThat(ProvenSteps.after(timed, 0, 0.09)).isEmpty();
    }

    @Test
    void endsAsThePolicySaysWhenNothingIsProvenInTime() {
        String why = "step 1 was not proven within 1h: 3 failures";
        for (Then then : Then.values()) {
            // Given a step of which nothing is proven for an hour
            Rollout held = held(proving(then));
            Rollout known = hears(held, unclear(held, 0, "3 failures"), later(9));

            // When the hour is over, Then it pauses, rolls back or goes on, and says why
            Rollout next = timed(known);
            assertThat(next.history().getLast().cause()).isEqualTo(why);
            switch (then) {
                case PAUSE -> {
                    assertThat(next.phase())
                            .isInstanceOfSatisfying(
                                    Paused.class, p -> assertThat(p.declared()).isTrue());
                    assertThat(at(moved(next, command("p", Action.PROMOTE), later(99))))
                            .isEqualTo(1);
                }
                case ROLLBACK -> assertThat(next.phase()).isInstanceOf(Phase.RollingBack.class);
                case ADVANCE -> assertThat(at(next)).isEqualTo(1);
            }
        }
    }

    @Test
    void pauseStopsTheClockOfTheProofAndLateProofGoesOnAfterIt() {
        // Given a step that waits for its proof, paused for ten minutes
        Rollout held = held(PLAN);
        Rollout paused = moved(held, command("p", Action.PAUSE), later(5));
        Rollout resumed = moved(paused, command("r", Action.RESUME), later(15));

        // Then it has ten minutes more
        assertThat(due(resumed)).isEqualTo(due(held).plus(Duration.ofMinutes(10)));

        // When it was proven in the pause, Then nothing moves before it ends, and then at once
        Rollout proven = hears(paused, proven(held, 0, 0.1), later(6));
        assertThat(proven.phase()).isEqualTo(paused.phase());
        Rollout after = moved(proven, command("r", Action.RESUME), later(15));
        assertThat(due(after)).isBeforeOrEqualTo(later(15));
        assertThat(at(moved(after, timer(after, later(15)), later(15)))).isEqualTo(1);
    }

    @Test
    void lateAcknowledgementMakesTheHoldLaterAndTheProofNoSooner() {
        // Given a step proven at once, whose weights are acknowledged a minute late
        Rollout first = progressing(PLAN);
        Rollout proven = hears(first, proven(first, 0, 1), START.plusSeconds(9));
        Instant acknowledged = START.plusSeconds(65);
        Rollout late =
                noted(
                        proven,
                        RolloutStateMachine.decide(
                                proven,
                                observed(new Observation.RoutesApplied(first.wantedRevision())),
                                acknowledged));

        // Then it lasts its whole hold from there, however often it is told
        assertThat(due(late)).isAfterOrEqualTo(acknowledged.plus(HOLD));
        assertThat(RolloutStateMachine.decide(late, proven(first, 0, 1), due(first)))
                .isInstanceOf(Decision.Unchanged.class);
        assertThat(RolloutStateMachine.decide(late, timer(late, due(first)), due(first)))
                .isInstanceOf(Decision.Unchanged.class);
    }

    @Test
    void timerThatComesTwiceEndsNoProofSooner() {
        Rollout first = progressing(PLAN);
        Rollout held = held(PLAN);
        assertThat(
                        RolloutStateMachine.decide(
                                held, timer(held, due(first)), due(first).plusSeconds(9)))
                .isInstanceOf(Decision.Unchanged.class);
    }

    @Test
    void dryRunProvesNothingAndGoesOnWithItsHolds() {
        assertThat(at(timed(progressing(dry(PLAN))))).isEqualTo(1);
    }

    @Test
    void skipGoesOnWithoutProof() {
        assertThat(at(moved(held(PLAN), command("s", Action.SKIP), later(9)))).isEqualTo(1);
    }
}
