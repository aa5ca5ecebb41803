package dev.tidegate.controller;

import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.event.Pods;
import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.core.rollout.FreezeGate;
import dev.tidegate.core.rollout.Phase;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.rollout.RolloutPlan;
import dev.tidegate.core.rollout.Scalings;
import dev.tidegate.core.routing.Routing;

import java.time.Clock;
import java.util.Optional;

/** Looks at the pods of the rollouts' canaries. */
final class PodWatch {

    private final Workloads workloads;
    private final RouteGateway routes;
    private final Freezes freezes;
    private final Clock clock;

    PodWatch(Ports ports) {
        workloads = ports.workloads();
        routes = ports.routes();
        freezes = ports.freezes();
        clock = ports.clock();
    }

    /** The canary's pods now, as its host reaches them. */
    Pods of(Rollout rollout) {
        Pods pods = of(rollout.service(), rollout.plan(), rollout.canary());
        return Scalings.awaited(rollout, pods, clock.instant());
    }

    /**
     * The same of any version. Where its host is named and it has no Deployment, the Service alone
     * says who is there: a StatefulSet's pods, or those of a Deployment of any name.
     */
    Pods of(ServiceKey service, RolloutPlan plan, Version version) {
        return routes.reached(service, plan, version, counted(service, plan, version));
    }

    private Pods counted(ServiceKey service, RolloutPlan plan, Version version) {
        Pods elsewhere = new Pods.Elsewhere(Optional.empty());
        if (plan.routing().elsewhere(version) || !plan.availability().counts()) {
            return elsewhere;
        }
        String workload = Routing.workload(plan.workload(), service, version);
        Pods pods = workloads.pods(service.namespace(), workload);
        return pods instanceof Pods.Seen
                        && plan.routing().namesHosts()
                        && !workloads.exists(service.namespace(), workload)
                ? elsewhere
                : pods;
    }

    /** Has a look taken again when a time is over that something depends on. */
    void remind(Rollout rollout) {
        if (!rollout.live() || rollout.phase() instanceof Phase.RollingBack) {
            return;
        }
        boolean frozen =
                freezes.known() && freezes.frozen(rollout.service().namespace()).isPresent();
        FreezeGate.again(rollout, of(rollout), frozen, clock.instant())
                .ifPresent(
                        at ->
                                workloads.remind(
                                        rollout.service().namespace(), rollout.workload(), at));
    }
}
