package dev.tidegate.controller;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

class PaceTest {

    private final AtomicLong nanos = new AtomicLong();
    private final Pace pace = new Pace(nanos::get);

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
        assertThat(pace.limit()).isEqualTo(Pace.MOST);
    }

    @Test
    void slowAnswersAndFailuresHalveItAndNeverBelowTheFewest() {
        worked(1, Duration.ofSeconds(2), true);
        assertThat(pace.limit()).isEqualTo(Pace.MOST / 4);
        worked(1, Duration.ofSeconds(1), false);
        assertThat(pace.limit()).isEqualTo(Pace.FEWEST);
        worked(10, Duration.ofSeconds(1), false);
        assertThat(pace.limit()).isEqualTo(Pace.FEWEST);
    }

    @Test
    void failuresOfOneMomentCountOnce() {
        worked(1_000, Duration.ofMillis(5), true);
        worked(30, Duration.ofMillis(10), false);
        assertThat(pace.limit()).isEqualTo(Pace.MOST / 2);
    }
}
