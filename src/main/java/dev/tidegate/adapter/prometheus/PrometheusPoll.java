package dev.tidegate.adapter.prometheus;

import dev.tidegate.controller.Readings;
import dev.tidegate.controller.Result;
import dev.tidegate.controller.Scheduler;
import dev.tidegate.controller.Timers;
import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.core.event.ServiceReading;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Asks Prometheus for what the proxies have counted of all live releases that are judged by
 * evidence; on the replica that leads only. What it cannot learn is told by readiness, and holds
 * nothing up but the evidence.
 */
final class PrometheusPoll {

    private static final Logger LOG = Logger.getLogger("dev.tidegate.evidence");

    /** A sample is seen so many times, so that an answer may be lost. */
    private static final int TIMES_SEEN = 3;

    private static final int MOST_VALUES = 60_000;

    private final Joints joints = new Joints("prometheus", Duration.ZERO, MOST_VALUES);
    private final Untold untold = new Untold();
    private final PrometheusServer server;
    private final Duration every;
    private final Supplier<Set<ServiceKey>> judged;
    private final Readings readings;
    private final LeftOutLog leftOut;
    private final Scheduler scheduler;
    private volatile Optional<String> trouble = Optional.empty();
    private Timers.@Nullable Timer next;
    private boolean leading;
    private long term;

    /**
     * One that asks nothing until this replica leads.
     *
     * @param every how often it asks
     * @param judged the services whose live release is judged by evidence
     */
    PrometheusPoll(
            PrometheusServer server,
            Duration every,
            Supplier<Set<ServiceKey>> judged,
            Readings readings,
            LeftOutLog leftOut,
            Scheduler scheduler) {
        this.server = server;
        this.every = every;
        this.judged = judged;
        this.readings = readings;
        this.leftOut = leftOut;
        this.scheduler = scheduler;
    }

    /** Begins to ask, or ends. */
    synchronized void lead(boolean lead) {
        leading = lead;
        term++;
        trouble = Optional.empty();
        if (next != null) {
            next.cancel();
        }
        if (lead) {
            joints.clear();
            untold.clear();
            ask(Duration.ZERO, term);
        }
    }

    private synchronized void ask(Duration after, long of) {
        if (leading && of == term) {
            next =
                    scheduler
                            .timers()
                            .after(after, () -> scheduler.executor().execute(() -> ask(of)));
        }
    }

    /** Whatever happens, it asks again. */
    private void ask(long of) {
        Optional<String> wrong = Optional.of("an error of Tidegate's own; the log says which");
        try {
            wrong = asked(of);
        } catch (RuntimeException e) {
            LOG.error("Prometheus could not be asked: an error of Tidegate's own", e);
        } finally {
            told(wrong, of);
            ask(every, of);
        }
    }

    private synchronized void told(Optional<String> wrong, long of) {
        if (of == term) {
            wrong.filter(why -> !trouble.equals(Optional.of(why))).ifPresent(LOG::warn);
            trouble = wrong;
        }
    }

    private Optional<String> asked(long of) {
        Set<ServiceKey> live = judged.get();
        if (live.isEmpty()) {
            return wrong(server.ask(Question.NOTHING, (_, _) -> {}));
        }
        List<Sent> sent = new ArrayList<>();
        Result<Boolean> answer =
                server.ask(
                        Question.of(live, every.multipliedBy(TIMES_SEEN)),
                        (labels, points) -> {
                            switch (SeriesReader.read(labels)) {
                                case Read.Counted(Series series)
                                        when live.contains(series.service()) ->
                                        sent.add(new Sent(series, points));
                                case Read.Not(LeftOut why) -> leftOut.left(why, labels);
                                case Read.Counted _ -> {
                                    // of another service of that name
                                }
                            }
                        });
        if (!(answer instanceof Result.Done<Boolean>)) {
            return wrong(answer);
        }
        List<ServiceReading> ready = joined(sent, of);
        if (ready.isEmpty()) {
            return Optional.empty();
        }
        Result<Boolean> told = readings.tellAll(ready).toCompletableFuture().join();
        if (told instanceof Result.Unreachable<Boolean>) {
            keep(ready, of);
        }
        return Optional.empty();
    }

    private static Optional<String> wrong(Result<Boolean> answer) {
        return Optional.of(answer.trouble()).filter(why -> !why.isEmpty());
    }

    private synchronized List<ServiceReading> joined(List<Sent> sent, long of) {
        if (of != term) {
            return List.of();
        }
        Instant now = scheduler.clock().instant();
        for (Sent each : sent) {
            for (Point point : each.points()) {
                joints.take(each.series(), point, now)
                        .filter(why -> why != LeftOut.LATE)
                        .ifPresent(why -> leftOut.left(why, each.series()));
            }
        }
        return untold.before(joints.ready(now));
    }

    private synchronized void keep(List<ServiceReading> ready, long of) {
        if (of == term) {
            untold.keep(ready);
        }
    }

    /** Why it cannot be asked; empty when it can, and where this replica does not lead. */
    Optional<String> trouble() {
        return trouble;
    }

    /** What was left out lately that somebody can mend. */
    Optional<String> notice() {
        return leftOut.notice();
    }
}
