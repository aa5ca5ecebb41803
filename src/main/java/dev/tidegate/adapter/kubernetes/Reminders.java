package dev.tidegate.adapter.kubernetes;

import dev.tidegate.controller.Scheduler;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Tells names when their time has come, each once: the earliest time asked for. */
final class Reminders {

    private final Map<String, Instant> asked = new HashMap<>();
    private final Scheduler scheduler;
    private final Consumer<String> told;

    /**
     * Reminders of nothing yet.
     *
     * @param told must not block
     */
    Reminders(Scheduler scheduler, Consumer<String> told) {
        this.scheduler = scheduler;
        this.told = told;
    }

    synchronized void ask(String name, Instant at) {
        Instant before = asked.get(name);
        if (before == null || at.isBefore(before)) {
            asked.put(name, at);
            Duration left = Duration.between(scheduler.clock().instant(), at);
            var _ = scheduler.timers().after(left.plusMillis(1), () -> due(name, at));
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
