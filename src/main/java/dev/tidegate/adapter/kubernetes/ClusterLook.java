package dev.tidegate.adapter.kubernetes;

import dev.tidegate.adapter.cluster.Calls;
import dev.tidegate.controller.Policies.Remembered;
import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.event.Alert;
import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.core.rollout.RolloutPlan;
import dev.tidegate.core.route.ObservedObject;
import dev.tidegate.core.routing.Routing;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
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
 */
public record ClusterLook(
        String address,
        List<ObservedObject> routes,
        Optional<String> unread,
        Optional<String> notReady,
        Optional<Version> stable,
        List<Alert> firing,
        Optional<String> live) {

    private static final int FORBIDDEN = 403;
    private static final ResourceDefinitionContext POLICY =
            ResourceDefinitionContext.fromResourceType(RolloutPolicy.class);

    /**
     * Looks at the cluster of the current kubeconfig.
     *
     * @param workload name of the canary's Deployment
     * @param now decides which alerts are still taken to fire
     * @throws IllegalArgumentException saying what could not be read, and where
     */
    public static ClusterLook read(
            ServiceKey service, RolloutPlan plan, String workload, Instant now) {
        try (KubernetesClient client =
                new KubernetesClientBuilder()
                        .withConfig(
                                new ConfigBuilder()
                                        .withConnectionTimeout(5_000)
                                        .withRequestRetryBackoffLimit(1)
                                        .build())
                        .build()) {
            return read(client, service, plan, workload, now);
        }
    }

    private static ClusterLook read(
            KubernetesClient client,
            ServiceKey service,
            RolloutPlan plan,
            String workload,
            Instant now) {
        String address = client.getMasterUrl().toString();
        List<ObservedObject> routes = new ArrayList<>();
        Set<String> unread = new LinkedHashSet<>();
        for (String kind : List.of("VirtualService", "DestinationRule")) {
            call(address, "reading every " + kind, () -> list(client, kind, plan, unread))
                    .forEach(o -> routes.add(observed(client, kind, o)));
        }
        String namespace = service.namespace();
        Optional<GenericKubernetesResource> deployment =
                call(
                        address,
                        "reading Deployment %s/%s".formatted(namespace, workload),
                        () ->
                                Optional.ofNullable(
                                        client.genericKubernetesResources("apps/v1", "Deployment")
                                                .inNamespace(namespace)
                                                .withName(workload)
                                                .get()));
        RolloutPolicyStatus status =
                call(address, "reading RolloutPolicy " + service, () -> status(client, service));
        return new ClusterLook(
                address,
                routes,
                unread.stream().findFirst(),
                plan.availability()
                        .lacking(
                                deployment
                                        .map(Readiness::pods)
                                        .orElseGet(() -> Readiness.missing(namespace, workload))),
                KnownPolicy.stable(status),
                new AlertMemory(status, plan.onAlert().memory(), now)
                        .firing().stream().map(Remembered::alert).toList(),
                Optional.ofNullable(status.liveRollout()));
    }

    private static List<GenericKubernetesResource> list(
            KubernetesClient client, String kind, RolloutPlan plan, Set<String> unread) {
        var objects = client.genericKubernetesResources("networking.istio.io/v1", kind);
        try {
            return objects.inAnyNamespace().list().getItems();
        } catch (KubernetesClientException e) {
            if (e.getCode() != FORBIDDEN) {
                throw e;
            }
            Set<String> own = namespaces(plan);
            unread.add("only those of namespace %s may be read".formatted(String.join(", ", own)));
            return own.stream()
                    .flatMap(n -> objects.inNamespace(n).list().getItems().stream())
                    .toList();
        }
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

    @SuppressWarnings("unchecked") // the keys of a JSON object are text, and its values JSON values
    private static ObservedObject observed(
            KubernetesClient client, String kind, GenericKubernetesResource object) {
        Map<String, Object> tree =
                client.getKubernetesSerialization().convertValue(object, Map.class);
        return new ObservedObject(
                kind, object.getMetadata().getNamespace(), object.getMetadata().getName(), tree);
    }

    private static RolloutPolicyStatus status(KubernetesClient client, ServiceKey service) {
        GenericKubernetesResource policy =
                client.genericKubernetesResources(POLICY)
                        .inNamespace(service.namespace())
                        .withName(service.name())
                        .get();
        return policy == null
                ? RolloutPolicyStatus.NONE
                : KnownPolicy.of(policy, client.getKubernetesSerialization()).status();
    }

    private interface Call<T> {
        T make();
    }

    private static <T> T call(String address, String what, Call<T> call) {
        try {
            return call.make();
        } catch (KubernetesClientException e) {
            throw new IllegalArgumentException(
                    "--cluster: %s: %s failed: %s; name another kubeconfig, or give --objects"
                            .formatted(address, what, Calls.said(e)),
                    e);
        }
    }
}
