package dev.tidegate.sandbox.envoy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;

/** Times are in nanoseconds. */
class DebounceTest {

    private final Debounce debounce = new Debounce(Duration.ofNanos(100), Duration.ofNanos(1_000));

    @Test
    void nothingWaitsBeforeAChangeAndAfterItsPush() {
        assertThat(debounce.waiting()).isFalse();
        debounce.change(0);
        assertThat(debounce.waiting()).isTrue();
        debounce.pushed();
        assertThat(debounce.waiting()).isFalse();
    }

    @Test
    void aPushIsDueOnceItWasQuietForSoLong() {
        debounce.change(50);
        assertThat(debounce.due(50)).isEqualTo(100);
        assertThat(debounce.due(149)).isEqualTo(1);
        assertThat(debounce.due(150)).isZero();
        assertThat(debounce.due(151)).isNegative();
    }

    @Test
    void theQuietTimeStartsAnewWithEachChange() {
        debounce.change(0);
        debounce.change(99);
        assertThat(debounce.due(100)).isEqualTo(99);
        debounce.change(150);
        assertThat(debounce.due(150)).isEqualTo(100);
    }

    @Test
    void changesPutAPushOffNoLongerThanTheBoundFromTheFirstOfThem() {
        // Given changes that never leave it quiet
        for (long now = 0; now <= 950; now += 50) {
            debounce.change(now);
        }
        // Then
        assertThat(debounce.due(950)).isEqualTo(50);
        assertThat(debounce.due(1_000)).isZero();
    }

    @Test
    void theBoundOfTheNextPushBeginsWithItsOwnFirstChange() {
        debounce.change(0);
        debounce.pushed();
        debounce.change(990);
        assertThat(debounce.due(990)).isEqualTo(100);
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MAX_VALUE - 10, Long.MIN_VALUE, -5, 0})
    void aClockThatRunsOverCountsOn(long begin) {
        debounce.change(begin);
        assertThat(debounce.due(begin + 60)).isEqualTo(40);
    }
}
