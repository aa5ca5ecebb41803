package dev.tidegate.core.service;

import static dev.tidegate.core.rollout.Scenes.*;

import static org.assertj.core.api.Assertions.assertThat;

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
import dev.tidegate.core.rollout.Scenes;
import dev.tidegate.core.service.ServiceDecision.OnRollout;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Optional;

/** Dry runs and real releases of one service, one after the other. */
class DryRunOrderTest {

    private static final DeployStarted NEWER = deploy("d-3", V3, later(9));

    private static KnownService service(RolloutPlan governing, Rollout... newestFirst) {
        KnownService service = KnownService.of(newestFirst).justRead();
        service.policy = new PolicyLookup.Found(governing, Optional.of(V1), List.of());
        return service;
    }

    private static Rollout after(KnownService service, RolloutEvent event) {
        return next(ServiceStateMachine.decide(service, event, later(10)));
    }

    private static Rollout next(ServiceDecision decision) {
        return switch (((OnRollout) decision).decision()) {
            case Decision.Moved moved -> moved.next();
            case Decision.Noted noted -> noted.next();
            case Decision.Unchanged unchanged -> throw new AssertionError(unchanged.reason());
        };
    }

    private static RolloutPlan ruled(OnNewDeploy rule) {
        return Scenes.plan(rule, OnDrift.REVERT, Unversioned.ROLLBACK);
    }

    @Test
    void dryRunTakesNoTrafficFromARealReleaseAndWaitsForItsEnd() {
        for (Rollout live : List.of(progressing(plan()), paused(plan()), baking(plan()))) {
            // Given a release with traffic, and a policy that was made dry since
            KnownService service = service(Scenes.dry(plan()), live);
            // When another version is deployed
            Rollout next = after(service, NEWER);
            // Then it waits, and says why
            assertThat(next.phase()).isEqualTo(live.phase());
            assertThat(next.traffic()).isEqualTo(live.traffic());
            assertThat(next.next()).contains(NEWER);
            service.rollouts = List.of(next);
            assertThat(ServiceStateMachine.next(service, nudge(), later(11)))
                    .isEqualTo(new ServiceDecision.Nothing());
            // and takes its place once the policy is dry no more
            service.policy = new PolicyLookup.Found(plan(), Optional.of(V1), List.of());
            assertThat(next(ServiceStateMachine.next(service, nudge(), later(11))).phase())
                    .isInstanceOf(Phase.Superseded.class);
        }
    }

    private static Observed nudge() {
        return Observed.nudge(REVIEWS, later(11));
    }

    @Test
    void waitingDryRunSaysWhy() {
        OnRollout decided =
                (OnRollout)
                        ServiceStateMachine.decide(
                                service(Scenes.dry(plan()), baking(plan())), NEWER, later(10));
        assertThat(decided.decision().reason())
                .contains("v3 waits because the policy's dryRun is true");
    }

    @Test
    void dryRunGivesWayToARealReleaseWhateverItsOwnRuleIs() {
        for (OnNewDeploy rule : OnNewDeploy.values()) {
            Rollout dry = progressing(Scenes.dry(ruled(rule)));
            // another version, the same one, and the same one from a sender of states
            for (DeployStarted deploy :
                    List.of(
                            NEWER,
                            deploy("d-2", V2, later(9)),
                            deploy("/argo 2", V2, later(9)).asDeclared())) {
                Rollout next = after(service(ruled(rule), dry), deploy);
                assertThat(next.phase()).isInstanceOf(Phase.Superseded.class);
                assertThat(next.next()).contains(deploy);
            }
        }
    }

    @Test
    void dryRunGivesWayToNothingThatCannotStart() {
        Rollout dry = progressing(Scenes.dry(ruled(OnNewDeploy.REJECT)));
        KnownService service = service(plan(), dry);
        // Given no workload yet
        service.exists = false;
        Rollout waiting = after(service, NEWER);
        assertThat(waiting.live()).isTrue();
        assertThat(waiting.next()).contains(NEWER);
        // When it is there
        service.exists = true;
        service.rollouts = List.of(waiting);
        assertThat(next(ServiceStateMachine.next(service, nudge(), later(11))).phase())
                .isInstanceOf(Phase.Superseded.class);
        // nor to another dry run, an older deployment, or a copy of its own
        service = service(Scenes.dry(ruled(OnNewDeploy.REJECT)), dry);
        assertThat(after(service, NEWER).refusals()).isNotEmpty();
        service = service(plan(), dry);
        assertThat(after(service, deploy("old", V3, START.minusSeconds(9))).live()).isTrue();
        ServiceDecision copy =
                ServiceStateMachine.decide(service, dry.identity().deploy(), later(10));
        assertThat(((OnRollout) copy).unmoved()).isTrue();
        // and while nobody can read the policy, nobody knows
        service.policy = new PolicyLookup.Unreachable("the API server is away");
        assertThat(ServiceStateMachine.decide(service, NEWER, later(10)))
                .isInstanceOf(ServiceDecision.NotYet.class);
    }

    @Test
    void declarationOfWhatOnlyADryRunTookBackIsReleased() {
        RolloutEvent declared = deploy("/argo 2", V2, later(9)).asDeclared();
        Rollout dry = rolledBack(Scenes.dry(plan()));
        assertThat(ServiceStateMachine.decide(service(plan(), dry), declared, later(10)))
                .isInstanceOf(ServiceDecision.Open.class);
        assertThat(
                        ServiceStateMachine.decide(
                                service(Scenes.dry(plan()), dry), declared, later(10)))
                .isInstanceOf(ServiceDecision.NoNews.class);
        // but not what a release took back before the dry run
        Rollout real = rolledBack(plan());
        assertThat(ServiceStateMachine.decide(service(plan(), dry, real), declared, later(10)))
                .isInstanceOf(ServiceDecision.NoNews.class);
    }
}
