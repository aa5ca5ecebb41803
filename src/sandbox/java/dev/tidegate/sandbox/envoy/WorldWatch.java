package dev.tidegate.sandbox.envoy;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Tells of all objects that istiod watches, whenever one of them changes. */
public final class WorldWatch implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ISTIO = "networking.istio.io";

    private final SharedIndexInformer<GenericKubernetesResource> virtualServices;
    private final SharedIndexInformer<GenericKubernetesResource> destinationRules;
    private final SharedIndexInformer<GenericKubernetesResource> services;
    private final Consumer<World> istiod;
    private volatile List<Pod> pods;
    private boolean paused;

    /** Watches all namespaces, and tells at once what is there. */
    public WorldWatch(KubernetesClient client, List<Pod> pods, Consumer<World> istiod) {
        this.pods = List.copyOf(pods);
        this.istiod = istiod;
        this.virtualServices = inform(client, ISTIO, "VirtualService", "virtualservices");
        this.destinationRules = inform(client, ISTIO, "DestinationRule", "destinationrules");
        this.services = inform(client, "", "Service", "services");
        for (SharedIndexInformer<GenericKubernetesResource> each :
                List.of(virtualServices, destinationRules, services)) {
            each.addEventHandler(new Tell());
        }
        tell();
    }

    /** A busy istiod: nothing is told until {@link #resume}. */
    public synchronized void pause() {
        paused = true;
    }

    /** All that changed since is told at once. */
    public synchronized void resume() {
        paused = false;
        tell();
    }

    /** Other pods take the requests from now on. */
    public void pods(List<Pod> others) {
        pods = List.copyOf(others);
        tell();
    }

    private static SharedIndexInformer<GenericKubernetesResource> inform(
            KubernetesClient client, String group, String kind, String plural) {
        ResourceDefinitionContext type =
                new ResourceDefinitionContext.Builder()
                        .withGroup(group)
                        .withVersion("v1")
                        .withKind(kind)
                        .withPlural(plural)
                        .withNamespaced(true)
                        .build();
        return client.genericKubernetesResources(type).inAnyNamespace().inform();
    }

    /** One at a time: of several informers' threads the last one reads the newest of all stores. */
    private synchronized void tell() {
        if (paused) {
            return;
        }
        istiod.accept(
                new World(trees(virtualServices), trees(destinationRules), trees(services), pods));
    }

    private static List<Map<String, Object>> trees(
            SharedIndexInformer<GenericKubernetesResource> informer) {
        return informer.getStore().list().stream()
                .map(
                        object ->
                                JSON.convertValue(
                                        object, new TypeReference<Map<String, Object>>() {}))
                .toList();
    }

    @Override
    public void close() {
        virtualServices.close();
        destinationRules.close();
        services.close();
    }

    /** Any change tells all anew; how often that reaches the proxy is istiod's debounce. */
    private final class Tell implements ResourceEventHandler<GenericKubernetesResource> {
        @Override
        public void onAdd(GenericKubernetesResource added) {
            tell();
        }

        @Override
        public void onUpdate(GenericKubernetesResource before, GenericKubernetesResource after) {
            tell();
        }

        @Override
        public void onDelete(GenericKubernetesResource gone, boolean unknown) {
            tell();
        }
    }
}
