package dev.tidegate.controller;

import dev.tidegate.core.event.Pods;
import dev.tidegate.core.rollout.FreezeGate;
import dev.tidegate.core.rollout.Phase;
import dev.tidegate.core.rollout.Rollout;

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
        Pods pods =
                rollout.plan().routing().elsewhere(rollout.canary())
                        ? new Pods.Elsewhere(Optional.empty())
                        : workloads.pods(rollout.service().namespace(), rollout.workload());
        return routes.reached(rollout, pods);
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
