package dev.tidegate.simulation.judge;

import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.rollout.Scaling;
import dev.tidegate.core.rollout.Scalings;
import dev.tidegate.simulation.api.Change;

import org.jspecify.annotations.Nullable;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Each scaling comes to an end that is committed, and has one outcome, which says that. */
final class ScalingsTold implements Check {

    private record Known(String uid, Scaling scaling) {}

    private final Facts facts;
    private final Verdicts verdicts;

    /** How each scaling is now, by the id of its outcome. */
    private final Map<String, Known> all = new LinkedHashMap<>();

    private final Set<String> told = new HashSet<>();

    ScalingsTold(Facts facts, Verdicts verdicts) {
        this.facts = facts;
        this.verdicts = verdicts;
    }

    private static String id(Rollout rollout, Version version, Scaling scaling) {
        return "%s/scaled/%s/%s".formatted(rollout.identity().uid(), version, scaling.at());
    }

    @Override
    public void committed(Change change, @Nullable Rollout before, Rollout after) {
        ScalingDecisions.versions(after)
                .forEach(
                        version ->
                                Scalings.of(after, version)
                                        .ifPresent(now -> known(after, version, now)));
    }

    private void known(Rollout rollout, Version version, Scaling now) {
        String id = id(rollout, version, now);
        @Nullable Known last = all.put(id, new Known(rollout.identity().uid(), now));
        if (last != null
                && last.scaling().state() != Scaling.State.WANTED
                && !same(last.scaling(), now)) {
            broken("%s was %s, and is %s".formatted(id, last.scaling(), now));
        }
    }

    private static boolean same(Scaling one, Scaling other) {
        return one.from() == other.from()
                && one.to() == other.to()
                && one.cause().equals(other.cause());
    }

    @Override
    public void told(String id, Object outcome) {
        if (outcome instanceof Scaling scaling) {
            told.add(id);
            @Nullable Known known = all.get(id);
            if (known == null
                    || known.scaling().state() == Scaling.State.WANTED
                    || !same(known.scaling(), scaling)) {
                broken("outcome %s says %s, and committed is %s".formatted(id, outcome, known));
            }
        }
    }

    @Override
    public void settled() {
        all.forEach(
                (id, known) -> {
                    if (!facts.wasDeleted(known.uid()) && !told.contains(id)) {
                        broken("%s was never told: %s".formatted(id, known.scaling()));
                    }
                });
    }

    private void broken(String what) {
        verdicts.broken(Invariant.PODS, what);
    }
}
