package dev.tidegate.chaos.verdict;

import dev.tidegate.adapter.cluster.Json;
import dev.tidegate.chaos.history.Entry;
import dev.tidegate.chaos.history.History;
import dev.tidegate.chaos.history.Rollouts;
import dev.tidegate.core.rollout.Move;
import dev.tidegate.core.rollout.Phase;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.route.Fence;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * No timer ends a step or the bake sooner than its hold after its weights were written. More
 * strictly than in the simulation, since all processes have one clock here; a phase that a pause or
 * a command interrupted is not judged.
 */
public final class WholeHolds {

    /** By how much the clock of the processes may run faster than that of the record. */
    private static final Duration DRIFT = Duration.ofMillis(20);

    /** What each hold is given for its write, by the process that wrote. */
    private static final Duration GIVEN = Duration.ofMillis(250);

    /**
     * A hold that was too short.
     *
     * @param known whether another process had written late, of which this one could not know
     */
    private record ShortHold(String what, boolean known) {}

    private final History history;
    private final Map<String, Entry.Written> weights = new HashMap<>();
    private final Map<String, Rollout> rollouts = new HashMap<>();
    private final List<ShortHold> found = new ArrayList<>();

    private WholeHolds(History history) {
        this.history = history;
        history.written().forEach(this::take);
    }

    static List<Finding> findings(History history) {
        return new WholeHolds(history)
                .found.stream()
                        .filter(hold -> !hold.known)
                        .map(hold -> new Finding("holds", "no hold is shortened", hold.what))
                        .toList();
    }

    /** How many holds another process's late write has shortened: a known limit. */
    public static long known(History history) {
        return new WholeHolds(history).found.stream().filter(ShortHold::known).count();
    }

    private void take(Entry.Written written) {
        if (written.deleted() || !Entry.PROCESSES.contains(written.by())) {
            return;
        }
        if (written.kind().equals("VirtualService")) {
            Fence.in(Json.tree(written.object()))
                    .forEach(
                            f -> weights.putIfAbsent(key(f.writer().uid(), f.revision()), written));
        } else if (written.kind().equals(Rollouts.KIND)) {
            Rollout after = Rollouts.read(written.object()).rollout();
            Optional.ofNullable(rollouts.put(after.identity().uid(), after))
                    .filter(before -> after.revision() == before.revision() + 1)
                    .ifPresent(before -> judge(before, after, written));
        }
    }

    private static String key(String uid, long revision) {
        return uid + "/" + revision;
    }

    private void judge(Rollout before, Rollout after, Entry.Written move) {
        String uid = before.identity().uid();
        Optional<Entry.Written> given =
                Optional.ofNullable(weights.get(key(uid, before.wantedRevision())));
        Optional<Duration> hold = hold(before.phase(), before);
        boolean timed = eventOf(after).endsWith("/" + before.revision() + "/due");
        boolean whole = eventOf(before).endsWith("/" + (before.revision() - 1) + "/due");
        if (hold.isEmpty() || given.isEmpty() || !timed || !whole) {
            return;
        }
        Duration lasted = Duration.ofNanos((move.micros() - given.get().micros()) * 1_000);
        if (lasted.plus(DRIFT).compareTo(hold.get()) < 0) {
            found.add(
                    new ShortHold(
                            "%s held %s for %d ms in place of %d"
                                    .formatted(
                                            before.identity().name(),
                                            before.phase().title(),
                                            lasted.toMillis(),
                                            hold.get().toMillis()),
                            late(before, given.get(), move)));
        }
    }

    private static String eventOf(Rollout rollout) {
        return rollout.history().getLast().eventId();
    }

    private static Optional<Duration> hold(Phase phase, Rollout rollout) {
        return phase instanceof Phase.Progressing || phase instanceof Phase.Baking
                ? ((Phase.Pausable) phase).hold(rollout.plan())
                : Optional.empty();
    }

    private boolean late(Rollout before, Entry.Written given, Entry.Written move) {
        Move decided = before.history().getLast();
        Duration after =
                Duration.between(decided.at(), history.start().plusNanos(given.micros() * 1_000));
        return !given.by().equals(move.by()) && after.compareTo(GIVEN) > 0;
    }
}
