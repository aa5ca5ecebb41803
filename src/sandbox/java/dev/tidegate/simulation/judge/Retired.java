package dev.tidegate.simulation.judge;

import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.simulation.api.Change;

import java.util.HashSet;
import java.util.Set;

/** I8 of what the product deletes: it has ended, all of it was told, and newer ones are kept. */
final class Retired implements Check {

    private final Facts facts;
    private final Verdicts verdicts;
    private final Set<String> told = new HashSet<>();

    Retired(Facts facts, Verdicts verdicts) {
        this.facts = facts;
        this.verdicts = verdicts;
    }

    @Override
    public void told(String id, Object outcome) {
        told.add(id);
    }

    @Override
    public void deleted(Change change, Rollout last) {
        if (!facts.own(change)) {
            return;
        }
        if (last.live()) {
            broken(last, "is live");
        }
        boolean newer =
                facts.of(last.service()).stream()
                        .anyMatch(r -> !r.live() && Facts.number(r) > Facts.number(last));
        if (!newer) {
            broken(last, "is the newest that has ended");
        }
        for (long revision = 1; revision <= last.revision(); revision++) {
            if (!told.contains(last.identity().uid() + "/" + revision)) {
                broken(last, "was never told at revision " + revision);
            }
        }
    }

    private void broken(Rollout last, String what) {
        verdicts.broken(
                Invariant.I8,
                "%s was deleted by the product, and %s".formatted(last.identity().name(), what));
    }
}
