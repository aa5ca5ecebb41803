package dev.tidegate.adapter.istio;

import dev.tidegate.adapter.cluster.Watch;
import dev.tidegate.core.route.ObservedObject;
import dev.tidegate.core.route.istio.RoutePlanner;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/** All objects of one kind, watched, with this process's own writes visible at once. */
final class RouteCache implements AutoCloseable {

    private final RouteKind kind;
    private final KubernetesClient client;
    private final Watch watch;
    private final Map<String, GenericKubernetesResource> own = new ConcurrentHashMap<>();
    private final PackedStore store;
    private final HostIndex hosts;

    /**
     * Watches; {@code changed} is told namespace and name of what changes, and of rules for the
     * same host: what one of them says counts for the others.
     */
    RouteCache(
            KubernetesClient client,
            RouteKind kind,
            RoutePlanner planner,
            BiConsumer<String, String> changed) {
        this.client = client;
        this.kind = kind;
        hosts = new HostIndex(planner);
        store = new PackedStore(client.getKubernetesSerialization(), hosts);
        watch =
                new Watch(
                        client,
                        kind.context(),
                        Watch.Need.REQUIRED,
                        store,
                        (before, now) -> {
                            if (now != null) {
                                seen(now, changed);
                            }
                            if (before != null && now != null) {
                                beside(before, changed);
                            } else if (before != null) {
                                own.remove(key(before));
                                tell(before, changed);
                            }
                        });
    }

    private void seen(GenericKubernetesResource object, BiConsumer<String, String> changed) {
        boolean[] ours = {false};
        own.computeIfPresent(
                key(object),
                (k, mine) -> {
                    ours[0] = !newer(object, mine);
                    return newer(mine, object) ? mine : null;
                });
        if (!ours[0]) {
            tell(object, changed);
        }
    }

    private void tell(GenericKubernetesResource object, BiConsumer<String, String> changed) {
        changed.accept(object.getMetadata().getNamespace(), object.getMetadata().getName());
        beside(object, changed);
    }

    private void beside(GenericKubernetesResource object, BiConsumer<String, String> changed) {
        if (kind == RouteKind.DESTINATION_RULE && watch.isRead()) {
            hosts.hosts(object).stream()
                    .flatMap(host -> Stream.concat(store.covered(host).stream(), above(host)))
                    .filter(key -> !key.equals(key(object)))
                    .map(key -> key.split("/", 2))
                    .forEach(key -> changed.accept(key[0], key[1]));
        }
    }

    /** Those for a wildcard that covers the host: what is more specific counts before them. */
    private Stream<String> above(String host) {
        return RoutePlanner.covering(host).stream()
                .skip(1)
                .flatMap(wildcard -> store.naming(wildcard).stream());
    }

    /** The object as this process knows it; empty when there is none. */
    Optional<ObservedObject> find(String namespace, String name) {
        String key = namespace + "/" + name;
        // own first: it is dropped when the watch has it, so it is missing from one of them at most
        Optional<GenericKubernetesResource> mine = Optional.ofNullable(own.get(key));
        Optional<GenericKubernetesResource> watched = watch.find(key);
        Optional<GenericKubernetesResource> newest =
                mine.filter(m -> watched.isEmpty() || newer(m, watched.get())).or(() -> watched);
        return newest.map(this::observed);
    }

    /** The objects that name one of these hosts, as this process knows them. */
    List<ObservedObject> naming(Collection<String> names) {
        Set<String> keys = new TreeSet<>();
        names.forEach(host -> keys.addAll(store.naming(host)));
        own.forEach(
                (key, object) -> {
                    if (!Collections.disjoint(hosts.hosts(object), names)) {
                        keys.add(key);
                    }
                });
        return keys.stream()
                .map(key -> key.split("/", 2))
                .flatMap(key -> find(key[0], key[1]).stream())
                .toList();
    }

    /** Every watched object, without its metadata: for what others refer to and what is there. */
    List<ObservedObject> all() {
        return watch.all()
                .map(
                        o ->
                                new ObservedObject(
                                        kind.title(),
                                        o.getMetadata().getNamespace(),
                                        o.getMetadata().getName(),
                                        o.getAdditionalProperties()))
                .toList();
    }

    /** Name and namespace of every watched object: for what is there in place of a missing one. */
    List<ObservedObject> names() {
        return watch.keys()
                .map(key -> key.split("/", 2))
                .map(key -> new ObservedObject(kind.title(), key[0], key[1], Map.of()))
                .toList();
    }

    /**
     * Takes an object that was read or written just now. The watch may have shown it before its
     * answer came, and will not show it again: then it is not kept.
     */
    void learn(GenericKubernetesResource object) {
        String key = key(object);
        own.put(key, object);
        if (watch.find(key).filter(watched -> !newer(object, watched)).isPresent()) {
            own.remove(key, object);
        }
    }

    /** How many objects are kept because the watch has not shown them yet. */
    int ahead() {
        return own.size();
    }

    /** Forgets an object that the API server does not have. */
    void forget(String namespace, String name) {
        own.remove(namespace + "/" + name);
    }

    /** Why the cache cannot be relied on, after waiting a little for its first reading. */
    Optional<String> unread() {
        return watch.unread();
    }

    /** What is wrong with the watch, from memory. */
    Optional<String> trouble() {
        return watch.trouble();
    }

    @SuppressWarnings("unchecked")
    private ObservedObject observed(GenericKubernetesResource object) {
        Map<String, Object> tree =
                client.getKubernetesSerialization().convertValue(object, Map.class);
        return new ObservedObject(
                kind.title(),
                object.getMetadata().getNamespace(),
                object.getMetadata().getName(),
                tree);
    }

    private static String key(GenericKubernetesResource object) {
        return object.getMetadata().getNamespace() + "/" + object.getMetadata().getName();
    }

    /**
     * Whether {@code one} was written after {@code other}: the API server counts versions upwards.
     */
    private static boolean newer(GenericKubernetesResource one, GenericKubernetesResource other) {
        try {
            return Long.parseLong(one.getMetadata().getResourceVersion())
                    > Long.parseLong(other.getMetadata().getResourceVersion());
        } catch (NumberFormatException e) {
            return false;
        }
    }

    @Override
    public void close() {
        watch.close();
    }
}
