package dev.tidegate.simulation.judge;

import dev.tidegate.adapter.cluster.ApiObject;
import dev.tidegate.core.distribution.Distribution;
import dev.tidegate.core.route.Fence;
import dev.tidegate.simulation.api.Change;
import dev.tidegate.simulation.scene.RouteView;
import dev.tidegate.simulation.scene.SimService;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** I1 of each write; and at the end that the routes are as the last decision says. */
final class Ratios implements Check {

    private final Facts facts;
    private final Verdicts verdicts;

    Ratios(Facts facts, Verdicts verdicts) {
        this.facts = facts;
        this.verdicts = verdicts;
    }

    @Override
    public void wrote(Change change) {
        ApiObject after = change.after();
        if (after == null || !facts.own(change)) {
            return;
        }
        facts.routesOf(change).ifPresent(service -> judge(service, after));
    }

    private void judge(SimService service, ApiObject after) {
        SortedMap<String, Integer> weights = RouteView.weights(service, after);
        if (weights.values().stream().anyMatch(w -> w < 0)
                || weights.values().stream().allMatch(w -> w == 0)) {
            broken("%s was written with %s".formatted(after.key(), weights));
            return;
        }
        List<Fence> fences = Fence.in(after.tree());
        Optional<Distribution> wanted =
                fences.isEmpty()
                        ? Optional.empty()
                        : facts.wanted(
                                fences.getFirst().writer().uid(), fences.getFirst().revision());
        if (wanted.isEmpty()) {
            broken("%s was written for %s, which no commit says".formatted(after.key(), fences));
        } else if (!same(weights, wanted.get())) {
            broken(
                    "%s was written with %s where revision %s wants %s"
                            .formatted(after.key(), weights, fences.getFirst(), wanted.get()));
        }
    }

    /** Versions that the release does not know are somebody else's destinations. */
    static boolean same(SortedMap<String, Integer> weights, Distribution wanted) {
        long all =
                wanted.weights().keySet().stream()
                        .mapToLong(v -> weights.getOrDefault(v.name(), 0))
                        .sum();
        return wanted.weights().entrySet().stream()
                .allMatch(
                        e ->
                                weights.getOrDefault(e.getKey().name(), 0) * 10_000L
                                        == all * e.getValue().basisPoints());
    }

    private void broken(String what) {
        verdicts.broken(Invariant.I1, what);
    }
}
