package dev.tidegate.adapter.istio;

import dev.tidegate.adapter.cluster.Watch;
import dev.tidegate.core.route.ObservedObject;
import dev.tidegate.core.route.istio.RoutePlanner;
import dev.tidegate.core.route.istio.Surroundings;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** All objects of one kind around the routes, watched; of each only what is asked of it. */
final class SideCache implements AutoCloseable {

    private final SideKind kind;
    private final KubernetesClient client;
    private final Watch watch;

    SideCache(
            KubernetesClient client,
            SideKind kind,
            RoutePlanner planner,
            IstioRouteGateway.Listener changed) {
        this.kind = kind;
        this.client = client;
        watch =
                new Watch(
                        client,
                        kind.context(),
                        kind.need(),
                        new PackedStore(
                                client.getKubernetesSerialization(),
                                new HostIndex(planner),
                                object -> Trim.trim(kind, object)),
                        (before, now) ->
                                Stream.of(now, before)
                                        .filter(Objects::nonNull)
                                        .findFirst()
                                        .ifPresent(o -> tell(o, changed)));
    }

    /** An EndpointSlice tells of its Service, a grant of its namespace, a ServiceEntry of all. */
    private void tell(GenericKubernetesResource object, IstioRouteGateway.Listener changed) {
        String namespace = object.getMetadata().getNamespace();
        Map<String, String> labels =
                Objects.requireNonNullElse(object.getMetadata().getLabels(), Map.of());
        switch (kind) {
            case SERVICE ->
                    changed.changed(kind.title(), namespace, object.getMetadata().getName());
            case ENDPOINT_SLICE ->
                    changed.changed(
                            Surroundings.SERVICE,
                            namespace,
                            labels.getOrDefault(Surroundings.OF_SERVICE, ""));
            case REFERENCE_GRANT -> changed.changed(kind.title(), namespace, "");
            case SERVICE_ENTRY -> changed.changed(kind.title(), "", "");
        }
    }

    /** Those that are wanted: an empty name or namespace stands for all. */
    Stream<ObservedObject> find(ObservedObject wanted) {
        Stream<String> keys =
                wanted.name().isEmpty()
                        ? watch.keys().filter(k -> k.startsWith(prefix(wanted.namespace())))
                        : Stream.of(wanted.namespace() + "/" + wanted.name());
        return keys.flatMap(key -> watch.find(key).stream()).map(this::observed);
    }

    private static String prefix(String namespace) {
        return namespace.isEmpty() ? "" : namespace + "/";
    }

    @SuppressWarnings("unchecked")
    private ObservedObject observed(GenericKubernetesResource object) {
        return new ObservedObject(
                kind.title(),
                object.getMetadata().getNamespace(),
                object.getMetadata().getName(),
                client.getKubernetesSerialization().convertValue(object, Map.class));
    }

    /** Why the cache cannot be relied on, after waiting a little for its first reading. */
    Optional<String> unread() {
        return watch.unread();
    }

    /** What is wrong with the watch, from memory. */
    Optional<String> trouble() {
        return watch.trouble();
    }

    boolean isOf(ObservedObject wanted) {
        return wanted.kind().equals(kind.title());
    }

    @Override
    public void close() {
        watch.close();
    }
}
