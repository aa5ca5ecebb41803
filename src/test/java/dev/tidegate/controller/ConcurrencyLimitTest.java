package dev.tidegate.controller;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

class ConcurrencyLimitTest {

    private final AtomicLong nanos = new AtomicLong();
    private final ConcurrencyLimit pace = new ConcurrencyLimit(nanos::get);

    private void worked(int times, Duration took, boolean done) {
        for (int i = 0; i < times; i++) {
            long begun = nanos.get();
            nanos.addAndGet(took.toNanos());
            pace.worked(begun, done);
        }
    }

    @Test
    void quickAnswersRaiseItToTheMost() {
        worked(1_000, Duration.ofMillis(5), true);
        assertThat(pace.limit()).isEqualTo(ConcurrencyLimit.MOST);
    }

    @Test
    void slowAnswersAndFailuresHalveItAndNeverBelowTheFewest() {
        worked(1, Duration.ofSeconds(2), true);
        assertThat(pace.limit()).isEqualTo(ConcurrencyLimit.MOST / 4);
        worked(1, Duration.ofSeconds(1), false);
        assertThat(pace.limit()).isEqualTo(ConcurrencyLimit.FEWEST);
        worked(10, Duration.ofSeconds(1), false);
        assertThat(pace.limit()).isEqualTo(ConcurrencyLimit.FEWEST);
    }

    @Test
    void failuresOfOneMomentCountOnce() {
        worked(1_000, Duration.ofMillis(5), true);
        worked(30, Duration.ofMillis(10), false);
        assertThat(pace.limit()).isEqualTo(ConcurrencyLimit.MOST / 2);
    }
}
