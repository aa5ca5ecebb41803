package dev.tidegate.sandbox.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SeriesTest {

    private static Series of(long... values) {
        Series series = new Series();
        for (int i = 0; i < values.length; i++) {
            series.scrape(15 * (i + 1), values[i]);
        }
        return series;
    }

    @Test
    void growthIsExtrapolatedToBothEndsOfTheRange() {
        // samples at 15, 30, 45 and 60 of the range from 0: 15 s before the first one are bridged
        assertThat(of(100, 110, 120, 130).increase(0, 60)).hasValue(40);
        assertThat(of(100, 110, 120, 130).rate(0, 60)).hasValue(40 / 60.0);
    }

    @Test
    void counterWasNeverBelowZero() {
        // it was at 0 only 5 s before its first sample: 3 a 15 s
        assertThat(of(1, 4, 7, 10).increase(0, 60).getAsDouble()).isCloseTo(10, within(1e-9));
    }

    @Test
    void beginningOfTheRangeIsLeftOut() {
        assertThat(of(100, 110, 120, 130, 140).increase(15, 75)).hasValue(40);
    }

    @Test
    void oneSampleIsNoGrowth() {
        assertThat(of(0, 0, 0, 7).increase(0, 60)).isEmpty();
        assertThat(of(0, 0, 0, 7).irate(0, 60)).isEmpty();
    }

    @Test
    void instantRateGoesByTheLastTwoSamples() {
        assertThat(of(100, 110, 120, 150).irate(0, 300)).hasValue(2);
    }

    @Test
    void longGapToAnEndIsNotBridged() {
        // samples at 15 and 30 of a range to 300: half of 15 s after the last one
        assertThat(of(100, 110).increase(0, 300)).hasValue(10 * (15 + 15 + 7.5) / 15);
    }
}
