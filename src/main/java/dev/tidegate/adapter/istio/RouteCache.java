package dev.tidegate.adapter.istio;

import dev.tidegate.adapter.cluster.ApiObject;
import dev.tidegate.adapter.cluster.Cluster;
import dev.tidegate.adapter.cluster.Need;
import dev.tidegate.adapter.cluster.Watch;
import dev.tidegate.adapter.cluster.Watcher;
import dev.tidegate.core.route.ObservedObject;
import dev.tidegate.core.route.istio.RoutePlanner;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** All objects of one kind, watched, with this process's own writes visible at once. */
final class RouteCache implements AutoCloseable {

    private final RouteKind kind;
    private final Map<String, ApiObject> own = new ConcurrentHashMap<>();
    private final HostIndex hosts;
    private final PackedStore store = new PackedStore();
    private final BiConsumer<String, String> changed;
    private final Watch watch;

    /** Whether the first objects have come: none of these tells of the others. */
    private final BooleanSupplier read;

    /**
     * Watches; {@code changed} is told namespace and name of what changes, and of rules for the
     * same host: what one of them says counts for the others.
     */
    RouteCache(
            Cluster cluster,
            RouteKind kind,
            RoutePlanner planner,
            BiConsumer<String, String> changed) {
        this.kind = kind;
        this.changed = changed;
        hosts = new HostIndex(planner);
        // the watch may tell before this constructor knows it
        CompletableFuture<Watch> begun = new CompletableFuture<>();
        read = () -> begun.isDone() && begun.join().isRead();
        watch = cluster.watch(kind.kind(), Need.REQUIRED, new Watcher(this::seen, this::gone));
        begun.complete(watch);
    }

    private void seen(ApiObject object) {
        Optional<ApiObject> before = store.put(object);
        hosts.change(before, Optional.of(object));
        boolean[] ours = {false};
        own.computeIfPresent(
                object.key(),
                (k, mine) -> {
                    ours[0] = !object.isNewerThan(mine);
                    return ahead(mine, object) ? mine : null;
                });
        if (!ours[0]) {
            tell(object);
        }
        before.ifPresent(this::beside);
    }

    private void gone(ApiObject last) {
        own.remove(last.key());
        Optional<ApiObject> before = store.remove(last.key());
        hosts.change(before, Optional.empty());
        before.ifPresent(this::tell);
    }

    /** Where versions cannot be compared, what the watch shows counts. */
    private static boolean ahead(ApiObject own, ApiObject watched) {
        return own.isNewerThan(watched) && !watched.isNewerThan(own);
    }

    private void tell(ApiObject object) {
        changed.accept(object.namespace(), object.name());
        beside(object);
    }

    private void beside(ApiObject object) {
        if (kind == RouteKind.DESTINATION_RULE && read.getAsBoolean()) {
            hosts.hosts(object).stream()
                    .flatMap(host -> Stream.concat(hosts.covered(host).stream(), above(host)))
                    .filter(key -> !key.equals(object.key()))
                    .map(key -> key.split("/", 2))
                    .forEach(key -> changed.accept(key[0], key[1]));
        }
    }

    /** Those for a wildcard that covers the host: what is more specific counts before them. */
    private Stream<String> above(String host) {
        return RoutePlanner.covering(host).stream()
                .skip(1)
                .flatMap(wildcard -> hosts.of(wildcard).stream());
    }

    /** The object as this process knows it; empty when there is none. */
    Optional<ObservedObject> find(String namespace, String name) {
        String key = namespace + "/" + name;
        // own first: it is dropped when the watch has it, so it is missing from one of them at most
        Optional<ApiObject> mine = Optional.ofNullable(own.get(key));
        Optional<ApiObject> watched = store.find(key);
        Optional<ApiObject> newest =
                mine.filter(m -> watched.isEmpty() || ahead(m, watched.get())).or(() -> watched);
        return newest.map(this::observed);
    }

    /** The objects that name one of these hosts, as this process knows them. */
    List<ObservedObject> naming(Collection<String> names) {
        Set<String> keys = new TreeSet<>();
        names.forEach(host -> keys.addAll(hosts.of(host)));
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
        return store.all()
                .map(
                        o -> {
                            Map<String, Object> tree = new LinkedHashMap<>(o.tree());
                            tree.remove("metadata");
                            return new ObservedObject(kind.title(), o.namespace(), o.name(), tree);
                        })
                .toList();
    }

    /** Name and namespace of every watched object: for what is there in place of a missing one. */
    List<ObservedObject> names() {
        return store.keys()
                .map(key -> key.split("/", 2))
                .map(key -> new ObservedObject(kind.title(), key[0], key[1], Map.of()))
                .toList();
    }

    /**
     * Takes an object that was read or written just now. The watch may have shown it before its
     * answer came, and will not show it again: then it is not kept.
     */
    void learn(ApiObject object) {
        ApiObject newest =
                own.merge(
                        object.key(),
                        object,
                        (known, next) -> next.isNewerThan(known) ? next : known);
        if (store.find(object.key()).filter(w -> !ahead(newest, w)).isPresent()) {
            own.remove(object.key(), newest);
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

    private ObservedObject observed(ApiObject object) {
        return new ObservedObject(kind.title(), object.namespace(), object.name(), object.tree());
    }

    @Override
    public void close() {
        watch.close();
    }
}
