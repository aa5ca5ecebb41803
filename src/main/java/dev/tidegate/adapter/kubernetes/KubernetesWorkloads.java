package dev.tidegate.adapter.kubernetes;

import dev.tidegate.controller.Dependency;
import dev.tidegate.controller.Workloads;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;

/**
 * The Deployments of the cluster, from a watch. They are read as trees: a Deployment's own type has
 * hundreds of others below it, which a cold start would have to load.
 */
public final class KubernetesWorkloads implements Workloads, Dependency, AutoCloseable {

    private static final ResourceDefinitionContext DEPLOYMENT =
            new ResourceDefinitionContext.Builder()
                    .withGroup("apps")
                    .withVersion("v1")
                    .withKind("Deployment")
                    .withPlural("deployments")
                    .withNamespaced(true)
                    .build();

    private final Map<String, Optional<String>> troubles = new ConcurrentHashMap<>();
    private final List<BiConsumer<String, String>> listeners = new CopyOnWriteArrayList<>();
    private final Watched<GenericKubernetesResource> watched;

    /** Watches the Deployments of all namespaces from now on. */
    public KubernetesWorkloads(KubernetesClient client) {
        watched =
                new Watched<>(
                        client.genericKubernetesResources(DEPLOYMENT)
                                .inAnyNamespace()
                                .runnableInformer(0),
                        GenericKubernetesResource::new,
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
                namespace + "/" + workload, Optional.of(Readiness.missing(namespace, workload)));
    }

    @Override
    public boolean exists(String namespace, String workload) {
        return troubles.containsKey(namespace + "/" + workload);
    }

    private void seen(GenericKubernetesResource deployment) {
        Optional<String> trouble = Readiness.trouble(deployment);
        Optional<String> before = troubles.put(key(deployment), trouble);
        if (!trouble.equals(before)) {
            tell(deployment);
        }
    }

    private void gone(GenericKubernetesResource deployment) {
        troubles.remove(key(deployment));
        tell(deployment);
    }

    private void tell(GenericKubernetesResource deployment) {
        listeners.forEach(
                l ->
                        l.accept(
                                deployment.getMetadata().getNamespace(),
                                deployment.getMetadata().getName()));
    }

    private static String key(GenericKubernetesResource deployment) {
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
