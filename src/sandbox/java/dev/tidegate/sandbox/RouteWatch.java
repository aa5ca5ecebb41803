package dev.tidegate.sandbox;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Keeps the route table of one service up to date through watches of its Istio objects. */
final class RouteWatch implements Supplier<RouteTable>, AutoCloseable {
    private final SharedIndexInformer<GenericKubernetesResource> virtualServices;
    private final SharedIndexInformer<GenericKubernetesResource> destinationRules;
    private final Consumer<String> tell;
    private volatile State now = new State(RouteTable.EMPTY, Optional.empty());

    /** What is in force, and why it is not the newest, where it is not. */
    private record State(RouteTable table, Optional<String> refused) {}

    /**
     * Watches the VirtualService and the DestinationRule called {@code name}.
     *
     * @param tell told, as a sentence for a person, why the newest objects are not in force, and
     *     when they are again
     */
    RouteWatch(KubernetesClient client, String namespace, String name, Consumer<String> tell) {
        this.tell = tell;
        this.virtualServices = inform(client, "VirtualService", "virtualservices", namespace, name);
        this.destinationRules =
                inform(client, "DestinationRule", "destinationrules", namespace, name);
        for (SharedIndexInformer<GenericKubernetesResource> each :
                List.of(virtualServices, destinationRules)) {
            each.addEventHandler(new Refresh());
        }
        refresh();
    }

    @Override
    public RouteTable get() {
        return now.table();
    }

    /** Why the newest objects are not in force, so that those before them still are. */
    Optional<String> refused() {
        return now.refused();
    }

    private static SharedIndexInformer<GenericKubernetesResource> inform(
            KubernetesClient client, String kind, String plural, String namespace, String name) {
        ResourceDefinitionContext type =
                new ResourceDefinitionContext.Builder()
                        .withGroup("networking.istio.io")
                        .withVersion("v1")
                        .withKind(kind)
                        .withPlural(plural)
                        .withNamespaced(true)
                        .build();
        return client.genericKubernetesResources(type)
                .inNamespace(namespace)
                .withName(name)
                .inform();
    }

    /** One at a time: of two informers' threads the later one reads the newest of both stores. */
    private synchronized void refresh() {
        State before = now;
        now = read();
        if (!now.refused().equals(before.refused())) {
            tell.accept(
                    now.refused()
                            .map(why -> "the mesh keeps its former routes: " + why)
                            .orElse("the mesh has the newest routes again"));
        }
    }

    private State read() {
        try {
            return new State(
                    RouteReader.read(first(virtualServices), first(destinationRules)),
                    Optional.empty());
        } catch (IllegalArgumentException e) {
            return new State(now.table(), Optional.of(String.valueOf(e.getMessage())));
        }
    }

    private static Optional<GenericKubernetesResource> first(
            SharedIndexInformer<GenericKubernetesResource> informer) {
        return informer.getStore().list().stream().findFirst();
    }

    @Override
    public void close() {
        virtualServices.close();
        destinationRules.close();
    }

    /** Any change reads the table anew. */
    private final class Refresh implements ResourceEventHandler<GenericKubernetesResource> {
        @Override
        public void onAdd(GenericKubernetesResource added) {
            refresh();
        }

        @Override
        public void onUpdate(GenericKubernetesResource before, GenericKubernetesResource after) {
            refresh();
        }

        @Override
        public void onDelete(GenericKubernetesResource gone, boolean unknown) {
            refresh();
        }
    }
}
