package dev.tidegate.adapter.otlp;

import dev.tidegate.controller.Readings;
import dev.tidegate.controller.Result;
import dev.tidegate.controller.Scheduler;
import dev.tidegate.core.event.ServiceReading;

import org.jboss.logging.Logger;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Tells each second what was counted since. What Kafka does not take is told with the next: counts
 * go on while it is away, and are whole when it is back.
 */
final class ReadingTicks implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(ReadingTicks.class);
    private static final Duration EACH = Duration.ofSeconds(1);

    /** Policies change seldom, and reading them all takes time. */
    private static final int TICKS_BETWEEN_POLICIES = 5;

    private static final int TICKS_BETWEEN_FORGETTING = 60;

    private final JudgedServices services;
    private final Counters counters;
    private final AccessLogMeters meters;
    private final Readings readings;
    private final Scheduler scheduler;
    private long ticks;
    private boolean away;
    private volatile boolean closed;

    ReadingTicks(
            JudgedServices services,
            Counters counters,
            AccessLogMeters meters,
            Readings readings,
            Scheduler scheduler) {
        this.services = services;
        this.counters = counters;
        this.meters = meters;
        this.readings = readings;
        this.scheduler = scheduler;
    }

    /** Begins; one tick follows the end of the other. */
    void start() {
        scheduler.executor().execute(this::run);
    }

    private void run() {
        if (closed) {
            return;
        }
        var _ =
                tick(scheduler.clock().instant())
                        .whenComplete((_, _) -> scheduler.timers().after(EACH, this::start));
    }

    /** Tells what was counted; ends when Kafka has it, or has not. */
    CompletionStage<?> tick(Instant now) {
        try {
            if (ticks % TICKS_BETWEEN_POLICIES == 0) {
                services.refresh();
            }
            if (ticks % TICKS_BETWEEN_FORGETTING == 0) {
                counters.forget(now);
            }
            ticks++;
            meters.tell(now);
            return tell(counters.untold(now));
        } catch (RuntimeException e) {
            LOG.error("what was counted of Envoy's access log is told with the next", e);
            return CompletableFuture.completedFuture(false);
        }
    }

    private CompletionStage<?> tell(List<Untold> untold) {
        if (untold.isEmpty()) {
            return CompletableFuture.completedFuture(true);
        }
        List<ServiceReading> all = untold.stream().map(Untold::reading).toList();
        return CompletableFuture.completedFuture(all)
                .thenCompose(readings::tellAll)
                .exceptionally(e -> new Result.Unreachable<>(String.valueOf(e.getMessage())))
                .thenAccept(
                        told -> {
                            boolean done = told instanceof Result.Done<Boolean>;
                            untold.forEach(each -> each.series().told(done));
                            say(done, told.trouble());
                        });
    }

    /** Once when Kafka is away, and once when it is back. */
    private void say(boolean all, String trouble) {
        if (all && away) {
            LOG.info("readings of Envoy's access log are told again");
        } else if (!all && !away) {
            LOG.warnf("readings of Envoy's access log wait: %s; counting goes on", trouble);
        }
        away = !all;
    }

    @Override
    public void close() {
        closed = true;
    }
}
