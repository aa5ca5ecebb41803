package dev.tidegate.cli.preview;

import dev.tidegate.adapter.workloads.Readiness;
import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.rollout.Availability;
import dev.tidegate.core.rollout.RolloutPlan;
import dev.tidegate.core.route.ObservedObject;

import java.util.List;
import java.util.Optional;

/**
 * What Deployments in files tell of the canary's pods.
 *
 * @param notReady why they cannot take traffic; empty when they can, or nothing tells
 * @param unseen why nothing tells; empty when something does
 */
record PodsInFiles(Optional<String> notReady, Optional<String> unseen) {

    static PodsInFiles of(
            List<ObservedObject> deployments, String namespace, String workload, RolloutPlan plan) {
        Availability rule = plan.availability();
        if (deployments.isEmpty()) {
            return unseen("no Deployment is among the objects");
        }
        Optional<ObservedObject> ours =
                deployments.stream()
                        .filter(d -> d.namespace().equals(namespace) && d.name().equals(workload))
                        .findFirst();
        if (ours.isEmpty()) {
            return plan.routing().namesHosts()
                    ? unseen(
                            "no Deployment is called %s, so what counts is whether the version's host can be reached"
                                    .formatted(workload))
                    : seen(rule.lacking(Readiness.missing(namespace, workload)));
        }
        return ours.get().tree().containsKey("status")
                ? seen(rule.lacking(Readiness.pods(namespace, workload, ours.get().tree())))
                : unseen(
                        "Deployment %s/%s has no status, as in a repository"
                                .formatted(namespace, workload));
    }

    /** Of a version that runs elsewhere. */
    static PodsInFiles elsewhere(Version version) {
        return unseen(
                version + " runs elsewhere, so what counts is whether its host can be reached");
    }

    private static PodsInFiles seen(Optional<String> notReady) {
        return new PodsInFiles(notReady, Optional.empty());
    }

    private static PodsInFiles unseen(String why) {
        return new PodsInFiles(Optional.empty(), Optional.of(why));
    }
}
