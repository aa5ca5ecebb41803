package dev.tidegate.controller;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.LongSummaryStatistics;
import java.util.Random;
import java.util.stream.LongStream;

class BackOffTest {

    private final BackOff backOff = new BackOff(new Random(1));

    private LongSummaryStatistics waits(int attempt, boolean urgent) {
        return LongStream.generate(() -> backOff.millis(attempt, urgent))
                .limit(10_000)
                .summaryStatistics();
    }

    @Test
    void waitGrowsUpToTenSeconds() {
        assertThat(waits(1, false).getMax()).isBetween(50L, 100L);
        assertThat(waits(30, false).getMax()).isBetween(9_000L, 10_000L);
    }

    @Test
    void urgentLetterSleepsForASecondAtMost() {
        assertThat(waits(1, true).getMax()).isBetween(50L, 100L);
        assertThat(waits(30, true).getMax()).isBetween(900L, 1_000L);
    }

    @Test
    void thereIsAlwaysAWait() {
        assertThat(waits(1, true).getMin()).isEqualTo(1);
    }
}
