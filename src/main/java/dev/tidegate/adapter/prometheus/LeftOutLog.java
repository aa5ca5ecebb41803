package dev.tidegate.adapter.prometheus;

import dev.tidegate.core.text.Reason;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

import org.jboss.logging.Logger;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Says what is left out: each is counted, and what somebody can mend is one WARN a minute for each
 * reason, with an example.
 */
final class LeftOutLog {

    private static final Logger LOG = Logger.getLogger("dev.tidegate.evidence");
    private static final Duration BETWEEN = Duration.ofMinutes(1);

    /** How long it is shown beside the readiness. */
    private static final Duration SHOWN = Duration.ofMinutes(5);

    private final Map<LeftOut, Tale> tales = new EnumMap<>(LeftOut.class);
    private final String source;
    private final Clock clock;

    LeftOutLog(String source, MeterRegistry registry, Clock clock) {
        this.source = source;
        this.clock = clock;
        for (LeftOut why : LeftOut.values()) {
            Counter counter =
                    Counter.builder("tidegate.evidence.left.out")
                            .description("Samples that are no part of any reading")
                            .tag("source", source)
                            .tag("reason", why.toString())
                            .register(registry);
            tales.put(why, new Tale(counter));
        }
    }

    /**
     * A sample was left out.
     *
     * @param example which one, for a person
     */
    synchronized void left(LeftOut why, Object example) {
        Tale tale = Objects.requireNonNull(tales.get(why), "each reason has one");
        tale.counter.increment();
        if (why.remedy().isEmpty()) {
            return;
        }
        Instant now = clock.instant();
        tale.latest = now;
        tale.since++;
        if (!now.isBefore(tale.line.plus(BETWEEN))) {
            LOG.warn(
                    Reason.of(
                            "%s: %s: %s, such as %s (%d since the last such line)"
                                    .formatted(source, why, why.remedy(), example, tale.since)));
            tale.line = now;
            tale.since = 0;
        }
    }

    /** What was left out lately that somebody can mend. */
    synchronized Optional<String> notice() {
        Instant lately = clock.instant().minus(SHOWN);
        String all =
                tales.entrySet().stream()
                        .filter(each -> each.getValue().latest.isAfter(lately))
                        .map(each -> each.getKey() + ": " + each.getKey().remedy())
                        .collect(Collectors.joining("; "));
        return all.isEmpty() ? Optional.empty() : Optional.of("left out lately: " + all);
    }
}
