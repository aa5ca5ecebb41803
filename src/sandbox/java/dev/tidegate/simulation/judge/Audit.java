package dev.tidegate.simulation.judge;

import dev.tidegate.core.rollout.Move;
import dev.tidegate.core.rollout.Refusal;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.rollout.Scaling;
import dev.tidegate.simulation.api.Change;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * I8: revisions without gaps; what is told is a move that was committed, as it was committed; in
 * the end each is told.
 */
final class Audit implements Check {

    private final Facts facts;
    private final Verdicts verdicts;
    private final Set<String> told = new HashSet<>();

    /** Every move that was committed, by the id of its outcome. */
    private final Map<String, Move> moves = new HashMap<>();

    Audit(Facts facts, Verdicts verdicts) {
        this.facts = facts;
        this.verdicts = verdicts;
    }

    @Override
    public void committed(Change change, @Nullable Rollout before, Rollout after) {
        List<Move> history = after.history();
        String name = after.identity().name();
        for (Move move : history) {
            moves.putIfAbsent(Facts.outcome(after.identity().uid(), move.revision()), move);
        }
        for (int i = 1; i < history.size(); i++) {
            if (history.get(i).revision() != history.get(i - 1).revision() + 1) {
                broken("%s has a gap before %s".formatted(name, history.get(i)));
            }
        }
        if (history.getLast().revision() != after.revision()) {
            broken("%s is at revision %d of %s".formatted(name, after.revision(), history));
        }
        if (before != null && before.revision() > after.revision()) {
            broken("%s went back from revision %d".formatted(name, before.revision()));
        }
        if (before != null && before.revision() < history.getFirst().revision() - 1) {
            broken("%s went from revision %d on".formatted(name, before.revision()));
        }
        if (before != null && !history.containsAll(since(before, history))) {
            broken("%s has another past now: %s".formatted(name, history));
        }
    }

    private static List<Move> since(Rollout before, List<Move> history) {
        return before.history().stream()
                .filter(move -> move.revision() >= history.getFirst().revision())
                .toList();
    }

    /** A refusal may say another reason when its event comes again. */
    @Override
    public void told(String id, Object outcome) {
        if (outcome instanceof Refusal || outcome instanceof Scaling) {
            return;
        }
        told.add(id);
        @Nullable Move move = moves.get(id);
        if (!outcome.equals(move)) {
            broken("outcome %s says %s, and committed is %s".formatted(id, outcome, move));
        }
    }

    @Override
    public void settled() {
        for (Rollout rollout : facts.rollouts()) {
            for (long revision = 1; revision <= rollout.revision(); revision++) {
                if (!told.contains(Facts.outcome(rollout.identity().uid(), revision))) {
                    broken(
                            "revision %d of %s was never told"
                                    .formatted(revision, rollout.identity().name()));
                }
            }
        }
    }

    private void broken(String what) {
        verdicts.broken(Invariant.I8, what);
    }
}
