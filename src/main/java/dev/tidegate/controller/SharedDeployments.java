package dev.tidegate.controller;

import dev.tidegate.controller.RolloutStore.Stored;
import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.event.RolloutEvent.DeployStarted;
import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.core.rollout.ReleaseView;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.rollout.Scalings;
import dev.tidegate.core.routing.Routing;

import java.util.Optional;
import java.util.stream.Stream;

/** Deployments that releases of several services of one namespace use. */
record SharedDeployments(RolloutStore store) {

    /** Another service whose last release needs the Deployment. */
    Optional<String> userOf(ServiceKey mine, String workload) {
        return store.all().stream()
                .map(Stored::rollout)
                .filter(r -> r.service().namespace().equals(mine.namespace()))
                .filter(r -> !r.service().equals(mine))
                .filter(r -> uses(r, workload) && isLast(r))
                .map(r -> "service " + r.service())
                .findFirst();
    }

    private boolean isLast(Rollout rollout) {
        return store.of(rollout.service()).stream()
                .map(Stored::rollout)
                .filter(r -> r.live() || !r.plan().dryRun())
                .findFirst()
                .filter(rollout::equals)
                .isPresent();
    }

    private static boolean uses(Rollout rollout, String workload) {
        Stream<Version> now =
                rollout.live()
                        ? Scalings.versions(rollout)
                        : ReleaseView.carriedAfter(rollout).stream();
        return Stream.concat(now, rollout.next().map(DeployStarted::version).stream())
                .anyMatch(
                        version ->
                                Routing.workload(
                                                rollout.plan().workload(),
                                                rollout.service(),
                                                version)
                                        .equals(workload));
    }
}
