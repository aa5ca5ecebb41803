package dev.tidegate.core.rollout;

import static dev.tidegate.core.rollout.PodScenes.after;
import static dev.tidegate.core.rollout.PodScenes.dueOf;
import static dev.tidegate.core.rollout.PodScenes.pods;
import static dev.tidegate.core.rollout.Scenes.*;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.event.Action;
import dev.tidegate.core.event.Observation;
import dev.tidegate.core.event.Pods;
import dev.tidegate.core.event.RolloutEvent;
import dev.tidegate.core.rollout.RolloutPlan.OnNewDeploy;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** No start and no step while a person has frozen the namespace; never a rollback. */
class FreezeGateTest {

    private static final Optional<String> FROZEN = Optional.of("namespace bookinfo is frozen");
    private static final Optional<String> UNKNOWN =
            Optional.of("it is not known whether namespace bookinfo is frozen");
    private static final Pods ENOUGH = pods(2, 2);

    private static Decision decide(
            Rollout rollout, RolloutEvent event, Optional<String> frozen, Instant now) {
        return FreezeGate.decide(rollout, event, () -> frozen, () -> !frozen.equals(UNKNOWN), now)
                .orElseGet(
                        () -> PodGate.decide(rollout, event, () -> ENOUGH, Optional.empty(), now));
    }

    private static Decision due(Rollout rollout, Optional<String> frozen, Instant now) {
        return decide(rollout, timer(rollout, now), frozen, now);
    }

    private static Decision look(Rollout rollout, Optional<String> frozen, Instant now) {
        return decide(rollout, observed(new Observation.PodsSeen(ENOUGH)), frozen, now);
    }

    @Test
    void stepThatIsDueWaitsAndGoesOnAfterTheThaw() {
        for (Rollout rollout : List.of(preparing(plan()), progressing(plan()))) {
            // Given a step that is due in a freeze
            Instant due = dueOf(rollout.phase());
            Rollout held = after(rollout, due(rollout, FROZEN, due));
            // Then it waits, says why, and goes on waiting
            assertThat(held.revision()).isEqualTo(rollout.revision());
            assertThat(held.pods().waits()).isEqualTo(FROZEN);
            assertThat(due(held, FROZEN, due.plusSeconds(5)))
                    .isInstanceOf(Decision.Unchanged.class);
            assertThat(look(held, FROZEN, due.plusSeconds(6)))
                    .isInstanceOf(Decision.Unchanged.class);
            // When it is over, Then a look lets it go on, with its whole hold
            Instant thaw = due.plus(Duration.ofDays(3));
            Rollout gone = after(held, look(held, Optional.empty(), thaw));
            assertThat(gone.revision()).isEqualTo(rollout.revision() + 1);
            assertThat(gone.canaryWeight()).isGreaterThan(rollout.canaryWeight());
            assertThat(gone.pods().waits()).isEmpty();
            gone.phase().due().ifPresent(next -> assertThat(next).isAfterOrEqualTo(thaw));
        }
    }

    @Test
    void freezeIsToldBeforeThePodsThatAreLackingToo() {
        Rollout rollout = progressing(plan());
        Instant due = dueOf(rollout.phase());
        Rollout held = after(rollout, due(rollout, FROZEN, due));
        RolloutEvent few = observed(new Observation.PodsSeen(pods(1, 2)));
        assertThat(decide(held, few, FROZEN, due.plusSeconds(1)))
                .isInstanceOf(Decision.Unchanged.class);
        Rollout thawed = after(held, decide(held, few, Optional.empty(), due.plusSeconds(2)));
        assertThat(thawed.pods().waits())
                .isEqualTo(rollout.plan().availability().lacking(pods(1, 2)));
    }

    @Test
    void releaseWaitsAtItsGatesAndIsNotGivenUpForIt() {
        // Given a release whose gates are open, in a freeze
        Rollout pending = pending(plan());
        Rollout held = after(pending, decide(pending, gatesOpen(), FROZEN, later(1)));
        assertThat(held.phase()).isInstanceOf(Phase.Pending.class);
        assertThat(held.pods().waits()).isEqualTo(FROZEN);
        // When its time to get ready is over, Then it still waits
        Instant late = dueOf(held.phase()).plusSeconds(1);
        assertThat(due(held, FROZEN, late)).isInstanceOf(Decision.Unchanged.class);
        // When it is over, Then it begins
        Rollout begun = after(held, decide(held, gatesOpen(), Optional.empty(), late));
        assertThat(begun.phase()).isInstanceOf(Phase.Preparing.class);
        assertThat(begun.pods().waits()).isEmpty();
    }

    @Test
    void timeToGetReadyBeginsAnewAfterTheThaw() {
        Rollout pending = pending(plan());
        Rollout held = after(pending, decide(pending, gatesOpen(), FROZEN, later(1)));
        Instant late = dueOf(held.phase()).plus(Duration.ofDays(1));
        Instant ready = late.plus(plan().readyTimeout());
        // When the first that comes after the thaw is its timer, or finds that pods are lacking
        for (RolloutEvent first :
                List.of(timer(held, late), observed(blocked("reviews-v2 has 0 of 2 pods ready")))) {
            Rollout waiting = after(held, decide(held, first, Optional.empty(), late));
            assertThat(dueOf(waiting.phase())).isEqualTo(ready);
            assertThat(waiting.pods().waits()).isEmpty();
            // Then it may get ready until then, and no longer
            assertThat(after(waiting, due(waiting, Optional.empty(), ready)).phase())
                    .isInstanceOf(Phase.Failed.class);
        }
    }

    @Test
    void whatNobodyKnowsGivesNoTimeAnewAndIsTold() {
        // Given a release at its gates while nobody knows what is frozen
        Rollout pending = pending(plan());
        Rollout held = after(pending, decide(pending, gatesOpen(), UNKNOWN, later(1)));
        assertThat(held.phase())
                .isInstanceOfSatisfying(
                        Phase.Pending.class,
                        p -> assertThat(p.blockers()).containsExactly(UNKNOWN.get()));
        // When its time is over, Then it is not given up as long as nobody knows
        Instant late = dueOf(held.phase());
        assertThat(due(held, UNKNOWN, late)).isInstanceOf(Decision.Unchanged.class);
        // When it is known that nothing is frozen, Then it begins with its gates, or was too late
        assertThat(dueOf(held.phase())).isEqualTo(dueOf(pending.phase()));
        assertThat(after(held, decide(held, gatesOpen(), Optional.empty(), late)).phase())
                .isInstanceOf(Phase.Preparing.class);
        assertThat(after(held, due(held, Optional.empty(), late)).phase())
                .isInstanceOf(Phase.Failed.class);
    }

    @Test
    void freezeThatWasKnownBeforeStillGivesItsTimeAnew() {
        // Given a release that waits in a freeze, and then nobody knows any more
        Rollout pending = pending(plan());
        Rollout held = after(pending, decide(pending, gatesOpen(), FROZEN, later(1)));
        Instant late = dueOf(held.phase());
        Rollout unsure = after(held, due(held, UNKNOWN, late));
        // When it is over
        Rollout thawed = after(unsure, due(unsure, Optional.empty(), late));
        assertThat(dueOf(thawed.phase())).isEqualTo(late.plus(plan().readyTimeout()));
    }

    @Test
    void releaseThatNeverWaitedForAFreezeKeepsItsTime() {
        Rollout pending = pending(plan());
        Instant late = dueOf(pending.phase());
        assertThat(after(pending, due(pending, Optional.empty(), late)).phase())
                .isInstanceOf(Phase.Failed.class);
    }

    @Test
    void skippedGatesDoNotOpenInAFreeze() {
        Rollout pending = pending(plan());
        Decision skip = decide(pending, command("s", Action.SKIP), FROZEN, later(1));
        assertThat(skip)
                .isInstanceOfSatisfying(
                        Decision.Noted.class, noted -> assertThat(noted.refused()).isPresent());
        // nor those that were skipped before
        Rollout skipped =
                after(
                        pending,
                        decide(pending, command("t", Action.SKIP), Optional.empty(), later(1)));
        assertThat(after(skipped, decide(skipped, gatesOpen(), FROZEN, later(2))).phase())
                .isInstanceOf(Phase.Pending.class);
    }

    @Test
    void commandsThatGiveMoreAreRefusedWithTheReason() {
        for (Rollout rollout : List.of(paused(plan()), progressing(plan()))) {
            Action action = rollout.phase() instanceof Phase.Paused ? Action.PROMOTE : Action.SKIP;
            Decision decision = decide(rollout, command("c", action), FROZEN, later(9));
            assertThat(decision)
                    .isInstanceOfSatisfying(
                            Decision.Noted.class, noted -> assertThat(noted.refused()).isPresent());
            assertThat(decision.reason()).contains("is frozen").contains("give it again");
        }
    }

    @Test
    void whatTakesTrafficAwayAndTheEndOfTheBakePass() {
        for (Rollout rollout : live(plan())) {
            if (rollout.phase() instanceof Phase.RollingBack) {
                continue;
            }
            for (RolloutEvent away : List.of(alert("a", "v2"), command("b", Action.ABORT))) {
                assertThat(decide(rollout, away, FROZEN, later(90)))
                        .isEqualTo(decide(rollout, away, Optional.empty(), later(90)));
            }
        }
        Rollout baking = baking(plan());
        Instant over = dueOf(baking.phase());
        assertThat(after(baking, due(baking, FROZEN, over)).phase())
                .isInstanceOf(Phase.Succeeded.class);
    }

    @Test
    void whatTakesTrafficAwayAsksForNoFreeze() {
        for (Rollout rollout : live(plan())) {
            for (RolloutEvent event :
                    List.of(
                            alert("a", "v2"),
                            command("b", Action.ABORT),
                            command("p", Action.PAUSE),
                            drift(),
                            deploy("d3", V3, later(5)))) {
                assertThat(
                                FreezeGate.decide(
                                        rollout,
                                        event,
                                        FreezeGateTest::asked,
                                        () -> true,
                                        later(90)))
                        .isEmpty();
            }
        }
    }

    private static Optional<String> asked() {
        throw new AssertionError("nothing depends on a freeze");
    }

    @Test
    void whatSomebodyDidToTheRoutesByHandIsNoStep() {
        RolloutPlan adopt =
                plan(
                        OnNewDeploy.SUPERSEDE,
                        RolloutPlan.OnDrift.ADOPT,
                        RolloutPlan.Unversioned.PAUSE);
        for (RolloutPlan plan : List.of(plan(), adopt)) {
            Rollout rollout = progressing(plan);
            assertThat(decide(rollout, drift(), FROZEN, later(6)))
                    .isEqualTo(decide(rollout, drift(), Optional.empty(), later(6)));
        }
    }

    @Test
    void pauseInAFreezeCostsNoTimeToGetReady() {
        // Given a release that waits in a freeze, past its time, and is paused
        Rollout pending = pending(plan());
        Rollout held = after(pending, decide(pending, gatesOpen(), FROZEN, later(1)));
        Rollout paused = after(held, decide(held, command("p", Action.PAUSE), FROZEN, later(60)));
        // When it is resumed after the thaw
        Rollout resumed =
                after(
                        paused,
                        decide(paused, command("r", Action.RESUME), Optional.empty(), later(90)));
        // Then it may get ready
        assertThat(dueOf(resumed.phase())).isEqualTo(later(90).plus(plan().readyTimeout()));
    }

    @Test
    void endOfAFreezeThatIsKnownNeedsNoReminder() {
        Rollout rollout = progressing(plan());
        Instant due = dueOf(rollout.phase());
        Rollout held = after(rollout, due(rollout, FROZEN, due));
        assertThat(FreezeGate.again(held, ENOUGH, true, due)).isEmpty();
        assertThat(FreezeGate.again(held, ENOUGH, false, due)).isPresent();
        // pods that are gone are still looked at
        assertThat(FreezeGate.again(held, new Pods.Unseen("not read"), true, due)).isPresent();
    }

    @Test
    void releaseThatGoesBackIsHeldNowhere() {
        RolloutPlan plan = plan().straight();
        RolloutEvent.DeployStarted back = deploy("back", V2, START).leaving(V1);
        Rollout pending =
                Rollout.opened(new Rollout.Identity("uid", "reviews-2", plan, back), START);
        Rollout preparing = after(pending, decide(pending, gatesOpen(), FROZEN, later(1)));
        assertThat(preparing.phase()).isInstanceOf(Phase.Preparing.class);
        Instant due = dueOf(preparing.phase());
        assertThat(after(preparing, due(preparing, FROZEN, due)).reachesCanary()).isTrue();
    }

    @Test
    void deploymentWaitsInLineAndEndsNoLiveRelease() {
        Rollout rollout = progressing(plan());
        assertThat(rollout.plan().onNewDeploy()).isEqualTo(OnNewDeploy.SUPERSEDE);
        RolloutEvent.DeployStarted next = deploy("d3", V3, later(5));
        RolloutEvent hindered =
                next.because(new Observation.Hindered(next, Optional.empty(), FROZEN), later(5));
        Decision decision = decide(rollout, hindered, FROZEN, later(5));
        assertThat(after(rollout, decision).next()).contains(next);
        assertThat(decision.reason()).contains("v3 waits because namespace bookinfo is frozen");
    }
}
