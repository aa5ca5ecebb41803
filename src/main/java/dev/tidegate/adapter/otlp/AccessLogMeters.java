package dev.tidegate.adapter.otlp;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

import org.jboss.logging.Logger;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** What becomes of records, as meters; of those that cannot be read a line a minute tells why. */
final class AccessLogMeters {

    private static final Logger LOG = Logger.getLogger(AccessLogMeters.class);
    private static final Duration QUIET = Duration.ofMinutes(1);

    private final Map<Treatment, Counter> treatments = new EnumMap<>(Treatment.class);
    private final AtomicLong unreadable = new AtomicLong();
    private volatile String why = "";
    private Instant silentUntil = Instant.MIN;

    /** Meters that are there from now on, at 0. */
    AccessLogMeters(MeterRegistry registry, Counters counters) {
        for (Treatment treatment : Treatment.values()) {
            treatments.put(
                    treatment,
                    Counter.builder("tidegate.envoy.log.records")
                            .description("Records of Envoy's access log, by what became of them")
                            .tag("result", treatment.name().toLowerCase(Locale.ROOT))
                            .register(registry));
        }
        Gauge.builder("tidegate.envoy.log.series", counters, Counters::size)
                .description("Proxies, services and routes whose requests are counted apart")
                .register(registry);
    }

    void took(Treatment treatment) {
        Counter counter = treatments.get(treatment);
        if (counter != null) {
            counter.increment();
        }
    }

    void unreadable(String reason) {
        took(Treatment.UNREADABLE);
        why = reason;
        unreadable.incrementAndGet();
    }

    /** Says once a minute at most that some could not be read. By one thread. */
    void tell(Instant now) {
        if (now.isBefore(silentUntil)) {
            return;
        }
        long count = unreadable.getAndSet(0);
        if (count > 0) {
            silentUntil = now.plus(QUIET);
            LOG.warnf(
                    "%d records of Envoy's access log cannot be counted; of the last one %s",
                    count, why);
        }
    }
}
