package dev.tidegate.core.service;

import static dev.tidegate.core.rollout.Scenes.V1;
import static dev.tidegate.core.rollout.Scenes.V2;
import static dev.tidegate.core.rollout.Scenes.V3;
import static dev.tidegate.core.rollout.Scenes.alert;
import static dev.tidegate.core.rollout.Scenes.deploy;
import static dev.tidegate.core.rollout.Scenes.later;
import static dev.tidegate.core.rollout.Scenes.progressing;
import static dev.tidegate.core.rollout.Scenes.succeeded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.event.Pods;
import dev.tidegate.core.event.RolloutEvent.DeployStarted;
import dev.tidegate.core.rollout.Decision;
import dev.tidegate.core.rollout.Migrations;
import dev.tidegate.core.rollout.PodScenes;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.rollout.RolloutPlan;
import dev.tidegate.core.service.ServiceDecision.OnRollout;
import dev.tidegate.core.service.ServiceDecision.Open;
import dev.tidegate.core.service.ServiceDecision.Refuse;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Optional;

/** What a deployment means where each version has a host of its own. */
class MigrationDecisionsTest {

    private static final RolloutPlan PLAN = Migrations.to(Migrations.NEXT);
    private static final Pods THERE = new Pods.Elsewhere(Optional.empty());
    private static final Pods AWAY = THERE.unreached("Service next/reviews is away");
    private static final String UNNAMED =
            "version: v3 has no host in route.hosts; release one of v1, v2, or add its host there";

    private static KnownService service(Rollout... rollouts) {
        KnownService service = KnownService.of(rollouts);
        service.policy = new PolicyLookup.Found(PLAN, Optional.of(V1), List.of());
        return service.justRead();
    }

    @Test
    void versionWithoutAHostIsRefusedWithTheVersionsThereAre() {
        DeployStarted deploy = deploy("d", V3, later(4));
        assertThat(ServiceStateMachine.decide(service(), deploy, later(5)))
                .isEqualTo(new Refuse(deploy, UNNAMED));
    }

    @Test
    void versionWithAHostIsReleased() {
        DeployStarted deploy = deploy("d", V2, later(4));
        assertThat(ServiceStateMachine.decide(service(), deploy, later(5)))
                .isEqualTo(new Open(deploy, PLAN));
    }

    @Test
    void liveMigrationDoesNotEndForAVersionWithoutAHost() {
        OnRollout decided =
                (OnRollout)
                        ServiceStateMachine.decide(
                                service(progressing(PLAN)), deploy("d", V3, later(4)), later(5));
        assertThat(decided.decision()).isNotInstanceOf(Decision.Moved.class);
        assertThat(decided.decision().reason()).contains(UNNAMED);
    }

    @Test
    void versionElsewhereCanStartWithoutADeploymentHere() {
        KnownService service = service(progressing(PLAN));
        service.exists = false;
        assertThat(canStart(service, V2)).isTrue();
    }

    private static boolean canStart(KnownService service, Version version) {
        DeployStarted deploy = deploy("d", version, later(4));
        return DeploymentDecisions.canStart(service, service.live().orElseThrow(), deploy);
    }

    @Test
    void versionOfThisNamespaceStartsByItsServiceWhereNoDeploymentIsItsOwn() {
        KnownService service = service(progressing(PLAN));
        service.exists = false;
        service.pods = THERE;
        assertThat(canStart(service, V1)).isTrue();
        service.pods = AWAY;
        assertThat(canStart(service, V1)).isFalse();
        service.pods = PodScenes.missing();
        assertThat(canStart(service, V1)).isFalse();
    }

    @Test
    void lateAlertTakesTheTrafficBackToAHostWhereSomebodyIs() {
        assertThat(afterALateAlert(THERE)).isInstanceOf(OnRollout.class);
    }

    @Test
    void lateAlertTakesNoTrafficBackToAHostThatLeadsToNobody() {
        assertThat(afterALateAlert(AWAY)).isInstanceOf(Refuse.class);
        assertThat(afterALateAlert(PodScenes.missing())).isInstanceOf(Refuse.class);
    }

    private static ServiceDecision afterALateAlert(Pods old) {
        KnownService service = service(succeeded(PLAN));
        service.pods = old;
        return ServiceStateMachine.decide(service, alert("a", "v2"), later(30));
    }
}
