package dev.tidegate.simulation.judge;

import dev.tidegate.core.rollout.Move;
import dev.tidegate.core.rollout.Phase;
import dev.tidegate.core.rollout.PhaseKind;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.route.Fence;
import dev.tidegate.simulation.api.Change;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * I6: a timer ends a step or the bake no sooner than its hold after its weights were written, by
 * the world's clock; the processes' clocks may differ from that by a bounded skew. A phase that a
 * pause or a command interrupted is not judged.
 */
final class Holds implements Check {

    private final Facts facts;
    private final Verdicts verdicts;
    private final Map<String, Change> written = new HashMap<>();

    Holds(Facts facts, Verdicts verdicts) {
        this.facts = facts;
        this.verdicts = verdicts;
    }

    @Override
    public void wrote(Change change) {
        if (change.after() != null && facts.own(change) && facts.routesOf(change).isPresent()) {
            Fence.in(change.after().tree())
                    .forEach(f -> written.putIfAbsent(key(f.writer().uid(), f.revision()), change));
        }
    }

    private static String key(String uid, long revision) {
        return uid + "/" + revision;
    }

    @Override
    public void committed(Change change, @Nullable Rollout before, Rollout after) {
        if (before == null || after.revision() != before.revision() + 1) {
            return;
        }
        Optional<Duration> hold = hold(before);
        Move last = after.history().getLast();
        boolean timed = last.eventId().endsWith("/" + before.revision() + "/due");
        boolean on =
                last.phase() == PhaseKind.PROGRESSING
                        || last.phase() == PhaseKind.BAKING
                        || last.phase() == PhaseKind.SUCCEEDED
                        || last.weight().compareTo(before.canaryWeight()) > 0;
        String uid = before.identity().uid();
        @Nullable Change weights = written.get(key(uid, before.wantedRevision()));
        if (hold.isEmpty() || !timed || !on || !isWhole(before) || weights == null) {
            return;
        }
        long lasted = facts.micros() - weights.micros();
        boolean late =
                facts.lateElsewhere(
                        uid, before.wantedRevision(), weights.by(), weights.micros(), change);
        if (lasted < hold.get().toMillis() * 1_000 - facts.spread() && !late) {
            verdicts.broken(
                    Invariant.I6,
                    "%s held %s for %d ms in place of %d"
                            .formatted(
                                    before.identity().name(),
                                    before.phase().title(),
                                    lasted / 1_000,
                                    hold.get().toMillis()));
        }
    }

    /**
     * An edit by hand, adopted or not, and the end of a pause go on with the hold that was; such an
     * edit may be seen while an older timer is handled, or the one that would have ended the hold.
     */
    private static boolean isWhole(Rollout rollout) {
        List<Move> moves = rollout.history();
        Move last = moves.getLast();
        boolean reverted =
                moves.size() > 1
                        && moves.get(moves.size() - 2).phase() == last.phase()
                        && moves.get(moves.size() - 2).step() == last.step();
        return !reverted && last.eventId().endsWith("/" + (rollout.revision() - 1) + "/due");
    }

    private static Optional<Duration> hold(Rollout rollout) {
        return rollout.phase() instanceof Phase.Progressing p
                ? p.hold(rollout.plan())
                : rollout.phase() instanceof Phase.Baking b
                        ? b.hold(rollout.plan())
                        : Optional.empty();
    }
}
