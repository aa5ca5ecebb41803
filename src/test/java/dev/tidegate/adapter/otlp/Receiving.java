package dev.tidegate.adapter.otlp;

import dev.tidegate.controller.Readings;
import dev.tidegate.controller.Result;
import dev.tidegate.controller.ScheduledTimers;
import dev.tidegate.controller.Scheduler;
import dev.tidegate.core.analysis.Counts;
import dev.tidegate.core.analysis.Reading;
import dev.tidegate.core.analysis.SourcedReading;
import dev.tidegate.core.analysis.Tally;
import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.core.event.ServiceReading;
import dev.tidegate.core.routing.Routing.Destinations;
import dev.tidegate.core.routing.Routing.Subsets;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A receiver whose time is set, with a Kafka in memory that may be away. */
public final class Receiving implements Readings {

    static final ServiceKey REVIEWS = new ServiceKey("bookinfo", "reviews");
    static final Instant START = Instant.parse("2026-01-01T12:00:00Z");

    final List<ServiceReading> told = new ArrayList<>();
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final Map<ServiceKey, Destinations> judged = new HashMap<>();
    final Counters counters = new Counters("r1");
    final AccessLog log;
    final ReadingTicks ticks;
    boolean away;
    Instant now = START;

    /** Judges the service reviews alone. */
    public Receiving() {
        judged.put(REVIEWS, new Subsets("bookinfo", "reviews", "version", Optional.empty()));
        JudgedServices services = new JudgedServices(() -> Map.copyOf(judged));
        AccessLogMeters records = new AccessLogMeters(meters, counters);
        this.log = new AccessLog(services, counters, records);
        Scheduler scheduler =
                new Scheduler(
                        Clock.fixed(START, ZoneOffset.UTC),
                        new ScheduledTimers("otlp-test"),
                        Runnable::run);
        this.ticks = new ReadingTicks(services, counters, records, this, scheduler);
        services.refresh();
    }

    /** A record comes in {@code n} times. */
    void take(int n, Logged record) {
        for (int i = 0; i < n; i++) {
            var _ = log.take(record.record(), "10.0.0.1", now);
        }
    }

    /** A port that takes what is sent. */
    public Listening listen() throws IOException {
        return new Listening(
                LogsPort.listen(0, new LogsService(log, Clock.fixed(START, ZoneOffset.UTC))));
    }

    /** An open port. */
    public static final class Listening implements AutoCloseable {
        private final LogsPort port;

        Listening(LogsPort port) {
            this.port = port;
        }

        /** Its number. */
        public int number() {
            return port.number();
        }

        @Override
        public void close() {
            port.close();
        }
    }

    /** All that was counted of a version by a route, by what is looked at, once it was told. */
    public Map<String, Tally> told(String route, String version) {
        for (ServiceReading each : told.reversed()) {
            Counts counts = each.reading().reading().versions().get(version);
            if (counts != null && each.reading().route().orElse("").equals(route)) {
                return counts.byMeasure();
            }
        }
        return Map.of();
    }

    /** What was counted meanwhile is told, with what was told before. */
    public void more() {
        now = now.plusSeconds(1);
        ticks.tick(now).toCompletableFuture().join();
    }

    /** The readings that are told {@code millis} later. */
    List<Reading> after(long millis) {
        now = now.plusMillis(millis);
        told.clear();
        ticks.tick(now).toCompletableFuture().join();
        return told.stream().map(ServiceReading::reading).map(SourcedReading::reading).toList();
    }

    /** How many records became that. */
    public double records(String result) {
        return meters.get("tidegate.envoy.log.records").tag("result", result).counter().count();
    }

    static Counts counts(Reading reading, String version) {
        return reading.versions().getOrDefault(version, Counts.NONE);
    }

    static Tally failures(Reading reading, String version) {
        return counts(reading, version).of("failures");
    }

    static Tally slower(Reading reading, String version, int millis) {
        return counts(reading, version).of("slower-than-" + millis);
    }

    @Override
    public Result<Boolean> tell(ServiceKey service, SourcedReading reading) {
        throw new AssertionError("each second tells all at once");
    }

    @Override
    public CompletionStage<Result<Boolean>> tellAll(List<ServiceReading> readings) {
        if (away) {
            return CompletableFuture.completedFuture(new Result.Unreachable<>("Kafka is away"));
        }
        told.addAll(readings);
        return CompletableFuture.completedFuture(new Result.Done<>(true));
    }
}
