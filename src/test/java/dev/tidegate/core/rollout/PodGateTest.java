package dev.tidegate.core.rollout;

import static dev.tidegate.core.rollout.PodScenes.*;
import static dev.tidegate.core.rollout.Scenes.*;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.distribution.Weight;
import dev.tidegate.core.event.Action;
import dev.tidegate.core.event.Observation;
import dev.tidegate.core.event.Pods;
import dev.tidegate.core.event.Pods.Fall;
import dev.tidegate.core.event.RolloutEvent;
import dev.tidegate.core.rollout.RolloutPlan.OnDrift;
import dev.tidegate.core.rollout.RolloutPlan.OnNewDeploy;
import dev.tidegate.core.rollout.RolloutPlan.Unversioned;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** No step and no end of the bake without enough pods, and what passes whatever they are like. */
class PodGateTest {

    private static final Duration NONE_FOR = Availability.DEFAULT.noneFor();

    static List<Pods> lacking() {
        return List.of(
                pods(1, 2),
                pods(0, 1),
                missing(),
                new Pods.Unseen("the watch of deployments is interrupted"),
                new Pods.Seen("a", 2, 2, 1, Optional.empty(), List.of()),
                new Pods.Seen("a", 2, 2, 2, Optional.of("a was changed"), List.of()));
    }

    /** What gives more traffic, or ends the bake, when its time comes. */
    static List<Rollout> waiting() {
        return List.of(
                preparing(Scenes.plan()),
                progressing(with(Scenes.plan(), steps())),
                baking(Scenes.plan()));
    }

    private static List<Step> steps() {
        return List.of(step("5", HOLD, false), step("50", HOLD, false));
    }

    @ParameterizedTest
    @MethodSource("lacking")
    void stepThatIsDueWaitsForPods(Pods pods) {
        for (Rollout rollout : waiting()) {
            Rollout held = after(rollout, dueWith(rollout, pods));
            assertThat(held.revision()).isEqualTo(rollout.revision());
            assertThat(held.pods().waits()).isEqualTo(Availability.DEFAULT.lacking(pods));
            assertThat(held.handled()).isEqualTo(rollout.handled());
            assertThat(dueWith(held, pods)).isInstanceOf(Decision.Unchanged.class);
        }
    }

    @Test
    void stepThatWaitsGoesOnWhenThereAreEnoughPods() {
        for (Rollout rollout : waiting()) {
            Rollout held = after(rollout, dueWith(rollout, pods(1, 2)));
            Instant now = dueOf(held.phase()).plusSeconds(60);
            Rollout on = after(held, looked(held, pods(2, 2), now));
            assertThat(on.revision()).isEqualTo(rollout.revision() + 1);
            assertThat(on.pods()).isEqualTo(PodState.NONE);
            // and so does a copy of the timer that was held
            assertThat(dueWith(held, pods(2, 2))).isInstanceOf(Decision.Moved.class);
        }
    }

    @Test
    void lookMovesNothingThatIsNotDue() {
        Rollout rollout = progressing(with(Scenes.plan(), steps()));
        assertThat(looked(rollout, pods(2, 2), dueOf(rollout.phase())))
                .isInstanceOf(Decision.Unchanged.class);
    }

    @Test
    void autoscalerThatWantsMorePodsMeanwhileIsWaitedFor() {
        Rollout rollout = progressing(with(Scenes.plan(), steps()));
        assertThat(dueWith(rollout, pods(2, 2))).isInstanceOf(Decision.Moved.class);
        assertThat(dueWith(rollout, pods(2, 4))).isInstanceOf(Decision.Noted.class);
        assertThat(dueWith(rollout, pods(4, 2))).isInstanceOf(Decision.Moved.class);
    }

    @Test
    void policySaysHowManyAreEnough() {
        Rollout most = paused(needing(new Quota(80, true), NONE_FOR));
        RolloutEvent promote = command("p", Action.PROMOTE);
        assertThat(gated(most, promote, pods(7, 10), later(9)).reason())
                .contains("7 of 10 pods ready; 8 must be (minAvailable: 80%)");
        assertThat(gated(most, promote, pods(8, 10), later(9))).isInstanceOf(Decision.Moved.class);
        Rollout any = preparing(needing(new Quota(0, false), NONE_FOR));
        assertThat(dueWith(any, missing())).isInstanceOf(Decision.Moved.class);
    }

    @Test
    void commandThatWouldGiveMoreTrafficIsRefusedWithTheReason() {
        for (RolloutEvent command :
                List.of(command("p", Action.PROMOTE), command("s", Action.SKIP))) {
            Decision decision = gated(paused(Scenes.plan()), command, pods(0, 2), later(9));
            assertThat(decision)
                    .isInstanceOfSatisfying(
                            Decision.Noted.class,
                            noted -> assertThat(noted.refused()).contains(command));
            assertThat(decision.reason()).contains("0 of 2 pods ready");
        }
        assertThat(gated(baking(Scenes.plan()), command("s", Action.SKIP), missing(), later(9)))
                .isInstanceOf(Decision.Noted.class);
    }

    @Test
    void resumeGoesOnWithTheWeightThatThereIs() {
        Rollout paused = moved(progressing(Scenes.plan()), command("p", Action.PAUSE), later(1));
        assertThat(gated(paused, command("r", Action.RESUME), pods(1, 2), later(2)))
                .isInstanceOf(Decision.Moved.class);
    }

    @Test
    void whatTakesTrafficAwayPasses() {
        for (Rollout rollout : waiting()) {
            for (RolloutEvent away :
                    List.of(
                            alert("a", "v2"),
                            command("abort", Action.ABORT),
                            deploy("d9", V3, later(9)),
                            deploy("d8", V1, later(9)))) {
                assertThat(gated(rollout, away, missing(), later(9)))
                        .isInstanceOf(Decision.Moved.class);
            }
        }
        Rollout back = rollingBack(Scenes.plan());
        RolloutEvent applied = observed(new Observation.RoutesApplied(back.wantedRevision()));
        assertThat(gated(back, applied, missing(), later(9)))
                .isInstanceOfSatisfying(
                        Decision.Moved.class,
                        m -> assertThat(m.next().phase()).isInstanceOf(Phase.RolledBack.class));
    }

    @Test
    void handEditThatIsThereAlreadyIsAdoptedWhateverThePodsAreLike() {
        Rollout rollout =
                progressing(Scenes.plan(OnNewDeploy.QUEUE, OnDrift.ADOPT, Unversioned.PAUSE));
        Decision adopted = gated(rollout, drift(), pods(1, 2), later(1));
        assertThat(after(rollout, adopted).canaryWeight()).isEqualTo(Weight.FULL);
    }

    @Test
    void podsThatAreRestartedAgainAndAgainMustLastBeforeTheNextStep() {
        Rollout rollout = progressing(with(Scenes.plan(), steps()));
        Instant due = dueOf(rollout.phase());
        List<Fall> falls = falls(3, 3, 2, 3, due.minusSeconds(20));
        Rollout held = after(rollout, dueWith(rollout, fallen(3, 3, falls)));
        Instant steady = falls.getLast().at().plus(Availability.STEADY);
        assertThat(held.pods().waits().orElseThrow())
                .contains("lost pods 3 times")
                .contains("" + steady);
        assertThat(PodGate.again(held, fallen(3, 3, falls), due)).contains(steady);
        assertThat(looked(held, fallen(3, 3, falls), steady)).isInstanceOf(Decision.Moved.class);
    }

    @Test
    void podsThatWereLostOnceOrStayedEnoughAreNoReasonToWait() {
        Rollout rollout = progressing(with(Scenes.plan(), steps()));
        Instant due = dueOf(rollout.phase());
        // twice; long ago; three at one time, each a change of the status; down to what is enough
        for (List<Fall> falls :
                List.of(
                        falls(2, 3, 2, 3, due),
                        falls(9, 3, 2, 3, due.minus(Duration.ofMinutes(11))),
                        IntStream.of(3, 2, 1).mapToObj(n -> new Fall(due, n, n - 1, 3)).toList(),
                        falls(5, 5, 3, 3, due))) {
            assertThat(dueWith(rollout, fallen(3, 3, falls))).isInstanceOf(Decision.Moved.class);
        }
        Rollout paused = paused(needing(new Quota(90, true), NONE_FOR));
        assertThat(
                        gated(
                                paused,
                                command("p", Action.PROMOTE),
                                fallen(100, 100, falls(9, 100, 99, 100, due)),
                                due))
                .isInstanceOf(Decision.Moved.class);
    }
}
