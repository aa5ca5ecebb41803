package dev.tidegate.simulation.judge;

import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.simulation.api.Change;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** I9, after each commit. */
final class OneLive implements Check {

    private final Facts facts;
    private final Verdicts verdicts;

    OneLive(Facts facts, Verdicts verdicts) {
        this.facts = facts;
        this.verdicts = verdicts;
    }

    @Override
    public void committed(Change change, @Nullable Rollout before, Rollout after) {
        List<String> live =
                facts.of(after.service()).stream()
                        .filter(Rollout::live)
                        .map(r -> r.identity().name())
                        .toList();
        if (live.size() > 1) {
            verdicts.broken(Invariant.I9, "%s are live".formatted(live));
        }
    }
}
