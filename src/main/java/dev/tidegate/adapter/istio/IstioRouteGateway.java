package dev.tidegate.adapter.istio;

import dev.tidegate.controller.Dependency;
import dev.tidegate.controller.Result;
import dev.tidegate.controller.RouteGateway;
import dev.tidegate.controller.Telemetry;
import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.event.Observation;
import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.rollout.RolloutPlan;
import dev.tidegate.core.rollout.Routing;
import dev.tidegate.core.route.ObservedObject;
import dev.tidegate.core.route.PlannedWrite;
import dev.tidegate.core.route.RoutePlan;
import dev.tidegate.core.route.RoutePlanner;
import dev.tidegate.core.route.Writer;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Makes Istio's routes equal to what a rollout wants: read from the watch, planned by the core, put
 * with the resourceVersion.
 */
@Singleton
public final class IstioRouteGateway implements RouteGateway, Dependency {

    /** After so many conflicts in a row the controller's back-off takes over. */
    private static final int CONFLICTS = 8;

    private final RouteWriter writer;
    private final Telemetry telemetry;
    private final Map<RouteKind, RouteCache> caches = new EnumMap<>(RouteKind.class);
    private volatile Listener listener = (kind, namespace, name) -> {};

    /** Told of each change of a VirtualService or DestinationRule. */
    public interface Listener {
        void changed(String kind, String namespace, String name);
    }

    @Inject
    IstioRouteGateway(KubernetesClient client, Telemetry telemetry) {
        this.writer = new RouteWriter(client);
        this.telemetry = telemetry;
        for (RouteKind kind : RouteKind.values()) {
            caches.put(
                    kind,
                    new RouteCache(
                            client,
                            kind,
                            (namespace, name) -> listener.changed(kind.title(), namespace, name)));
        }
    }

    /** Tells {@code changes} of what the watches show from now on. */
    public void listen(Listener changes) {
        listener = changes;
    }

    @Override
    public Seen look(ServiceKey service, RolloutPlan plan, Optional<Version> stableHint) {
        Optional<String> unread = unread();
        if (unread.isPresent()) {
            return new Seen(Optional.empty(), List.of(unread.get()), Optional.empty(), List.of());
        }
        return Seen.of(RoutePlanner.read(service, plan, objects(plan), stableHint));
    }

    @Override
    public Seen gate(Rollout pending, Optional<Version> stableHint) {
        Optional<String> unread = unread();
        if (unread.isPresent()) {
            return new Seen(Optional.empty(), List.of(unread.get()), Optional.empty(), List.of());
        }
        return Seen.of(RoutePlanner.gate(
                        pending, leading(pending, objects(pending.plan())), stableHint));
    }

    @Override
    public Optional<Observation> drift(Rollout rollout) {
        if (unread().isPresent() || drifted(rollout).isEmpty()) {
            return Optional.empty();
        }
        // a watch that lags shows what another replica has overwritten: only a fresh read is proof
        return reread(rollout.plan())
                ? drifted(rollout)
                : Optional.empty();
    }

    private Optional<Observation> drifted(Rollout rollout) {
        return RoutePlanner.drift(rollout, counting(rollout, objects(rollout.plan())));
    }

    /** Reads the objects that the plan names anew; false when one could not be read. */
    private boolean reread(RolloutPlan plan) {
        Result<Integer> read = new Result.Done<>(0);
        return named(plan).stream()
                .map(o -> reread(RouteKind.of(o.kind()), o.namespace(), o.name(), read))
                .allMatch(read::equals);
    }

    @Override
    public Result<Integer> apply(Rollout rollout, Predicate<Writer> exists) {
        Optional<String> unread = unread();
        if (unread.isPresent()) {
            return new Result.Unreachable<>(unread.get());
        }
        int made = 0;
        Set<Writer> gone = new HashSet<>();
        Result<Integer> result = new Result.Conflict<>("");
        for (int conflicts = 0; conflicts < CONFLICTS; conflicts++) {
            Attempt attempt = new Attempt();
            switch (RoutePlanner.plan(rollout, objects(rollout), gone)) {
                case RoutePlan.Broken(String problem) -> attempt.refused(List.of(problem));
                case RoutePlan.Fenced(String by, Optional<Writer> other) -> {
                    if (other.isEmpty() || exists.test(other.get()) || !gone.add(other.get())) {
                        return rollout.live()
                                ? new Result.Conflict<>("the routes are fenced by " + by)
                                : new Result.Done<>(made);
                    }
                    continue;
                }
                case RoutePlan.Writes(List<PlannedWrite> writes) -> {
                    for (int i = 0; i < writes.size() && !attempt.failed(); i++) {
                        PlannedWrite write = writes.get(i);
                        attempt.count(write.title(), write(write));
                    }
                }
                case RoutePlan.Retreat(List<PlannedWrite> writes, List<String> problems) -> {
                    writes.forEach(w -> attempt.count(w.title(), write(w)));
                    attempt.refused(problems);
                }
            }
            made += attempt.made();
            result = attempt.result();
            if (!(result instanceof Result.Conflict<Integer>(String what))) {
                return result instanceof Result.Done<Integer> ? new Result.Done<>(made) : result;
            }
            telemetry.conflict(what);
        }
        return result;
    }

    private Result<Integer> write(PlannedWrite write) {
        return switch (writer.put(write)) {
            case Result.Done<GenericKubernetesResource>(GenericKubernetesResource now) -> {
                cache(RouteKind.of(write.kind())).learn(now);
                yield new Result.Done<>(1);
            }
            case Result.Conflict<GenericKubernetesResource>(String what) ->
                    reread(
                            RouteKind.of(write.kind()),
                            write.namespace(),
                            write.name(),
                            new Result.Conflict<>(what));
            case Result.Unreachable<GenericKubernetesResource>(String why) ->
                    new Result.Unreachable<>(why);
            case Result.Rejected<GenericKubernetesResource>(String why) ->
                    new Result.Rejected<>(why);
        };
    }

    /**
     * Reads an object anew, so that the next plan starts from what is there.
     *
     * @param read the result when it could be read
     */
    private Result<Integer> reread(
            RouteKind kind, String namespace, String name, Result<Integer> read) {
        return switch (writer.get(kind, namespace, name)) {
            case Result.Done<Optional<GenericKubernetesResource>>(var found) -> {
                found.ifPresentOrElse(
                        cache(kind)::learn, () -> cache(kind).forget(namespace, name));
                yield read;
            }
            case Result.Conflict<Optional<GenericKubernetesResource>>(String why) ->
                    new Result.Unreachable<>(why);
            case Result.Unreachable<Optional<GenericKubernetesResource>>(String why) ->
                    new Result.Unreachable<>(why);
            case Result.Rejected<Optional<GenericKubernetesResource>>(String why) ->
                    new Result.Rejected<>(why);
        };
    }

    /** The objects that count for the plan, with all the others where it counts who refers to what. */
    private List<ObservedObject> objects(Rollout rollout) {
        List<ObservedObject> objects =
                RoutePlanner.retreats(rollout)
                        ? leading(rollout, there(rollout.plan()))
                        : counting(rollout, objects(rollout.plan()));
        if (RoutePlanner.tidies(rollout, objects)) {
            caches.values().forEach(c -> join(objects, c.all()));
        }
        return objects;
    }

    /** Adds every rule for the canary's host. */
    private List<ObservedObject> counting(Rollout rollout, List<ObservedObject> objects) {
        List<String> rules =
                RoutePlanner.hosts(rollout, objects).stream()
                        .flatMap(host -> RoutePlanner.covering(host).stream())
                        .toList();
        return join(objects, cache(RouteKind.DESTINATION_RULE).naming(rules));
    }

    /** Adds those, and every VirtualService that leads to the canary's host. */
    private List<ObservedObject> leading(Rollout rollout, List<ObservedObject> objects) {
        return join(
                counting(rollout, objects),
                cache(RouteKind.VIRTUAL_SERVICE).naming(RoutePlanner.hosts(rollout, objects)));
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
    private List<ObservedObject> objects(RolloutPlan plan) {
        List<ObservedObject> objects = there(plan);
        if (objects.size() < named(plan).size()) {
            Set<String> names = new HashSet<>();
            named(plan).forEach(o -> names.add(name(o)));
            caches.values().stream()
                    .flatMap(c -> c.names().stream())
                    .filter(o -> names.add(name(o)))
                    .forEach(objects::add);
        }
        return objects;
    }

    /** Those of the objects that the plan names that are there. */
    private List<ObservedObject> there(RolloutPlan plan) {
        List<ObservedObject> objects = new ArrayList<>();
        for (ObservedObject object : named(plan)) {
            cache(RouteKind.of(object.kind()))
                    .find(object.namespace(), object.name())
                    .ifPresent(objects::add);
        }
        return objects;
    }

    /** Kind, namespace and name of the objects that the plan names. */
    private static List<ObservedObject> named(RolloutPlan plan) {
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

    private RouteCache cache(RouteKind kind) {
        return Objects.requireNonNull(caches.get(kind));
    }

    private Optional<String> unread() {
        return caches.values().stream().flatMap(c -> c.unread().stream()).findFirst();
    }

    @Override
    public String name() {
        return "routes";
    }

    @Override
    public Optional<String> trouble() {
        return caches.values().stream().flatMap(c -> c.trouble().stream()).findFirst();
    }

    @PreDestroy
    void stop() {
        caches.values().forEach(RouteCache::close);
    }
}
