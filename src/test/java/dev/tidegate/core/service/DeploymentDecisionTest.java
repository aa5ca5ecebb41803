package dev.tidegate.core.service;

import static dev.tidegate.core.rollout.Scenes.*;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.event.RolloutEvent;
import dev.tidegate.core.event.RolloutEvent.DeployStarted;
import dev.tidegate.core.rollout.Decision;
import dev.tidegate.core.rollout.Phase;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.service.ServiceDecision.First;
import dev.tidegate.core.service.ServiceDecision.Follow;
import dev.tidegate.core.service.ServiceDecision.NoNews;
import dev.tidegate.core.service.ServiceDecision.NotYet;
import dev.tidegate.core.service.ServiceDecision.OnRollout;
import dev.tidegate.core.service.ServiceDecision.Open;
import dev.tidegate.core.service.ServiceDecision.ReadAnew;
import dev.tidegate.core.service.ServiceDecision.Refuse;
import dev.tidegate.core.service.ServiceDecision.Settle;

import org.junit.jupiter.api.Test;

/** What a deployment means for a service. */
class DeploymentDecisionTest {

    private static ServiceDecision decide(KnownService service, RolloutEvent event) {
        return ServiceStateMachine.decide(service, event, later(5));
    }

    private static Decision.Moved move(ServiceDecision decision) {
        return (Decision.Moved) ((OnRollout) decision).decision();
    }

    private static DeployStarted deployment(Version version) {
        return deploy("d-" + version, version, later(4));
    }

    /** Superseded by a deployment that waits for nothing else. */
    private static Rollout superseded() {
        return moved(progressing(plan()), deployment(V3), later(4));
    }

    @Test
    void firstDeploymentOpens() {
        assertThat(decide(KnownService.of(), deployment(V2)))
                .isEqualTo(new Open(deployment(V2), plan()));
    }

    @Test
    void deploymentWithoutAPolicyIsRefused() {
        KnownService service = KnownService.of();
        service.policy = new PolicyLookup.Absent();
        assertThat(decide(service, deployment(V2)))
                .isEqualTo(
                        new Refuse(
                                deployment(V2),
                                "service: bookinfo/reviews has no RolloutPolicy; create one of that"
                                        + " name in namespace bookinfo"));
        service.policy = new PolicyLookup.Invalid("steps: is empty");
        assertThat(decide(service, deployment(V2)))
                .isEqualTo(
                        new Refuse(
                                deployment(V2),
                                "RolloutPolicy bookinfo/reviews is invalid: steps: is empty"));
    }

    @Test
    void deploymentWaitsForAPolicyThatNobodyCanRead() {
        KnownService service = KnownService.of();
        service.policy = new PolicyLookup.Unreachable("503");
        assertThat(decide(service, deployment(V2))).isEqualTo(new NotYet("503"));
    }

    @Test
    void deploymentOfWhatCarriesTheTrafficIsRefusedAndNoNewsWhenDeclared() {
        KnownService service = KnownService.of();
        assertThat(decide(service, deployment(V1))).isInstanceOf(Refuse.class);
        assertThat(decide(service, deployment(V1).asDeclared())).isInstanceOf(NoNews.class);
    }

    @Test
    void deploymentForALiveReleaseIsDecidedByIt() {
        ServiceDecision decided = decide(KnownService.of(progressing(plan())), deployment(V3));
        assertThat(move(decided).next().phase()).isInstanceOf(Phase.Superseded.class);
    }

    @Test
    void liveReleaseDoesNotEndForADeploymentThatCannotStart() {
        KnownService service = KnownService.of(progressing(plan()));
        service.exists = false;
        OnRollout decided = (OnRollout) decide(service, deployment(V3));
        assertThat(decided.decision()).isInstanceOf(Decision.Noted.class);
        assertThat(((Decision.Noted) decided.decision()).next().next()).contains(deployment(V3));
        service.policy = new PolicyLookup.Unreachable("503");
        assertThat(decide(service, deployment(V3))).isEqualTo(new NotYet("503"));
    }

    @Test
    void nothingIsRefusedByWhatMayBeOutOfDate() {
        KnownService service = KnownService.of(progressing(plan()));
        assertThat(decide(service, deployment(V2))).isInstanceOf(ReadAnew.class);
        assertThat(decide(service.justRead(), deployment(V2))).isInstanceOf(OnRollout.class);
    }

    @Test
    void deploymentIsForTheRolloutThatHasHandledIt() {
        Rollout ended = succeeded(plan());
        OnRollout decided = (OnRollout) decide(KnownService.of(ended), deploy("d1", V2, START));
        assertThat(decided.rollout()).isEqualTo(ended);
        assertThat(decided.unmoved()).isTrue();
    }

    @Test
    void olderDeploymentThanTheReleasedOneIsRefused() {
        KnownService service = KnownService.of(succeeded(plan()));
        ServiceDecision decided = decide(service, deploy("d0", V3, START.minusSeconds(9)));
        assertThat(((Refuse) decided).reason()).startsWith("time: ");
    }

    @Test
    void succeededReleaseIsSaidToBeFollowedBeforeTheNextOpens() {
        Rollout ended = succeeded(plan());
        assertThat(decide(KnownService.of(ended), deployment(V3)))
                .isEqualTo(new Follow(ended, deployment(V3)));
    }

    @Test
    void whatWaitsForAnEndComesBeforeAnotherDeployment() {
        Rollout ended = superseded();
        KnownService service = KnownService.of(ended);
        DeployStarted another = deploy("d4", V2, later(5));
        assertThat(decide(service, another))
                .isEqualTo(new First(new Open(deployment(V3), plan()), another));
        service.settled = false;
        assertThat(decide(service, another)).isEqualTo(new First(new Settle(ended), another));
    }

    @Test
    void declaredVersionThatWasRolledBackIsNoNews() {
        KnownService service = KnownService.of(rolledBack(plan()));
        DeployStarted declared = deploy("flux d9", V2, later(4)).asDeclared();
        assertThat(decide(service, declared)).isInstanceOf(ReadAnew.class);
        assertThat(decide(service.justRead(), declared)).isInstanceOf(NoNews.class);
        assertThat(decide(service, deployment(V2))).isInstanceOf(Open.class);
    }
}
