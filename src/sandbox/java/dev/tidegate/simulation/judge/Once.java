package dev.tidegate.simulation.judge;

import dev.tidegate.core.event.RolloutEvent;
import dev.tidegate.core.event.RolloutEvent.AlertFired;
import dev.tidegate.core.event.RolloutEvent.Command;
import dev.tidegate.core.event.RolloutEvent.DeployStarted;
import dev.tidegate.core.event.RolloutEvent.StepDue;
import dev.tidegate.core.rollout.Move;
import dev.tidegate.core.rollout.PhaseKind;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.simulation.api.Change;

import org.jspecify.annotations.Nullable;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * I5: a deployment opens one release; a timer moves only the revision that armed it; an alert and a
 * command move a release once. What follows from that in the cluster has the same cause, and comes
 * right after it.
 */
final class Once implements Check {

    /** Where only the timer itself leads, and nothing that is seen when it comes. */
    private static final Set<PhaseKind> TIMED =
            EnumSet.of(PhaseKind.PROGRESSING, PhaseKind.BAKING, PhaseKind.SUCCEEDED);

    private final Facts facts;
    private final Verdicts verdicts;
    private final Map<String, RolloutEvent> events = new HashMap<>();
    private final Map<String, String> opened = new HashMap<>();
    private final Map<String, Long> moved = new HashMap<>();

    Once(Facts facts, Verdicts verdicts) {
        this.facts = facts;
        this.verdicts = verdicts;
    }

    @Override
    public void delivered(String process, RolloutEvent event) {
        events.put(event.id(), event);
    }

    @Override
    public void deleted(Change change, Rollout last) {
        opened.values().remove(last.identity().uid());
    }

    @Override
    public void committed(Change change, @Nullable Rollout before, Rollout after) {
        String uid = after.identity().uid();
        if (before == null) {
            String id = after.identity().deploy().id();
            String other = opened.putIfAbsent(id, uid);
            if (other != null && !other.equals(uid)) {
                broken("deployment %s opened %s too".formatted(id, after.identity().name()));
            }
            return;
        }
        for (Move move : after.history()) {
            if (move.revision() > before.revision()) {
                judge(after, move);
            }
        }
    }

    private void judge(Rollout rollout, Move move) {
        @Nullable RolloutEvent event = events.get(move.eventId());
        String name = rollout.identity().name();
        if (event instanceof StepDue due && TIMED.contains(move.phase())) {
            Long first = moved.putIfAbsent(name + " " + due.id(), move.revision());
            if (first == null && move.revision() != due.revision() + 1) {
                broken(
                        "%s moved to revision %d by the timer of revision %d"
                                .formatted(name, move.revision(), due.revision()));
            }
        }
        if (event instanceof AlertFired || event instanceof Command) {
            String key = rollout.identity().uid() + " " + event.id();
            Long last = moved.put(key, move.revision());
            if (last != null && move.revision() != last + 1) {
                broken(
                        "%s moved to revision %d by event %s, which had moved it to %d"
                                .formatted(name, move.revision(), event.id(), last));
            }
        }
        if (event instanceof DeployStarted deploy
                && facts.of(deploy.service()).stream()
                                .filter(r -> r.identity().deploy().id().equals(deploy.id()))
                                .count()
                        > 1) {
            broken("deployment %s has two releases".formatted(deploy.id()));
        }
    }

    private void broken(String what) {
        verdicts.broken(Invariant.I5, what);
    }
}
