package dev.tidegate.adapter.kubernetes;

import dev.tidegate.controller.Scheduler;
import dev.tidegate.controller.Timers.Timer;
import dev.tidegate.core.event.ServiceKey;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Tells of each service whose memory of an alert ends, when it does: a release may wait for that,
 * and nothing else in the cluster changes then.
 */
final class Forgetting implements AutoCloseable {

    /** What is over already was told, or could not be written, or is told now: no hurry. */
    private static final Duration AGAIN = Duration.ofSeconds(5);

    private final Map<ServiceKey, Timer> timers = new HashMap<>();
    private final Scheduler scheduler;
    private final Consumer<ServiceKey> over;
    private boolean closed;

    /**
     * Nothing is due yet.
     *
     * @param over must not block
     */
    Forgetting(Scheduler scheduler, Consumer<ServiceKey> over) {
        this.scheduler = scheduler;
        this.over = over;
    }

    /** Tells of the service at this time, and no longer at an earlier one. */
    synchronized void at(ServiceKey service, Optional<Instant> time) {
        Timer before = timers.remove(service);
        if (before != null) {
            before.cancel();
        }
        time.filter(t -> !closed).ifPresent(t -> arm(service, t));
    }

    private void arm(ServiceKey service, Instant due) {
        Duration left = Duration.between(scheduler.clock().instant(), due).plusMillis(1);
        timers.put(
                service,
                scheduler
                        .timers()
                        .after(left.isPositive() ? left : AGAIN, () -> end(service, due)));
    }

    /** The wait is counted by another clock than the one that decides. */
    private void end(ServiceKey service, Instant due) {
        synchronized (this) {
            if (closed) {
                return;
            }
            if (scheduler.clock().instant().isBefore(due)) {
                arm(service, due);
                return;
            }
            timers.remove(service);
        }
        over.accept(service);
    }

    @Override
    public synchronized void close() {
        closed = true;
        timers.values().forEach(Timer::cancel);
        timers.clear();
    }
}
