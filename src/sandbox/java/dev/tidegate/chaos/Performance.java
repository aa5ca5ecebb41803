package dev.tidegate.chaos;

import dev.tidegate.chaos.history.Entry;
import dev.tidegate.chaos.history.Rollouts;
import dev.tidegate.sandbox.Console;
import dev.tidegate.sandbox.Trouble;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

/** Does what is planned when its time comes, and tells of it. */
final class Performance {

    private static final Duration LOOK = Duration.ofMillis(500);

    private final Stage stage;
    private final Console console;
    private final long begun = System.nanoTime();
    private final List<Thread> underWay = new ArrayList<>();
    private final Queue<String> failed = new ConcurrentLinkedQueue<>();

    Performance(Stage stage, Console console) {
        this.stage = stage;
        this.console = console;
    }

    /** Does all of it; returns when so much time has passed. */
    void play(List<Act> acts, Duration time) {
        for (Act act : acts) {
            await(act.at());
            if (!act.says().isEmpty()) {
                console.line("  %6.1f s  %s".formatted(seconds(), act.says()));
            }
            // one that waits for a broker that is away holds up no other
            underWay.add(Thread.ofPlatform().daemon().start(() -> act(act)));
        }
        await(time);
    }

    private void act(Act act) {
        try {
            stage.act(act);
        } catch (RuntimeException e) {
            failed.add("%s: %s".formatted(act.says(), e.getMessage()));
        }
    }

    /**
     * Waits until what was begun is done.
     *
     * @throws Trouble when a part of it could not be done
     */
    void awaitEnd() throws InterruptedException {
        for (Thread thread : underWay) {
            thread.join();
        }
        if (!failed.isEmpty()) {
            throw new Trouble("not all could be played: " + String.join("; ", failed));
        }
    }

    private double seconds() {
        return (System.nanoTime() - begun) / 1e9;
    }

    private void await(Duration at) {
        long left = begun + at.toNanos() - System.nanoTime();
        while (left > 0) {
            LockSupport.parkNanos(Math.min(left, LOOK.toNanos()));
            console.status(progress());
            left = begun + at.toNanos() - System.nanoTime();
        }
    }

    private String progress() {
        List<Entry> all = stage.journal().history().entries();
        long sent = all.stream().filter(Entry.Sent.class::isInstance).count();
        long begunSoFar =
                all.stream()
                        .filter(Entry.Written.class::isInstance)
                        .map(Entry.Written.class::cast)
                        .filter(w -> w.kind().equals(Rollouts.KIND))
                        .map(w -> w.object().at("/metadata/name").asText())
                        .distinct()
                        .count();
        return "  %6.1f s  %d events sent, %d releases begun"
                .formatted(seconds(), sent, begunSoFar);
    }
}
