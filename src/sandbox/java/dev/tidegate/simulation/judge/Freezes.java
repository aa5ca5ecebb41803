package dev.tidegate.simulation.judge;

import dev.tidegate.core.rollout.Phase;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.simulation.api.Change;
import dev.tidegate.simulation.judge.Facts.Decided;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * No process lets a release begin, or decides a step that gives the canary more, when its watch had
 * shown it by then that the namespace is frozen, and nothing since that it is not. A release that
 * goes back is held by no freeze.
 */
final class Freezes implements Check {

    private static final String KIND = "ConfigMap";

    private final Facts facts;
    private final Verdicts verdicts;

    /** What is frozen, as a watch showed it, or as the process itself has written it. */
    private record Shown(long micros, long version, Set<String> keys) {

        boolean holds(String namespace) {
            return keys.contains(namespace) || keys.contains("_all");
        }
    }

    /** What each life of a process was shown, the last first. */
    private final Map<String, Deque<Shown>> shown = new HashMap<>();

    Freezes(Facts facts, Verdicts verdicts) {
        this.facts = facts;
        this.verdicts = verdicts;
    }

    @Override
    public void shown(String process, Change change) {
        if (change.kind().equals(KIND)) {
            add(process, change);
        }
    }

    /** Who ends a freeze knows that at once; whether he knows of one that he began is open. */
    @Override
    public void wrote(Change change) {
        if (change.kind().equals(KIND) && facts.own(change)) {
            Deque<Shown> known = known(change.by(), facts.clocks().begun(change.by()));
            Set<String> before = known.isEmpty() ? Set.of() : known.getFirst().keys();
            if (before.containsAll(keys(change))) {
                add(change.by(), change);
            }
        }
    }

    private void add(String process, Change change) {
        Deque<Shown> known = known(process, facts.clocks().begun(process));
        long version = Long.parseLong(change.object().version());
        if (known.isEmpty() || known.getFirst().version() <= version) {
            known.addFirst(new Shown(facts.micros(), version, keys(change)));
        }
    }

    private static Set<String> keys(Change change) {
        return change.after() == null ? Set.of() : Set.copyOf(change.after().map("data").keySet());
    }

    private Deque<Shown> known(String process, long life) {
        return shown.computeIfAbsent(process + "@" + life, _ -> new ArrayDeque<>());
    }

    @Override
    public void committed(Change change, @Nullable Rollout before, Rollout after) {
        if (before == null
                || after.revision() != before.revision() + 1
                || !facts.own(change)
                || after.goesBack()
                || !goesOn(before, after)) {
            return;
        }
        Decided decided = facts.decided(after.identity().uid(), after.revision()).orElseThrow();
        String namespace = after.service().namespace();
        for (Shown each : known(decided.by(), decided.life())) {
            if (!each.holds(namespace)) {
                return;
            }
            if (each.micros() < decided.micros() - Clocks.GRAIN_MICROS) {
                verdicts.broken(
                        Invariant.FROZEN,
                        "%s moved %s on to %s, and had seen %d ms before that %s is frozen"
                                .formatted(
                                        change.by(),
                                        after.identity().name(),
                                        after.phase().title(),
                                        (decided.micros() - each.micros()) / 1_000,
                                        namespace));
                return;
            }
        }
    }

    private static boolean goesOn(Rollout before, Rollout after) {
        boolean begins =
                before.phase() instanceof Phase.Pending && after.phase() instanceof Phase.Preparing;
        boolean on = after.history().getLast().step() != before.history().getLast().step();
        return begins || (on && after.canaryWeight().compareTo(before.canaryWeight()) > 0);
    }
}
