package dev.tidegate.controller;

import static dev.tidegate.core.rollout.Scenes.*;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidegate.core.distribution.Distribution;
import dev.tidegate.core.distribution.Weight;
import dev.tidegate.core.event.Action;
import dev.tidegate.core.event.RolloutEvent;
import dev.tidegate.core.event.RolloutEvent.AlertResolved;
import dev.tidegate.core.rollout.Move;
import dev.tidegate.core.rollout.Phase;
import dev.tidegate.core.rollout.PhaseKind;
import dev.tidegate.core.rollout.Rollout;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

class ControllerTest extends ControllerScene {

    @Test
    void deploymentIsReleasedStepByStepAndEachRevisionHasOneOutcome() {
        assertThat(started(V2).phase()).isInstanceOf(Phase.Progressing.class);
        due();
        handled(command("p", Action.PROMOTE));
        Rollout end = due();
        assertThat(end.phase()).isInstanceOf(Phase.Succeeded.class);
        assertThat(world.routeWrites)
                .containsExactly("v1 95 %, v2 5 %", "v1 75 %, v2 25 %", "v1 0 %, v2 100 %");
        assertThat(world.published)
                .containsExactly(
                        "reviews-1/1 Pending",
                        "reviews-1/2 Preparing",
                        "reviews-1/3 Progressing",
                        "reviews-1/4 Paused",
                        "reviews-1/5 Baking",
                        "reviews-1/6 Succeeded");
    }

    @Test
    void alertRollsBackAndTheRouteIsWrittenOnce() {
        started(V2);
        Rollout end = handled(alert("a", "v2"));
        assertThat(end.phase()).isInstanceOf(Phase.RolledBack.class);
        assertThat(world.routeWrites).containsExactly("v1 95 %, v2 5 %", "v1 100 %");
        assertThat(world.firing).hasSize(1);
    }

    @Test
    void refusedRollbackIsShownAndNotReportedAsDone() {
        // Given routes that are refused twice
        started(V2);
        world.applyFaults.add(new Result.Rejected<>("the webhook refuses it"));
        world.applyFaults.add(new Result.Rejected<>("the webhook refuses it"));
        // When an alert comes
        Rollout end = handled(alert("a", "v2"));
        // Then the status has said so until the routes were written
        assertThat(world.problems).containsExactly("the webhook refuses it");
        assertThat(end.phase()).isInstanceOf(Phase.RolledBack.class);
        assertThat(end.routes().problem()).isEmpty();
        assertThat(world.route).contains(Distribution.all(V1));
    }

    @Test
    void routesThatWereAwayForAMomentAreNotShown() {
        started(V2);
        world.applyFaults.add(new Result.Unreachable<>("a hiccup"));
        assertThat(handled(alert("a", "v2")).phase()).isInstanceOf(Phase.RolledBack.class);
        assertThat(world.problems).isEmpty();
    }

    @Test
    void routesThatStayAwayAreShownUntilTheyAreBack() {
        started(V2);
        due();
        for (int i = 0; i < 3; i++) {
            world.applyFaults.add(new Result.Unreachable<>("failed calling webhook"));
        }
        Rollout promoted = handled(command("p", Action.PROMOTE));
        assertThat(world.problems).contains("failed calling webhook");
        assertThat(promoted.routes().problem()).isEmpty();
    }

    @Test
    void crashBetweenCommitAndApplyIsRepairedByRedelivery() {
        // Given a rollback that was committed, and a process that dies before it writes the route
        started(V2);
        RolloutEvent alert = alert("a", "v2");
        world.applyFaults.add(new Result.Unreachable<>("the process dies here"));
        Reconciler dying = process();
        assertThat(dying.handle(alert).isDone()).isFalse();
        assertThat(world.latest().phase()).isInstanceOf(Phase.RollingBack.class);
        assertThat(world.route).contains(Distribution.split(V1, V2, new Weight(500)));
        // When a new process gets the event again
        controller = started();
        // Then it finishes what was committed
        assertThat(handled(alert).phase()).isInstanceOf(Phase.RolledBack.class);
        assertThat(world.route).contains(Distribution.all(V1));
    }

    @Test
    void crashBetweenApplyAndPublishIsRepairedByRedelivery() {
        RolloutEvent deploy = deploy("d", V2, START);
        // Given a process that dies when it has written and before it tells
        assertThat(process().handle(deploy).isDone()).isTrue();
        assertThat(world.published).isEmpty();
        // When the next process gets the event again
        controller = started();
        handled(deploy);
        // Then each move is told
        assertThat(world.published).containsExactly("reviews-1/1 Pending", "reviews-1/2 Preparing");
    }

    @Test
    void conflictIsDecidedAgainAtOnce() {
        started(V2);
        world.commitFaults.add(new Result.Conflict<>("somebody was faster"));
        assertThat(handled(alert("a", "v2")).phase()).isInstanceOf(Phase.RolledBack.class);
    }

    @Test
    void outageIsWaitedOutAndNothingIsLost() {
        started(V2);
        for (int i = 0; i < 2; i++) {
            world.commitFaults.add(new Result.Unreachable<>("503"));
            world.applyFaults.add(new Result.Unreachable<>("time-out"));
            world.publishFaults.add(new Result.Unreachable<>("no broker"));
        }
        assertThat(handled(alert("a", "v2")).phase()).isInstanceOf(Phase.RolledBack.class);
        assertThat(world.published).contains("reviews-1/4 RollingBack", "reviews-1/5 RolledBack");
    }

    static List<RolloutEvent> whatTakesTrafficAway() {
        return List.of(alert("away", "v2"), command("away", Action.ABORT));
    }

    @ParameterizedTest
    @MethodSource("whatTakesTrafficAway")
    void alertAndAbortOvertakeAnEventThatIsBeingRetried(RolloutEvent away) {
        // Given a timer whose commit fails for long
        Rollout rollout = started(V2);
        Instant due = ((Phase.Live) rollout.phase()).due().orElseThrow();
        world.now.set(due);
        for (int i = 0; i < 4; i++) {
            world.commitFaults.add(new Result.Unreachable<>("503"));
        }
        RolloutEvent timer = timer(rollout, due);
        controller.handle(timer, () -> acknowledged.add("timer"));
        await().until(() -> world.commitFaults.size() < 4);
        // When the alert or the abort arrives behind it
        controller.handle(away, () -> acknowledged.add("away"));
        await().until(() -> acknowledged.size() == 2);
        // Then it is done first, and the timer moves nothing
        assertThat(world.latest().history())
                .extracting(Move::phase)
                .containsExactly(
                        PhaseKind.PENDING,
                        PhaseKind.PREPARING,
                        PhaseKind.PROGRESSING,
                        PhaseKind.ROLLING_BACK,
                        PhaseKind.ROLLED_BACK);
        assertThat(world.routeWrites).containsExactly("v1 95 %, v2 5 %", "v1 100 %");
    }

    @Test
    void holdCountsFromWhenALostAnswersWriteIsFound() {
        // Given a step whose write is done and whose answer is lost for a minute
        Rollout preparing = handled(deploy("d", V2, world.now.get()));
        Instant due = ((Phase.Live) preparing.phase()).due().orElseThrow();
        world.now.set(due);
        world.lostAnswers.add(new Result.Unreachable<>("no answer"));
        Reconciler process = process();
        RolloutEvent timer = timer(preparing, due);
        assertThat(process.handle(timer).isDone()).isFalse();
        // When it is tried again and nothing is left to write
        world.now.set(due.plusSeconds(60));
        assertThat(process.handle(timer).isDone()).isTrue();
        // Then the hold is whole from then on, and a copy of the event does not move its end
        Instant end = due.plusSeconds(60).plus(HOLD);
        assertThat(((Phase.Live) world.latest().phase()).due()).contains(end);
        world.now.set(due.plusSeconds(90));
        assertThat(process.handle(timer).isDone()).isTrue();
        assertThat(((Phase.Live) world.latest().phase()).due()).contains(end);
    }

    @Test
    void holdCountsFromWhenTheNextProcessFindsADeadOnesWrite() {
        // Given a process that dies with its write under way, which is done all the same
        Rollout preparing = handled(deploy("d", V2, world.now.get()));
        Instant due = ((Phase.Live) preparing.phase()).due().orElseThrow();
        world.now.set(due);
        world.lostAnswers.add(new Result.Unreachable<>("the process dies here"));
        RolloutEvent timer = timer(preparing, due);
        assertThat(process().handle(timer).isDone()).isFalse();
        // When the next process gets the event again
        world.now.set(due.plusSeconds(60));
        assertThat(process().handle(timer).isDone()).isTrue();
        // Then the hold is whole from then on
        assertThat(((Phase.Live) world.latest().phase()).due())
                .contains(due.plusSeconds(60).plus(HOLD));
    }

    @Test
    void whateverIsThrownNeitherLosesAnEventNorStopsThoseBehindIt() {
        started(V2);
        AtomicInteger failures = new AtomicInteger(2);
        controller.handle(
                command("first", Action.RESUME),
                () -> {
                    if (failures.getAndDecrement() > 0) {
                        throw new AssertionError("acknowledging fails");
                    }
                    acknowledged.add("first");
                });
        controller.handle(command("second", Action.RESUME), () -> acknowledged.add("second"));
        await().dontCatchUncaughtExceptions().until(() -> acknowledged.size() == 2);
        assertThat(acknowledged).containsExactly("first", "second");
    }

    @Test
    void duplicateDeploymentStartsNothing() {
        RolloutEvent deploy = deploy("d", V2, START);
        handled(deploy);
        handled(deploy);
        assertThat(world.rollouts).hasSize(1);
    }

    @Test
    void duplicateOfAnEndedReleasesDeploymentStartsNothing() {
        RolloutEvent deploy = deploy("d-v2", V2, START);
        started(V2);
        handled(alert("a", "v2"));
        handled(deploy);
        assertThat(world.rollouts).hasSize(1);
    }

    @Test
    void firingAlertHoldsTheNextReleaseUntilItIsResolved() {
        started(V2);
        RolloutEvent.AlertFired fired = alert("a", "v2");
        handled(fired);
        world.now.set(later(9));
        Rollout held = handled(deploy("again", V2, later(9)));
        assertThat(held.phase()).isInstanceOf(Phase.Pending.class);
        assertThat(((Phase.Pending) held.phase()).blockers())
                .singleElement()
                .asString()
                .contains("ErrorRate");
        Rollout released = handled(new AlertResolved("r", REVIEWS, later(10), fired.alert()));
        assertThat(released.phase()).isInstanceOf(Phase.Preparing.class);
    }

    @Test
    void copyOfAnAlertThatComesAfterItsResolutionChangesNothing() {
        started(V2);
        RolloutEvent.AlertFired fired = alert("a", "v2");
        handled(new AlertResolved("r", REVIEWS, later(2), fired.alert()));
        assertThat(handled(fired).phase()).isInstanceOf(Phase.Progressing.class);
    }

    @Test
    void unreadyWorkloadHoldsUntilTheClusterSaysOtherwise() {
        world.notReady.add("Deployment reviews-v2 has 0 of 1 replicas");
        assertThat(handled(deploy("d", V2, START)).phase()).isInstanceOf(Phase.Pending.class);
        world.notReady.clear();
        controller.nudge(REVIEWS);
        await().until(() -> world.latest().phase() instanceof Phase.Preparing);
    }

    @Test
    void unreadyWorkloadDoesNotBlockARollback() {
        started(V2);
        world.notReady.add("Deployment reviews-v2 is gone");
        assertThat(handled(alert("a", "v2")).phase()).isInstanceOf(Phase.RolledBack.class);
    }
}
