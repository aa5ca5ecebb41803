package dev.tidegate.cli.preview;

import dev.tidegate.adapter.cluster.ApiObject;
import dev.tidegate.adapter.cluster.Kind;
import dev.tidegate.adapter.cluster.KubernetesCluster;
import dev.tidegate.adapter.cluster.Listed;
import dev.tidegate.adapter.cluster.Scope;
import dev.tidegate.adapter.policies.PolicyBeside;
import dev.tidegate.adapter.policies.PolicyNotes;
import dev.tidegate.adapter.workloads.Readiness;
import dev.tidegate.controller.Result;
import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.event.Alert;
import dev.tidegate.core.event.Pods;
import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.core.rollout.RolloutPlan;
import dev.tidegate.core.route.ObservedObject;
import dev.tidegate.core.routing.Routing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a release of a service would meet in the cluster now. It is read once, by get and list:
 * nothing is watched, and nothing written.
 *
 * @param address of the API server
 * @param routes every VirtualService and DestinationRule that may be read
 * @param unread why there may be more of them; empty when these are all
 * @param notReady why the canary's Deployment cannot take traffic
 * @param stable the version that the last release left stable, by the policy's status
 * @param firing alerts of the service that fire, by the policy's status
 * @param live name of the rollout that is under way
 * @param others policies of other services, as far as they may be read
 */
public record ClusterLook(
        String address,
        List<ObservedObject> routes,
        Optional<String> unread,
        Optional<String> notReady,
        Optional<Version> stable,
        List<Alert> firing,
        Optional<String> live,
        List<PolicyBeside> others) {

    private static final List<Kind> KINDS =
            List.of(
                    new Kind("networking.istio.io", "v1", "VirtualService", "virtualservices"),
                    new Kind("networking.istio.io", "v1", "DestinationRule", "destinationrules"));

    /**
     * Looks at the cluster of the current kubeconfig.
     *
     * @param workload name of the canary's Deployment
     * @param now decides which alerts are still taken to fire
     * @throws IllegalArgumentException saying what could not be read, and where
     */
    public static ClusterLook read(
            ServiceKey service, RolloutPlan plan, String workload, Instant now) {
        KubernetesCluster cluster = KubernetesCluster.ofKubeconfig();
        try {
            return read(cluster, service, plan, workload, now);
        } finally {
            cluster.close();
        }
    }

    private static ClusterLook read(
            KubernetesCluster cluster,
            ServiceKey service,
            RolloutPlan plan,
            String workload,
            Instant now) {
        String address = cluster.address().toString();
        List<ObservedObject> routes = new ArrayList<>();
        Set<String> unread = new LinkedHashSet<>();
        for (Kind kind : KINDS) {
            for (ApiObject object : all(cluster, kind, plan, unread)) {
                routes.add(
                        new ObservedObject(
                                kind.title(), object.namespace(), object.name(), object.tree()));
            }
        }
        PolicyNotes notes =
                found(address, PolicyNotes.read(cluster, service, plan.onAlert().memory(), now));
        return new ClusterLook(
                address,
                routes,
                unread.stream().findFirst(),
                lacking(
                        plan,
                        found(address, Readiness.read(cluster, service.namespace(), workload)),
                        Readiness.missing(service.namespace(), workload)),
                notes.stable(),
                notes.firing(),
                notes.live(),
                others(cluster, service));
    }

    /** Where hosts are named, a Deployment that is not there is not missed. */
    private static Optional<String> lacking(RolloutPlan plan, Pods.Seen pods, Pods missing) {
        return plan.routing().namesHosts() && pods.equals(missing)
                ? Optional.empty()
                : plan.availability().lacking(pods);
    }

    private static List<PolicyBeside> others(KubernetesCluster cluster, ServiceKey service) {
        return PolicyBeside.read(cluster, service) instanceof Result.Done<List<PolicyBeside>> done
                ? done.value()
                : List.of();
    }

    /** Those of all namespaces; when these may not be read, those of the plan's own. */
    private static List<ApiObject> all(
            KubernetesCluster cluster, Kind kind, RolloutPlan plan, Set<String> unread) {
        if (cluster.list(kind, Scope.ALL) instanceof Result.Done<Listed>(Listed everywhere)) {
            return everywhere.objects();
        }
        List<ApiObject> objects = new ArrayList<>();
        Set<String> own = namespaces(plan);
        for (String namespace : own) {
            objects.addAll(
                    found(
                                    cluster.address().toString(),
                                    cluster.list(kind, Scope.of(namespace))
                                            .during("reading every " + kind.title()))
                            .objects());
        }
        unread.add("only those of namespace %s may be read".formatted(String.join(", ", own)));
        return objects;
    }

    private static Set<String> namespaces(RolloutPlan plan) {
        Set<String> all = new LinkedHashSet<>();
        plan.routing().virtualServices().forEach(ref -> all.add(ref.namespace()));
        switch (plan.routing().destinations()) {
            case Routing.Subsets subsets -> all.add(subsets.namespace());
            case Routing.Hosts hosts -> all.add(hosts.namespace());
        }
        return all;
    }

    private static <T> T found(String address, Result<T> result) {
        if (result instanceof Result.Done<T>(T value)) {
            return value;
        }
        throw new IllegalArgumentException(
                "--cluster: %s: %s; name another kubeconfig, or give --objects"
                        .formatted(address, result.trouble()));
    }
}
