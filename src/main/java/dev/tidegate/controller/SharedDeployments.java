package dev.tidegate.controller;

import dev.tidegate.controller.RolloutStore.Stored;
import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.event.RolloutEvent.DeployStarted;
import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.core.rollout.ReleaseView;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.rollout.Scalings;
import dev.tidegate.core.routing.Routing;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Deployments that releases of several services of one namespace use. */
record SharedDeployments(RolloutStore store) {

    /**
     * Another service that needs the Deployment: by a live release, by one that waits, or by what
     * its last release left carrying the traffic. Those that have ever used it are read anew.
     */
    Result<Optional<String>> userOf(ServiceKey mine, String workload) {
        Set<ServiceKey> others = new TreeSet<>();
        store.all().stream()
                .map(Stored::rollout)
                .filter(r -> r.service().namespace().equals(mine.namespace()))
                .filter(r -> !r.service().equals(mine))
                .filter(r -> any(r, Scalings.versions(r), workload) || awaits(r, workload))
                .forEach(r -> others.add(r.service()));
        Result<Boolean> read =
                others.isEmpty()
                        ? new Result.Done<>(true)
                        : store.refresh(mine.namespace(), others);
        return read.map(
                _ ->
                        others.stream()
                                .filter(service -> uses(rollouts(service), workload))
                                .map(service -> "service " + service)
                                .findFirst());
    }

    private List<Rollout> rollouts(ServiceKey service) {
        return store.of(service).stream()
                .map(Stored::rollout)
                .filter(rollout -> !rollout.plan().dryRun())
                .toList();
    }

    /** A release that has not passed its gates says nothing of what carries the traffic. */
    private static boolean uses(List<Rollout> newestFirst, String workload) {
        boolean live =
                newestFirst.stream()
                        .anyMatch(
                                r ->
                                        awaits(r, workload)
                                                || (r.live()
                                                        && any(r, Scalings.versions(r), workload)));
        return live
                || newestFirst.stream()
                        .filter(r -> !r.live() && ReleaseView.carriedAfter(r).isPresent())
                        .findFirst()
                        .filter(r -> any(r, ReleaseView.carriedAfter(r).stream(), workload))
                        .isPresent();
    }

    private static boolean awaits(Rollout rollout, String workload) {
        return any(rollout, rollout.next().map(DeployStarted::version).stream(), workload);
    }

    private static boolean any(Rollout rollout, Stream<Version> versions, String workload) {
        String template = rollout.plan().workload();
        return versions.anyMatch(
                v -> Routing.workload(template, rollout.service(), v).equals(workload));
    }
}
