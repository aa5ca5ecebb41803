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
 * I5: a deployment opens one release, and ends one; a timer moves on only the revision that armed
 * it; a command moves one release once, and an alert each release once. What is seen of the cluster
 * while an event is handled has the event's id, too, and another cause.
 */
final class Once implements Check {

    /** Where a timer leads, and nothing that is seen when it comes. */
    private static final Set<PhaseKind> TIMED =
            EnumSet.of(
                    PhaseKind.PROGRESSING, PhaseKind.BAKING, PhaseKind.SUCCEEDED, PhaseKind.FAILED);

    private final Verdicts verdicts;
    private final Map<String, RolloutEvent> events = new HashMap<>();
    private final Map<String, String> opened = new HashMap<>();

    /** What each event has moved, by its id. */
    private final Map<String, String> moved = new HashMap<>();

    Once(Verdicts verdicts) {
        this.verdicts = verdicts;
    }

    @Override
    public void delivered(String process, RolloutEvent event) {
        events.put(event.id(), event);
    }

    /** An event is known as long as its release is kept, whoever deletes that (docs/clocks.md). */
    @Override
    public void deleted(Change change, Rollout last) {
        opened.values().remove(last.identity().uid());
    }

    @Override
    public void committed(Change change, @Nullable Rollout before, Rollout after) {
        if (before == null) {
            String id = after.identity().deploy().id();
            String other = opened.putIfAbsent(id, after.identity().uid());
            if (other != null && !other.equals(after.identity().uid())) {
                broken("deployment %s opened %s too".formatted(id, after.identity().name()));
            }
            return;
        }
        Move last = before.history().getLast();
        for (Move move : after.history()) {
            if (move.revision() > before.revision()) {
                judge(after, last, move);
                last = move;
            }
        }
    }

    private void judge(Rollout rollout, Move last, Move move) {
        @Nullable RolloutEvent event = events.get(move.eventId());
        boolean own =
                switch (event) {
                    case null -> false;
                    case StepDue due -> on(last, move) && move.revision() != due.revision() + 1;
                    case AlertFired _ -> move.cause().startsWith("alert ");
                    case Command command -> move.cause().equals(command.title());
                    case DeployStarted deploy -> ends(deploy, move);
                    case RolloutEvent _ -> false;
                };
        // the end of a rollback has the rollback's cause
        boolean end =
                move.phase() == PhaseKind.ROLLED_BACK && last.phase() == PhaseKind.ROLLING_BACK;
        if (!own || end) {
            return;
        }
        String what = "%s to revision %d".formatted(rollout.identity().name(), move.revision());
        String key =
                event instanceof AlertFired fired
                        ? rollout.identity().uid() + " " + fired.alert().identity()
                        : move.eventId();
        String first = moved.putIfAbsent(key, what);
        if (event instanceof StepDue || first != null) {
            broken(
                    "event %s moved %s%s"
                            .formatted(
                                    move.eventId(),
                                    what,
                                    first == null ? "" : ", and had moved " + first));
        }
    }

    /** Whether the move leads on, to another place. */
    private static boolean on(Move last, Move move) {
        return TIMED.contains(move.phase())
                && (move.phase() != last.phase() || move.step() != last.step());
    }

    private static boolean ends(DeployStarted deploy, Move move) {
        return (move.phase() == PhaseKind.SUPERSEDED
                        && move.cause().equals("deployment of " + deploy.version()))
                || move.cause().startsWith("the stable version");
    }

    private void broken(String what) {
        verdicts.broken(Invariant.I5, what);
    }
}
