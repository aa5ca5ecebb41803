package dev.tidegate.adapter.istio;

import dev.tidegate.adapter.cluster.ApiObject;
import dev.tidegate.adapter.cluster.Cluster;
import dev.tidegate.adapter.cluster.Watch;
import dev.tidegate.adapter.cluster.Watcher;
import dev.tidegate.core.route.ObservedObject;
import dev.tidegate.core.route.istio.Surroundings;

import java.util.Optional;
import java.util.stream.Stream;

/** All objects of one kind around the routes, watched; of each only what is asked of it. */
final class SideCache implements AutoCloseable {

    private final SideKind kind;
    private final PackedStore store = new PackedStore();
    private final Watch watch;

    SideCache(Cluster cluster, SideKind kind, IstioRouteGateway.Listener changed) {
        this.kind = kind;
        watch =
                cluster.watch(
                        kind.kind(),
                        kind.need(),
                        new Watcher(
                                object -> {
                                    ApiObject kept = Trim.trim(kind, object);
                                    store.put(kept);
                                    tell(kept, changed);
                                },
                                last ->
                                        store.remove(last.key())
                                                .ifPresent(before -> tell(before, changed))));
    }

    /** An EndpointSlice tells of its Service, a grant of its namespace, a ServiceEntry of all. */
    private void tell(ApiObject object, IstioRouteGateway.Listener changed) {
        String namespace = object.namespace();
        switch (kind) {
            case SERVICE -> changed.changed(kind.title(), namespace, object.name());
            case ENDPOINT_SLICE ->
                    changed.changed(
                            Surroundings.SERVICE,
                            namespace,
                            object.label(Surroundings.OF_SERVICE).orElse(""));
            case REFERENCE_GRANT -> changed.changed(kind.title(), namespace, "");
            case SERVICE_ENTRY -> changed.changed(kind.title(), "", "");
        }
    }

    /** Those that are wanted: an empty name or namespace stands for all. */
    Stream<ObservedObject> find(ObservedObject wanted) {
        Stream<String> keys =
                wanted.name().isEmpty()
                        ? store.keys().filter(k -> k.startsWith(prefix(wanted.namespace())))
                        : Stream.of(wanted.namespace() + "/" + wanted.name());
        return keys.flatMap(key -> store.find(key).stream()).map(this::observed);
    }

    private static String prefix(String namespace) {
        return namespace.isEmpty() ? "" : namespace + "/";
    }

    private ObservedObject observed(ApiObject object) {
        return new ObservedObject(kind.title(), object.namespace(), object.name(), object.tree());
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
