package dev.tidegate.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.util.List;
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

    @Test
    void theOrderOfMeasuringDoesNotMatter() {
        Percentiles three = Percentiles.of(List.of(3_000_000L, 1_000_000L, 2_000_000L));

        assertThat(three.millis(1)).isEqualTo(1);
        assertThat(three.millis(50)).isEqualTo(2);
        assertThat(three.millis(99)).isEqualTo(3);
    }

    @Test
    void nothingMeasuredIsAnErrorAndNoZero() {
        assertThatThrownBy(() -> Percentiles.of(List.of()))
                .isInstanceOf(Trouble.class)
                .hasMessage("nothing was measured");
    }
}
