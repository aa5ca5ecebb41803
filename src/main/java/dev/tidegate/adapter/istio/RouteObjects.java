package dev.tidegate.adapter.istio;

import dev.tidegate.adapter.cluster.ApiObject;
import dev.tidegate.adapter.cluster.Cluster;
import dev.tidegate.adapter.cluster.Listed;
import dev.tidegate.adapter.cluster.Scope;
import dev.tidegate.controller.Result;
import dev.tidegate.core.rollout.ReleaseView;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.rollout.RolloutPlan;
import dev.tidegate.core.route.ObservedObject;
import dev.tidegate.core.route.istio.RoutePlanner;
import dev.tidegate.core.routing.Routing;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The watched VirtualServices and DestinationRules: those of them that count for a plan. */
final class RouteObjects implements AutoCloseable {

    private final Map<RouteKind, RouteCache> caches = new EnumMap<>(RouteKind.class);
    private final Cluster cluster;
    private final RoutePlanner planner;

    RouteObjects(Cluster cluster, RoutePlanner planner, IstioRouteGateway.Listener changes) {
        this.cluster = cluster;
        this.planner = planner;
        for (RouteKind kind : RouteKind.values()) {
            caches.put(
                    kind,
                    new RouteCache(
                            cluster,
                            kind,
                            planner,
                            (namespace, name) -> changes.changed(kind.title(), namespace, name)));
        }
    }

    /**
     * The objects that count for the plan, with all the others where it counts who refers to what.
     */
    List<ObservedObject> planned(Rollout rollout) {
        List<ObservedObject> objects =
                ReleaseView.of(rollout).retreats()
                        ? leading(rollout, there(rollout.plan()))
                        : counting(rollout);
        if (planner.tidies(ReleaseView.of(rollout), objects)) {
            caches.values().forEach(c -> join(objects, c.all()));
        }
        return objects;
    }

    /** The objects that the plan names, and every rule for the canary's host. */
    List<ObservedObject> counting(Rollout rollout) {
        return counting(rollout, named(rollout.plan()));
    }

    /** Those, and every VirtualService that leads to the canary's host. */
    List<ObservedObject> leading(Rollout rollout) {
        return leading(rollout, named(rollout.plan()));
    }

    /** Adds every rule for the canary's host. */
    private List<ObservedObject> counting(Rollout rollout, List<ObservedObject> objects) {
        List<String> rules =
                planner.hosts(ReleaseView.of(rollout), objects).stream()
                        .flatMap(host -> RoutePlanner.covering(host).stream())
                        .toList();
        return join(objects, cache(RouteKind.DESTINATION_RULE).naming(rules));
    }

    private List<ObservedObject> leading(Rollout rollout, List<ObservedObject> objects) {
        return join(
                counting(rollout, objects),
                cache(RouteKind.VIRTUAL_SERVICE)
                        .naming(planner.hosts(ReleaseView.of(rollout), objects)));
    }

    /** Adds the {@code others}, those that are known by name alone in their places. */
    private static List<ObservedObject> join(
            List<ObservedObject> objects, List<ObservedObject> others) {
        Map<String, Integer> places = new HashMap<>();
        for (int i = 0; i < objects.size(); i++) {
            places.put(name(objects.get(i)), i);
        }
        for (ObservedObject other : others) {
            Integer place = places.get(name(other));
            if (place == null) {
                objects.add(other);
            } else if (objects.get(place).tree().isEmpty()) {
                objects.set(place, other);
            }
        }
        return objects;
    }

    /** The objects that the plan names; when one lacks, the names of all that there are. */
    List<ObservedObject> named(RolloutPlan plan) {
        List<ObservedObject> objects = there(plan);
        if (objects.size() < names(plan).size()) {
            Set<String> names = new HashSet<>();
            names(plan).forEach(o -> names.add(name(o)));
            caches.values().stream()
                    .flatMap(c -> c.names().stream())
                    .filter(o -> names.add(name(o)))
                    .forEach(objects::add);
        }
        return objects;
    }

    /**
     * Reads anew which VirtualServices there are where one that the plan names is missing: somebody
     * may have renamed it, and the watch may show that late.
     *
     * @return whether one was missing
     */
    Result<Boolean> lookAround(RolloutPlan plan) {
        RouteCache cache = cache(RouteKind.VIRTUAL_SERVICE);
        Set<String> namespaces = new TreeSet<>();
        missing(plan).forEach(o -> namespaces.add(o.namespace()));
        for (String namespace : namespaces) {
            Result<Listed> read =
                    cluster.list(RouteKind.VIRTUAL_SERVICE.kind(), Scope.of(namespace));
            if (!(read instanceof Result.Done<Listed>(Listed listed))) {
                return read.map(_ -> true);
            }
            listed.objects().forEach(cache::learn);
        }
        return new Result.Done<>(!namespaces.isEmpty());
    }

    /** Whether each VirtualService that the plan names is there. */
    boolean complete(RolloutPlan plan) {
        return missing(plan).findAny().isEmpty();
    }

    private Stream<ObservedObject> missing(RolloutPlan plan) {
        RouteCache cache = cache(RouteKind.VIRTUAL_SERVICE);
        return names(plan).stream()
                .filter(o -> o.kind().equals(RouteKind.VIRTUAL_SERVICE.title()))
                .filter(o -> cache.find(o.namespace(), o.name()).isEmpty());
    }

    /** Reads the objects that the plan names anew; false when one could not be read. */
    boolean reread(RolloutPlan plan) {
        Result<Integer> read = new Result.Done<>(0);
        return names(plan).stream()
                .map(o -> reread(RouteKind.of(o.kind()), o.namespace(), o.name(), read))
                .allMatch(read::equals);
    }

    /**
     * Reads an object anew, so that the next plan starts from what is there.
     *
     * @param read the result when it could be read
     */
    Result<Integer> reread(RouteKind kind, String namespace, String name, Result<Integer> read) {
        Result<Optional<ApiObject>> got = cluster.get(kind.kind(), namespace, name);
        if (got instanceof Result.Done<Optional<ApiObject>>(Optional<ApiObject> found)) {
            RouteCache cache = cache(kind);
            found.ifPresentOrElse(cache::learn, () -> cache.forget(namespace, name));
            return read;
        }
        return got.map(_ -> 0);
    }

    /** Those of the objects that the plan names that are there. */
    private List<ObservedObject> there(RolloutPlan plan) {
        List<ObservedObject> objects = new ArrayList<>();
        for (ObservedObject object : names(plan)) {
            cache(RouteKind.of(object.kind()))
                    .find(object.namespace(), object.name())
                    .ifPresent(objects::add);
        }
        return objects;
    }

    /** Kind, namespace and name of the objects that the plan names. */
    static List<ObservedObject> names(RolloutPlan plan) {
        Stream<ObservedObject> services =
                plan.routing().virtualServices().stream()
                        .map(ref -> named(RouteKind.VIRTUAL_SERVICE, ref.namespace(), ref.name()));
        Stream<ObservedObject> rules =
                plan.routing().destinations() instanceof Routing.Subsets mode
                        ? Stream.of(
                                named(
                                        RouteKind.DESTINATION_RULE,
                                        mode.namespace(),
                                        mode.destinationRule()))
                        : Stream.of();
        return Stream.concat(services, rules).distinct().toList();
    }

    private static ObservedObject named(RouteKind kind, String namespace, String name) {
        return new ObservedObject(kind.title(), namespace, name, Map.of());
    }

    private static String name(ObservedObject object) {
        return object.kind() + "/" + object.namespace() + "/" + object.name();
    }

    RouteCache cache(RouteKind kind) {
        return Objects.requireNonNull(caches.get(kind));
    }

    /** Why the objects cannot be relied on, after waiting a little for their first reading. */
    Optional<String> unread() {
        return caches.values().stream().flatMap(c -> c.unread().stream()).findFirst();
    }

    /** What is wrong with the watches. */
    Optional<String> trouble() {
        return caches.values().stream().flatMap(c -> c.trouble().stream()).findFirst();
    }

    @Override
    public void close() {
        caches.values().forEach(RouteCache::close);
    }
}
