package dev.tidegate.sandbox.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.sandbox.traffic.ProxyCounters.Count;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

class ProxyCountersTest {

    private final ProxyCounters counters = new ProxyCounters("primary");
    private final Failures failures = new Failures(new Seconds()::next);

    /** A clock that is a second later whenever it is read. */
    private static final class Seconds {
        private long now;

        long next() {
            return now += 1_000_000_000;
        }
    }

    private void ended(String route, Optional<String> version, String flags, int status) {
        Access access =
                new Access(
                        Instant.EPOCH, route, Map.of(), Optional.of("v2"), version, flags, status);
        counters.accept(access);
        failures.accept(access);
    }

    @Test
    void requestsOfTheSplitRouteAreCountedByTheirVersion() {
        // When requests have ended, well and badly, one of a route that leads to stable alone
        ended("primary", Optional.of("v1"), "", 200);
        ended("primary", Optional.of("v2"), "", 500);
        ended("primary", Optional.of("v2"), "UC", 200);
        ended("health", Optional.of("v1"), "", 200);
        // Then
        assertThat(counters.counts())
                .isEqualTo(Map.of("v1", new Count(1, 0), "v2", new Count(2, 2)));
    }

    @Test
    void whoWentAwayOrWasAnsweredByNoPodIsNoFailureOfAVersion() {
        ended("primary", Optional.of("v2"), "DC", 0);
        ended("primary", Optional.empty(), "UH", 503);
        assertThat(counters.counts()).isEqualTo(Map.of("v2", new Count(1, 0)));
        assertThat(failures.of("v2")).isEmpty();
    }

    @Test
    void failuresOfAVersionAreKnownFromTheFirstToTheLast() {
        ended("primary", Optional.of("v2"), "", 500);
        ended("primary", Optional.of("v2"), "", 200);
        ended("primary", Optional.of("v2"), "", 503);
        assertThat(failures.of("v2")).contains(new Failures.Span(1_000_000_000, 2_000_000_000, 2));
    }
}
