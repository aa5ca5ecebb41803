package dev.tidegate.simulation.judge;

import dev.tidegate.adapter.cluster.ApiObject;
import dev.tidegate.core.route.Fence;
import dev.tidegate.simulation.api.Change;
import dev.tidegate.simulation.judge.Facts.Decided;
import dev.tidegate.simulation.scene.RouteView;
import dev.tidegate.simulation.scene.SimService;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * I3: a weight points at a subset only when that has been defined for the propagation wait, and a
 * subset goes only when no weight has pointed at it for as long. What somebody takes away by hand
 * cannot be known at once: for a while after that nothing is said of the service.
 */
final class SubsetsFirst implements Check {

    /** So long after a hand edit of a rule or a route a write may follow from what was before. */
    static final long BLIND = 180_000_000;

    private final Facts facts;
    private final Verdicts verdicts;
    private final Map<String, Long> defined = new HashMap<>();
    private final Map<String, Change> made = new HashMap<>();
    private final Map<String, Long> left = new HashMap<>();
    private final Map<String, Long> edited = new HashMap<>();

    SubsetsFirst(Facts facts, Verdicts verdicts) {
        this.facts = facts;
        this.verdicts = verdicts;
    }

    @Override
    public void wrote(Change change) {
        facts.ruleOf(change).ifPresent(service -> rule(service, change));
        facts.routesOf(change)
                .filter(SimService::subsets)
                .ifPresent(service -> routes(service, change));
    }

    private void rule(SimService service, Change change) {
        List<String> before = subsets(change.before());
        List<String> after = subsets(change.after());
        for (String each : after) {
            if (!before.contains(each)) {
                defined.put(key(service, each), facts.micros());
                made.put(key(service, each), change);
            }
        }
        note(service, change);
        if (!facts.own(change) || blind(service)) {
            return;
        }
        Map<String, Integer> weights = weights(service);
        for (String each : before) {
            if (!after.contains(each) && weights.getOrDefault(each, 0) > 0) {
                broken("subset %s was removed while it had weight".formatted(each), service);
            } else if (!after.contains(each)
                    && facts.micros() - left.getOrDefault(key(service, each), -wait(service))
                            < wait(service) - differ(service)) {
                broken(
                        "subset %s was removed too soon after its last weight".formatted(each),
                        service);
            }
        }
    }

    private void routes(SimService service, Change change) {
        note(service, change);
        Map<String, Integer> before = weights(service, change.before());
        Map<String, Integer> after = weights(service, change.after());
        before.forEach(
                (subset, weight) -> {
                    if (weight > 0 && after.getOrDefault(subset, 0) == 0) {
                        left.put(key(service, subset), facts.micros());
                    }
                });
        if (!facts.own(change) || blind(service)) {
            return;
        }
        Optional<ApiObject> rule =
                facts.server().get("DestinationRule", service.key().namespace(), service.routes());
        after.forEach(
                (subset, weight) -> {
                    if (weight == 0 || before.getOrDefault(subset, 0) > 0) {
                        return;
                    }
                    long since = defined.getOrDefault(key(service, subset), Long.MAX_VALUE);
                    if (rule.filter(r -> RouteView.subsets(r).contains(subset)).isEmpty()) {
                        broken("weight for subset %s, not defined".formatted(subset), service);
                    } else if (facts.micros() - since
                            < wait(service)
                                    - differ(service)
                                    - late(made.get(key(service, subset)), change)) {
                        broken(
                                "weight for subset %s, defined for only %d ms"
                                        .formatted(subset, (facts.micros() - since) / 1_000),
                                service);
                    }
                });
    }

    private static long wait(SimService service) {
        return service.propagation().toMillis() * 1_000;
    }

    /** By how much clocks may shorten a propagation wait that ends now. */
    private long differ(SimService service) {
        long from = Math.max(0, facts.micros() - wait(service));
        return facts.clocks().spread(from, facts.micros()) + 4 * Clocks.GRAIN_MICROS;
    }

    /** By how much another process made the subset too late, and only that one knows. */
    private long late(@Nullable Change subset, Change weights) {
        Optional<Fence> maker = Optional.ofNullable(subset).flatMap(SubsetsFirst::fence);
        Optional<Decided> mover =
                fence(weights).flatMap(f -> facts.decided(f.writer().uid(), f.revision()));
        return subset == null || maker.isEmpty() || mover.isEmpty()
                ? 0
                : facts.lateElsewhere(
                        maker.get().writer().uid(), maker.get().revision(), subset, mover.get());
    }

    private static Optional<Fence> fence(Change change) {
        return Fence.in(change.object().tree()).stream().findFirst();
    }

    private void note(SimService service, Change change) {
        if (!facts.own(change) && facts.micros() > 0) {
            edited.put(service.key().toString(), facts.micros());
        }
    }

    private boolean blind(SimService service) {
        Long when = edited.get(service.key().toString());
        return when != null && facts.micros() - when < BLIND;
    }

    private Map<String, Integer> weights(SimService service) {
        return facts.server()
                .get("VirtualService", service.routesIn(), service.routes())
                .map(routes -> weights(service, routes))
                .orElse(Map.of());
    }

    private static Map<String, Integer> weights(SimService service, @Nullable ApiObject routes) {
        if (routes == null) {
            return Map.of();
        }
        Map<String, Integer> weights = RouteView.weights(service, routes);
        RouteView.matched(service, routes).forEach(v -> weights.merge(v, 1, Integer::sum));
        RouteView.mirrored(service, routes).forEach(v -> weights.merge(v, 1, Integer::sum));
        return weights;
    }

    private static List<String> subsets(@Nullable ApiObject rule) {
        return rule == null ? List.of() : RouteView.subsets(rule);
    }

    private void broken(String what, SimService service) {
        verdicts.broken(Invariant.I3, service.key() + ": " + what);
    }

    private static String key(SimService service, String subset) {
        return service.key() + "/" + subset;
    }
}
