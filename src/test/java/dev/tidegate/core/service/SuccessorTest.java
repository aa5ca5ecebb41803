package dev.tidegate.core.service;

import static dev.tidegate.core.rollout.Scenes.*;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.event.Observation;
import dev.tidegate.core.event.RolloutEvent;
import dev.tidegate.core.event.RolloutEvent.DeployStarted;
import dev.tidegate.core.event.RolloutEvent.Observed;
import dev.tidegate.core.rollout.Decision;
import dev.tidegate.core.rollout.Phase;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.rollout.RolloutPlan;
import dev.tidegate.core.rollout.RolloutPlan.OnDrift;
import dev.tidegate.core.rollout.RolloutPlan.OnNewDeploy;
import dev.tidegate.core.rollout.RolloutPlan.Unversioned;
import dev.tidegate.core.rollout.RolloutStateMachine;
import dev.tidegate.core.service.ServiceDecision.Nothing;
import dev.tidegate.core.service.ServiceDecision.OnRollout;
import dev.tidegate.core.service.ServiceDecision.Open;
import dev.tidegate.core.service.ServiceDecision.Refuse;
import dev.tidegate.core.service.ServiceDecision.Settle;
import dev.tidegate.core.service.ServiceDecision.Unfollow;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Optional;

/** What is to be done next without another event. */
class SuccessorTest {

    private static ServiceDecision decide(KnownService service, RolloutEvent event) {
        return ServiceStateMachine.decide(service, event, later(5));
    }

    private static ServiceDecision next(KnownService service, RolloutEvent cause) {
        return ServiceStateMachine.next(service, cause, later(5));
    }

    private static Decision.Moved move(ServiceDecision decision) {
        return (Decision.Moved) ((OnRollout) decision).decision();
    }

    private static DeployStarted deployment(Version version) {
        return deploy("d-" + version, version, later(4));
    }

    private static Observed nudge() {
        return Observed.nudge(REVIEWS, START);
    }

    /** Superseded by a deployment that waits for nothing else. */
    private static Rollout superseded() {
        return moved(progressing(plan()), deployment(V3), later(4));
    }

    @Test
    void openGatesLetAPendingReleaseThrough() {
        KnownService service = KnownService.of(pending(plan()));
        assertThat(move(next(service, deployment(V2))).next().phase())
                .isInstanceOf(Phase.Preparing.class);
        assertThat(move(decide(service, nudge())).next().phase())
                .isInstanceOf(Phase.Preparing.class);
        // an alert that came may not be remembered yet
        assertThat(next(service, alert("a", "v7"))).isEqualTo(new Nothing());
        service.problems = List.of("reviews has no route");
        assertThat(((OnRollout) next(service, nudge())).decision())
                .isInstanceOf(Decision.Noted.class);
    }

    @Test
    void whatWaitedForAnEndOpensAfterItWhateverTheEventWas() {
        KnownService service = KnownService.of(superseded());
        assertThat(next(service, alert("a", "v7"))).isEqualTo(new Open(deployment(V3), plan()));
        service.settled = false;
        assertThat(next(service, alert("a", "v7"))).isInstanceOf(Settle.class);
    }

    @Test
    void whatHasBegunOrNeverWillWaitsForNoEndAnyMore() {
        Rollout ended = superseded();
        Unfollow begun = new Unfollow(ended, Optional.empty(), Optional.empty());
        KnownService service = KnownService.of(progressing(plan()), ended);
        assertThat(next(service, alert("a", "v7"))).isEqualTo(begun);
        service = KnownService.of(ended);
        service.policy = new PolicyLookup.Absent();
        assertThat(((Unfollow) next(service, nudge())).refused()).isPresent();
        assertThat(ServiceStateMachine.rejected(service, deployment(V3), "403: no"))
                .isInstanceOfSatisfying(
                        Unfollow.class,
                        u ->
                                assertThat(u.refused().orElseThrow().reason())
                                        .isEqualTo("403: no; deploy again"));
        assertThat(ServiceStateMachine.rejected(KnownService.of(), deployment(V3), "403: no"))
                .isInstanceOf(Refuse.class);
    }

    @Test
    void whatWaitsForItsWorkloadTakesTheLiveReleasesPlaceOnceItIsThere() {
        Rollout live =
                ((Decision.Noted)
                                RolloutStateMachine.decide(
                                        progressing(plan()),
                                        observed(
                                                new Observation.Hindered(
                                                        deployment(V3), Optional.empty())),
                                        later(4)))
                        .next();
        KnownService service = KnownService.of(live);
        assertThat(move(next(service, nudge())).next().phase())
                .isInstanceOf(Phase.Superseded.class);
        assertThat(next(service, alert("a", "v7"))).isEqualTo(new Nothing());
        service.exists = false;
        assertThat(next(service, nudge())).isEqualTo(new Nothing());
    }

    @Test
    void whatIsQueuedTakesNoLiveReleasesPlace() {
        RolloutPlan queue = plan(OnNewDeploy.QUEUE, OnDrift.REVERT, Unversioned.ROLLBACK);
        Rollout live =
                ((Decision.Noted)
                                RolloutStateMachine.decide(
                                        progressing(queue), deployment(V3), later(4)))
                        .next();
        assertThat(live.next()).isPresent();
        assertThat(next(KnownService.of(live), nudge())).isEqualTo(new Nothing());
    }

    @Test
    void alertThatNamesAnotherVersionHoldsNoGate() {
        Rollout pending = pending(plan());
        assertThat(Gates.concerns(alert("a", "v7").alert(), pending)).isFalse();
        assertThat(Gates.concerns(alert("a", "v2").alert(), pending)).isTrue();
    }

    @Test
    void rollbackWhoseRoutesWereMadeIsLookedAtOnceMore() {
        Rollout back = rollingBack(plan());
        assertThat(ServiceStateMachine.finish(KnownService.of(back), nudge(), later(5)))
                .isEqualTo(new Settle(back));
        assertThat(
                        ServiceStateMachine.finish(
                                KnownService.of(rolledBack(plan())), nudge(), later(5)))
                .isEqualTo(new Nothing());
    }
}
