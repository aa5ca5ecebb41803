package dev.tidegate.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.stream.LongStream;

class PercentilesTest {

    @Test
    void aPercentileIsTheNearestRanksValue() {
        Percentiles hundred =
                Percentiles.of(
                        LongStream.rangeClosed(1, 100).map(i -> i * 1_000_000).boxed().toList());

        assertThat(hundred.millis(50)).isEqualTo(50);
        assertThat(hundred.millis(99)).isEqualTo(99);
        assertThat(hundred.millis(100)).isEqualTo(100);
    }
}
