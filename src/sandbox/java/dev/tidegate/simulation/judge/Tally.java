package dev.tidegate.simulation.judge;

import dev.tidegate.core.event.RolloutEvent;
import dev.tidegate.core.event.RolloutEvent.AlertFired;
import dev.tidegate.core.event.RolloutEvent.Command;
import dev.tidegate.core.event.VerdictTold;
import dev.tidegate.core.rollout.Move;
import dev.tidegate.core.rollout.PhaseKind;
import dev.tidegate.core.rollout.Refusal;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.simulation.api.Change;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Counts what came to what end: where nothing happens, nothing is broken either. */
final class Tally implements Check {

    private final SortedMap<String, Integer> counts = new TreeMap<>();
    private final Map<String, RolloutEvent> events = new HashMap<>();
    private final Set<String> refused = new HashSet<>();

    /** How often each thing happened, by its name. */
    SortedMap<String, Integer> counts() {
        return new TreeMap<>(counts);
    }

    @Override
    public void sent(RolloutEvent event) {
        events.putIfAbsent(event.id(), event);
    }

    @Override
    public void committed(Change change, @Nullable Rollout before, Rollout after) {
        if (before == null) {
            count("Opened");
            if (after.goesBack()) {
                count("went back");
            }
        }
        long known = before == null ? 0 : before.revision();
        after.history().stream().filter(m -> m.revision() > known).forEach(this::moved);
    }

    private void moved(Move move) {
        count(move.phase().title());
        @Nullable RolloutEvent cause = events.get(move.eventId());
        if (move.phase() == PhaseKind.ROLLING_BACK && cause instanceof AlertFired) {
            count("rolled back by an alert");
        }
        if (cause instanceof VerdictTold) {
            count("moved by a verdict to " + move.phase().title());
        }
        if (cause instanceof Command command) {
            count("moved by " + command.action().name().toLowerCase(Locale.ROOT));
        }
    }

    @Override
    public void deleted(Change change, Rollout last) {
        count("deleted");
    }

    @Override
    public void told(String id, Object outcome) {
        if (outcome instanceof Refusal && refused.add(id)) {
            count("refused");
        }
    }

    @Override
    public void wrote(Change change) {
        if (change.kind().equals("Deployment") && change.by().startsWith("tide-")) {
            int before = Scaled.replicas(change, true);
            int now = Scaled.replicas(change, false);
            if (before != now) {
                count(before > now ? "scaled down" : "scaled up");
            }
        }
    }

    private void count(String what) {
        counts.merge(what, 1, Integer::sum);
    }
}
