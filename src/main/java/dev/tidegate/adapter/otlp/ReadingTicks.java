package dev.tidegate.adapter.otlp;

import dev.tidegate.controller.Readings;
import dev.tidegate.controller.Result;
import dev.tidegate.controller.Scheduler;
import dev.tidegate.controller.Timers;

import org.jboss.logging.Logger;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

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
        try {
            tick(scheduler.clock().instant());
        } catch (RuntimeException e) {
            LOG.errorf(e, "readings of Envoy's access log could not be told; the next ones will be");
        }
        Timers.Timer _ = scheduler.timers().after(EACH, this::start);
    }

    void tick(Instant now) {
        if (ticks % TICKS_BETWEEN_POLICIES == 0) {
            services.refresh();
        }
        if (ticks % TICKS_BETWEEN_FORGETTING == 0) {
            counters.forget(now);
        }
        ticks++;
        meters.tell(now);
        List<Counters.Untold> untold = counters.untold(now);
        if (!untold.isEmpty()) {
            Result<Boolean> told =
                    readings.tellAll(untold.stream().map(Counters.Untold::reading).toList());
            boolean all = told instanceof Result.Done<Boolean>;
            untold.forEach(each -> each.series().told(all));
            say(all, told.trouble());
        }
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
