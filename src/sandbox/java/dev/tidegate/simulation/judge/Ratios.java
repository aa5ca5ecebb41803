package dev.tidegate.simulation.judge;

import dev.tidegate.adapter.cluster.ApiObject;
import dev.tidegate.core.distribution.Distribution;
import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.route.Fence;
import dev.tidegate.simulation.api.Change;
import dev.tidegate.simulation.scene.RouteView;
import dev.tidegate.simulation.scene.SimService;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Stream;

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
        facts.routesOf(change).ifPresent(service -> judge(service, change, after));
    }

    private void judge(SimService service, Change change, ApiObject after) {
        SortedMap<String, Integer> weights = RouteView.weights(service, after);
        if (weights.values().stream().anyMatch(w -> w < 0)
                || weights.values().stream().allMatch(w -> w == 0)) {
            broken("%s was written with %s".formatted(after.key(), weights));
            return;
        }
        List<Fence> fences = Fence.in(after.tree());
        if (fences.isEmpty()) {
            broken("%s was written for no release".formatted(after.key()));
            return;
        }
        Fence fence = fences.getFirst();
        String uid = fence.writer().uid();
        Optional<Distribution> wanted = facts.wanted(uid, fence.revision());
        Optional<Rollout> rollout = facts.rollout(uid);
        if (wanted.isEmpty() || rollout.isEmpty()) {
            // the writer of a rollout that was just deleted cannot know that yet
            if (!facts.wasDeleted(uid)) {
                broken("%s was written for %s, unknown".formatted(after.key(), fence));
            }
        } else if (!same(weights, wanted.get(), rollout.get())
                && !allOthers(service, change, rollout.get())) {
            broken(
                    "%s was written with %s where revision %s wants %s"
                            .formatted(after.key(), weights, fence, wanted.get()));
        }
    }

    /** Whether somebody had given all to versions that the release does not know: they keep it. */
    private static boolean allOthers(SimService service, Change change, Rollout rollout) {
        return change.before() != null
                && own(RouteView.weights(service, change.before()), rollout) == 0
                && own(RouteView.weights(service, change.object()), rollout) == 0;
    }

    /** What the versions of the release have together. */
    static long own(SortedMap<String, Integer> weights, Rollout rollout) {
        return Stream.concat(Stream.of(rollout.canary()), rollout.stable().stream())
                .mapToLong(version -> weights.getOrDefault(version.name(), 0))
                .sum();
    }

    /** Versions that the release does not know are somebody else's destinations. */
    static boolean same(SortedMap<String, Integer> weights, Distribution wanted, Rollout rollout) {
        Set<Version> own = new HashSet<>(wanted.weights().keySet());
        own.add(rollout.canary());
        rollout.stable().ifPresent(own::add);
        long all = own.stream().mapToLong(v -> weights.getOrDefault(v.name(), 0)).sum();
        return all > 0
                && own.stream()
                        .allMatch(
                                v ->
                                        weights.getOrDefault(v.name(), 0) * 10_000L
                                                == all * wanted.weightOf(v).basisPoints());
    }

    private void broken(String what) {
        verdicts.broken(Invariant.I1, what);
    }
}
