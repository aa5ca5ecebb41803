package dev.tidegate.adapter.kubernetes;

import dev.tidegate.core.event.ServiceKey;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Tells of each service whose memory of an alert ends, when it does: a release may wait for that,
 * and nothing else in the cluster changes then.
 */
final class Forgetting implements AutoCloseable {

    /** What is over already was told, or could not be written, or is told now: no hurry. */
    private static final Duration AGAIN = Duration.ofSeconds(5);

    private final ScheduledThreadPoolExecutor scheduler =
            new ScheduledThreadPoolExecutor(
                    1, Thread.ofPlatform().daemon().name("alert-memory").factory());
    private final Map<ServiceKey, Future<?>> timers = new HashMap<>();
    private final Clock clock;
    private final Consumer<ServiceKey> over;

    /**
     * Nothing is due yet.
     *
     * @param over must not block
     */
    Forgetting(Clock clock, Consumer<ServiceKey> over) {
        scheduler.setRemoveOnCancelPolicy(true);
        this.clock = clock;
        this.over = over;
    }

    /** Tells of the service at this time, and no longer at an earlier one. */
    synchronized void at(ServiceKey service, Optional<Instant> time) {
        Future<?> before = timers.remove(service);
        if (before != null) {
            before.cancel(false);
        }
        if (time.isPresent() && !scheduler.isShutdown()) {
            arm(service, time.get());
        }
    }

    private void arm(ServiceKey service, Instant due) {
        Duration left = Duration.between(clock.instant(), due).plusMillis(1);
        long wait = (left.isPositive() ? left : AGAIN).toMillis();
        timers.put(
                service, scheduler.schedule(() -> end(service, due), wait, TimeUnit.MILLISECONDS));
    }

    /** The wait is counted by another clock than the one that decides. */
    private void end(ServiceKey service, Instant due) {
        synchronized (this) {
            if (clock.instant().isBefore(due)) {
                arm(service, due);
                return;
            }
            timers.remove(service);
        }
        over.accept(service);
    }

    @Override
    public void close() {
        scheduler.shutdownNow();
    }
}
