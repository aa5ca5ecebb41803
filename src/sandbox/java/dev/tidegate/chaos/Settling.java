package dev.tidegate.chaos;

import dev.tidegate.chaos.history.Entry;
import dev.tidegate.chaos.history.Rollouts;
import dev.tidegate.chaos.site.Machine;
import dev.tidegate.core.event.Action;
import dev.tidegate.core.event.RolloutEvent.Command;
import dev.tidegate.core.rollout.Phase;
import dev.tidegate.core.rollout.Rollout;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * The faults are over: what stands still is healed, people end the pauses that they find, and
 * everything has time to come to its end.
 */
final class Settling {

    private static final Duration LOOK = Duration.ofSeconds(1);

    private final Stage stage;
    private final Consumer<String> tell;

    /** Revisions whose pause somebody has ended. */
    private final Map<String, Long> ended = new HashMap<>();

    private boolean finished;

    Settling(Stage stage, Consumer<String> tell) {
        this.stage = stage;
        this.tell = tell;
    }

    /** Waits for the end of everything, at most so long; whether it came. */
    boolean within(Duration most) {
        long deadline = System.nanoTime() + most.toNanos();
        int quiet = 0;
        while (quiet < 2) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            LockSupport.parkNanos(LOOK.toNanos());
            quiet = settled() ? quiet + 1 : 0;
        }
        return true;
    }

    private boolean settled() {
        stage.site().machines().forEach(Machine::start);
        List<Rollout> all =
                stage.objects(Rollouts.KIND).stream().map(o -> Rollouts.read(o).rollout()).toList();
        List<Rollout> live = all.stream().filter(Rollout::live).toList();
        live.forEach(this::endPause);
        long notDone = notDone();
        tell.accept(
                "settling: %d releases are live, %d records are not done"
                        .formatted(live.size(), notDone));
        if (notDone > 0 || !stage.prompter().quiet()) {
            return false;
        }
        // all that was sent is done: the rest is sent, and has to be done, too
        boolean last = finished && live.isEmpty();
        finished = live.isEmpty();
        if (!last) {
            stage.prompter().finish();
        }
        return last && told(all);
    }

    /** Whether each move is on the topic of outcomes: no offset waits for some of them. */
    private boolean told(List<Rollout> rollouts) {
        Set<String> told =
                stage.outcomes().stream().map(Entry.Told::id).collect(Collectors.toSet());
        return rollouts.stream()
                .allMatch(
                        rollout ->
                                LongStream.rangeClosed(1, rollout.revision())
                                        .mapToObj(r -> rollout.identity().uid() + "/" + r)
                                        .allMatch(told::contains));
    }

    private long notDone() {
        List<Entry.Consumed> consumed = stage.consumed();
        long behind = consumed.stream().mapToLong(c -> c.end() - c.committed()).sum();
        long unread =
                stage.journal().history().all(Entry.Sent.class).stream()
                        .filter(sent -> consumed.stream().noneMatch(c -> c.covers(sent)))
                        .count();
        return Math.max(behind, unread);
    }

    private void endPause(Rollout rollout) {
        Optional<Action> end =
                rollout.phase() instanceof Phase.Paused paused
                        ? Optional.of(paused.declared() ? Action.PROMOTE : Action.RESUME)
                        : Optional.empty();
        String uid = rollout.identity().uid();
        if (end.isPresent() && ended.getOrDefault(uid, 0L) < rollout.revision()) {
            ended.put(uid, rollout.revision());
            String id = "goes-on-%s-%d".formatted(uid, rollout.revision());
            stage.post()
                    .send(
                            new Command(
                                    id,
                                    rollout.service(),
                                    stage.clock().instant(),
                                    end.get(),
                                    Optional.of(rollout.identity().name()),
                                    "somebody",
                                    "the faults are over"));
        }
    }
}
