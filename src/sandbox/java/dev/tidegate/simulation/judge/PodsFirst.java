package dev.tidegate.simulation.judge;

import dev.tidegate.core.event.RolloutEvent;
import dev.tidegate.core.event.RolloutEvent.Command;
import dev.tidegate.core.event.RolloutEvent.Observed;
import dev.tidegate.core.rollout.Move;
import dev.tidegate.core.rollout.Phase;
import dev.tidegate.core.rollout.PhaseKind;
import dev.tidegate.core.rollout.Quota;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.simulation.api.Change;
import dev.tidegate.simulation.judge.Facts.Decided;
import dev.tidegate.simulation.scene.SimService;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * I13: no process decides a step that gives the canary more, or ends its bake, when its watch had
 * shown it by then that the canary's Deployment lacks pods. What it gives by a hand edit is there
 * already.
 */
final class PodsFirst implements Check {

    private final Facts facts;
    private final Verdicts verdicts;

    /** A Deployment's pods as a watch showed them. */
    private record Shown(long micros, int available, int wanted) {

        boolean lacks(Quota needed) {
            int least =
                    needed.percent()
                            ? Math.ceilDiv(wanted * needed.number(), WHOLE)
                            : needed.number();
            return needed.number() > 0 && available < Math.max(1, least);
        }
    }

    private static final int WHOLE = 100;

    /** What each process was shown, by process and Deployment, the last first. */
    private final Map<String, Deque<Shown>> shown = new HashMap<>();

    private final Set<String> commands = new HashSet<>();

    PodsFirst(Facts facts, Verdicts verdicts) {
        this.facts = facts;
        this.verdicts = verdicts;
    }

    @Override
    public void sent(RolloutEvent event) {
        if (event instanceof Command) {
            commands.add(event.id());
        }
    }

    @Override
    public void shown(String process, Change change) {
        if (Counted.by(change)) {
            Counted counted = Counted.of(change.after());
            shown.computeIfAbsent(process + " " + change.object().key(), _ -> new ArrayDeque<>())
                    .addFirst(new Shown(facts.micros(), counted.available(), counted.wanted()));
        }
    }

    @Override
    public void committed(Change change, @Nullable Rollout before, Rollout after) {
        if (before == null || after.revision() != before.revision() + 1 || !facts.own(change)) {
            return;
        }
        Decided decided = facts.decided(after.identity().uid(), after.revision()).orElseThrow();
        // before the first traffic the alerts are read, and then the pods
        long until =
                before.phase() instanceof Phase.Preparing
                        ? facts.micros()
                        : decided.micros() + Clocks.GRAIN_MICROS;
        SimService service = facts.service(after.service()).orElseThrow();
        String counter = service.counter(after.canary().name());
        String key = change.by() + " " + counter;
        Optional<Shown> known =
                shown.getOrDefault(key, new ArrayDeque<>()).stream()
                        .filter(s -> s.micros() <= until)
                        .findFirst()
                        .filter(s -> s.micros() < decided.micros() - Clocks.GRAIN_MICROS);
        if (steps(before, after)
                && known.filter(s -> s.lacks(after.plan().availability().minAvailable()))
                        .isPresent()) {
            verdicts.broken(
                    Invariant.I13,
                    "%s moved %s on to %s, and had seen %d ms before that %s has %d of %d pods"
                            .formatted(
                                    change.by(),
                                    after.identity().name(),
                                    after.phase().title(),
                                    (decided.micros() - known.get().micros()) / 1_000,
                                    counter,
                                    known.get().available(),
                                    known.get().wanted()));
        }
    }

    private boolean steps(Rollout before, Rollout after) {
        Move last = after.history().getLast();
        Move first = before.history().getLast();
        boolean command = commands.contains(last.eventId());
        boolean itself = last.eventId().endsWith("/due") || last.eventId().equals(Observed.NUDGE);
        boolean on = last.phase() != first.phase() || last.step() != first.step();
        boolean more =
                after.canaryWeight().compareTo(before.canaryWeight()) > 0
                        || (after.reachesCanary() && !before.reachesCanary());
        return last.phase() == PhaseKind.SUCCEEDED
                ? command || itself
                : more && on && (command || (itself && last.phase() != PhaseKind.PREPARING));
    }
}
