package dev.tidegate.adapter.istio;

import dev.tidegate.adapter.cluster.Cluster;
import dev.tidegate.controller.Dependency;
import dev.tidegate.controller.Result;
import dev.tidegate.controller.RouteGateway;
import dev.tidegate.controller.Telemetry;
import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.event.Observation;
import dev.tidegate.core.event.Pods;
import dev.tidegate.core.event.PriorTraffic;
import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.core.rollout.ReleaseView;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.rollout.RolloutPlan;
import dev.tidegate.core.rollout.Step;
import dev.tidegate.core.route.ObservedRoutes;
import dev.tidegate.core.route.PlannedWrite;
import dev.tidegate.core.route.RoutePlan;
import dev.tidegate.core.route.Writer;
import dev.tidegate.core.route.istio.ClusterDomain;
import dev.tidegate.core.route.istio.RoutePlanner;
import dev.tidegate.core.routing.Routing;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Makes Istio's routes equal to what a rollout wants: read from the watch, planned by the core, put
 * with the resourceVersion.
 */
@Singleton
public final class IstioRouteGateway implements RouteGateway, Dependency {

    /** After so many conflicts in a row the controller's back-off takes over. */
    private static final int CONFLICTS = 8;

    private final RoutePlanner planner;
    private final RouteWriter writer;
    private final Telemetry telemetry;
    private final RouteObjects objects;
    private final Sides sides;
    private volatile Listener listener = (kind, namespace, name) -> {};

    /** Told of each change of a VirtualService or DestinationRule. */
    public interface Listener {
        void changed(String kind, String namespace, String name);
    }

    /** Watches the routes of all namespaces, and what stands around them, from now on. */
    @Inject
    public IstioRouteGateway(Cluster cluster, Telemetry telemetry, ClusterDomain domain) {
        this.planner = new RoutePlanner(domain);
        this.telemetry = telemetry;
        this.objects =
                new RouteObjects(
                        cluster,
                        planner,
                        (kind, namespace, name) -> listener.changed(kind, namespace, name));
        sides =
                new Sides(
                        cluster,
                        planner,
                        (kind, space, name) -> listener.changed(kind, space, name));
        writer = new RouteWriter(cluster, objects, sides);
    }

    /** Tells {@code changes} of what the watches show from now on. */
    public void listen(Listener changes) {
        listener = changes;
    }

    @Override
    public ObservedRoutes look(ServiceKey service, RolloutPlan plan, Optional<Version> stableHint) {
        Optional<String> unread = objects.unread();
        return unread.isPresent()
                ? unseen(unread.get())
                : planner.read(service, plan.routing(), objects.named(plan), stableHint);
    }

    private static ObservedRoutes unseen(String why) {
        return new ObservedRoutes(
                Optional.empty(), List.of(why), Optional.empty(), PriorTraffic.NONE);
    }

    @Override
    public ObservedRoutes gate(Rollout pending, Optional<Version> stableHint) {
        Optional<String> unread = objects.unread();
        if (unread.isPresent()) {
            return unseen(unread.get());
        }
        return planner.gate(
                ReleaseView.of(pending),
                pending.plan().steps().stream().map(Step::traffic).toList(),
                objects.leading(pending),
                stableHint);
    }

    @Override
    public boolean defines(Rollout rollout) {
        return objects.unread().isEmpty()
                && planner.defines(
                        rollout.plan().routing(), rollout.canary(), objects.named(rollout.plan()));
    }

    @Override
    public boolean complete(RolloutPlan plan) {
        return objects.complete(plan);
    }

    @Override
    public Result<List<String>> leading(Rollout rollout) {
        Optional<String> unread = objects.unread();
        if (unread.isPresent()) {
            return new Result.Unreachable<>(unread.get());
        }
        return objects.reread(rollout.plan())
                ? new Result.Done<>(
                        planner.leading(ReleaseView.of(rollout), objects.leading(rollout)))
                : new Result.Unreachable<>("the routes cannot be read now");
    }

    @Override
    public List<String> barred(Rollout rollout) {
        return writer.barred(rollout);
    }

    @Override
    public Optional<String> shared(Rollout rollout, Rollout others) {
        return objects.shared(rollout, others);
    }

    @Override
    public Pods reached(ServiceKey service, RolloutPlan plan, Version version, Pods pods) {
        if (plan.routing().destinations() instanceof Routing.Subsets
                || pods instanceof Pods.Unseen) {
            return pods;
        }
        Optional<String> unread = objects.unread().or(sides::unread);
        return unread.isPresent()
                ? new Pods.Unseen(unread.get())
                : sides.unreached(service, plan.routing(), version, objects.named(plan))
                        .map(pods::unreached)
                        .orElse(pods);
    }

    @Override
    public Optional<Observation> drift(Rollout rollout) {
        if (objects.unread().isPresent() || drifted(rollout).isEmpty()) {
            return Optional.empty();
        }
        // a watch that lags shows what another replica has overwritten: only a fresh read is proof
        return objects.reread(rollout.plan()) ? drifted(rollout) : Optional.empty();
    }

    private Optional<Observation> drifted(Rollout rollout) {
        return planner.drift(ReleaseView.of(rollout), objects.counting(rollout));
    }

    /** A rollback is done only when a route that is missing has not just got another name. */
    @Override
    public Result<Integer> apply(Rollout rollout, Predicate<Writer> exists) {
        Result<Integer> applied = applied(rollout, exists);
        if (!(applied instanceof Result.Done<Integer>(Integer made))
                || !ReleaseView.of(rollout).retreats()) {
            return applied;
        }
        Result<Boolean> looked = objects.lookAround(rollout.plan());
        return looked instanceof Result.Done<Boolean>(Boolean missing)
                ? (missing ? applied(rollout, exists).map(more -> made + more) : applied)
                : looked.map(_ -> made);
    }

    private Result<Integer> applied(Rollout rollout, Predicate<Writer> exists) {
        Optional<String> unread = objects.unread();
        if (unread.isPresent()) {
            return new Result.Unreachable<>(unread.get());
        }
        int made = 0;
        Set<Writer> gone = new HashSet<>();
        Result<Integer> result = new Result.Conflict<>("");
        for (int conflicts = 0; conflicts < CONFLICTS; conflicts++) {
            WriteResults results = new WriteResults();
            switch (planner.plan(ReleaseView.of(rollout), objects.planned(rollout), gone)) {
                case RoutePlan.Broken(String problem) -> results.refused(List.of(problem));
                case RoutePlan.Fenced(String by, Optional<Writer> other) -> {
                    if (other.isEmpty() || exists.test(other.get()) || !gone.add(other.get())) {
                        return rollout.live()
                                ? new Result.Conflict<>(by + "; this release stops writing")
                                : new Result.Done<>(made);
                    }
                    continue;
                }
                case RoutePlan.Writes(List<PlannedWrite> writes) ->
                        writer.make(rollout, writes, results);
                case RoutePlan.Retreat(List<PlannedWrite> writes, List<String> problems) -> {
                    writes.forEach(w -> results.count(w.title(), writer.write(w)));
                    results.refused(problems);
                }
            }
            made += results.made();
            result = results.result();
            if (!(result instanceof Result.Conflict<Integer>(String what))) {
                return result instanceof Result.Done<Integer> ? new Result.Done<>(made) : result;
            }
            telemetry.conflict(what);
        }
        return result;
    }

    @Override
    public String name() {
        return "routes";
    }

    @Override
    public Optional<String> trouble() {
        return objects.trouble().or(sides::trouble);
    }

    @PreDestroy
    void stop() {
        objects.close();
        sides.close();
    }
}
