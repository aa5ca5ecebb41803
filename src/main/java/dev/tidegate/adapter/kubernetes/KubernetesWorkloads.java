package dev.tidegate.adapter.kubernetes;

import dev.tidegate.controller.Dependency;
import dev.tidegate.controller.Workloads;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.fabric8.kubernetes.client.KubernetesClient;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;

/** The Deployments of the cluster, from a watch. */
public final class KubernetesWorkloads implements Workloads, Dependency, AutoCloseable {

    private final Map<String, Optional<String>> troubles = new ConcurrentHashMap<>();
    private final List<BiConsumer<String, String>> listeners = new CopyOnWriteArrayList<>();
    private final Watched<Deployment> watched;

    /** Watches the Deployments of all namespaces from now on. */
    public KubernetesWorkloads(KubernetesClient client) {
        watched =
                new Watched<>(
                        client.apps().deployments().inAnyNamespace().runnableInformer(0),
                        Deployment::new,
                        this::seen,
                        this::gone);
    }

    /** Tells namespace and name of every Deployment whose readiness changes. */
    public void listen(BiConsumer<String, String> onChange) {
        listeners.add(onChange);
    }

    @Override
    public Optional<String> notReady(String namespace, String workload) {
        if (!watched.synced()) {
            return trouble();
        }
        return troubles.getOrDefault(
                namespace + "/" + workload,
                Optional.of(
                        "Deployment %s/%s does not exist; deploy it, or correct the policy's workload"
                                .formatted(namespace, workload)));
    }

    private void seen(Deployment deployment) {
        Optional<String> trouble = trouble(deployment);
        Optional<String> before = troubles.put(key(deployment), trouble);
        if (!trouble.equals(before)) {
            tell(deployment);
        }
    }

    private void gone(Deployment deployment) {
        troubles.remove(key(deployment));
        tell(deployment);
    }

    private void tell(Deployment deployment) {
        listeners.forEach(
                l ->
                        l.accept(
                                deployment.getMetadata().getNamespace(),
                                deployment.getMetadata().getName()));
    }

    private static Optional<String> trouble(Deployment deployment) {
        int wanted =
                or(deployment.getSpec() == null ? null : deployment.getSpec().getReplicas(), 1);
        DeploymentStatus status =
                Objects.requireNonNullElseGet(deployment.getStatus(), DeploymentStatus::new);
        long generation = Objects.requireNonNullElse(deployment.getMetadata().getGeneration(), 0L);
        long observed = Objects.requireNonNullElse(status.getObservedGeneration(), generation);
        String name = "Deployment " + key(deployment);
        if (wanted == 0) {
            return Optional.of(name + " is scaled to 0; scale it up");
        }
        if (observed < generation) {
            return Optional.of(name + " was changed and is not rolled out yet");
        }
        int ready =
                Math.min(or(status.getAvailableReplicas(), 0), or(status.getUpdatedReplicas(), 0));
        return ready >= wanted
                ? Optional.empty()
                : Optional.of("%s has %d of %d pods ready".formatted(name, ready, wanted));
    }

    private static int or(@Nullable Integer value, int absent) {
        return value == null ? absent : value;
    }

    private static String key(Deployment deployment) {
        return deployment.getMetadata().getNamespace() + "/" + deployment.getMetadata().getName();
    }

    @Override
    public String name() {
        return "deployments";
    }

    @Override
    public Optional<String> trouble() {
        return watched.trouble("deployments");
    }

    @Override
    public void close() {
        watched.close();
    }
}
