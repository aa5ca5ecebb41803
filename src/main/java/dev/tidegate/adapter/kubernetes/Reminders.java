package dev.tidegate.adapter.kubernetes;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Tells names when their time has come, each once: the earliest time asked for. */
final class Reminders {

    private final Map<String, Instant> asked = new HashMap<>();
    private final Clock clock;
    private final Consumer<String> told;

    /**
     * Reminders of nothing yet.
     *
     * @param told must not block
     */
    Reminders(Clock clock, Consumer<String> told) {
        this.clock = clock;
        this.told = told;
    }

    synchronized void ask(String name, Instant at) {
        Instant before = asked.get(name);
        if (before == null || at.isBefore(before)) {
            asked.put(name, at);
            long millis = Math.max(1, Duration.between(clock.instant(), at).toMillis() + 1);
            CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS)
                    .execute(() -> due(name, at));
        }
    }

    /** What was asked for later than something else was forgotten then. */
    private void due(String name, Instant at) {
        synchronized (this) {
            if (!asked.remove(name, at)) {
                return;
            }
        }
        told.accept(name);
    }
}
