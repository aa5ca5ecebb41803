package dev.tidegate.sandbox.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

import java.util.stream.IntStream;

class MannWhitneyTest {

    @Test
    void standardScoreIsThatOfTheTextbook() {
        // U = 12.5 of 16, mean 8, one pair tied: variance 16/12 * (9 - 6/56)
        double[] x = {4, 5, 6, 3};
        double[] y = {1, 2, 3, 5.5};
        double expected = (12.5 - 8 - 0.5) / Math.sqrt(16 / 12.0 * (9 - 6 / 56.0));
        assertThat(MannWhitney.z(x, y, 0)).isCloseTo(expected, within(1e-12));
        assertThat(MannWhitney.z(y, x, 0)).isCloseTo(-expected, within(1e-12));
    }

    @Test
    void estimateIsTheMedianOfAllDifferences() {
        // differences: 9, 8, 7, 11, 10, 9, 15, 14, 13
        MannWhitney above =
                MannWhitney.of(
                        new double[] {10, 12, 16}, new double[] {1, 2, 3}, MannWhitney.QUANTILE_98);
        assertThat(above.estimate()).isCloseTo(10, within(1e-6));
        // three of each are too few for 98 %
        assertThat(above.lower()).isCloseTo(7, within(1e-6));
        assertThat(above.upper()).isCloseTo(15, within(1e-6));
    }

    @Test
    void shiftOfManyPointsIsWithinItsInterval() {
        double[] y = IntStream.range(0, 50).mapToDouble(i -> i).toArray();
        double[] x = IntStream.range(0, 50).mapToDouble(i -> i + 30).toArray();
        MannWhitney above = MannWhitney.of(x, y, MannWhitney.QUANTILE_98);
        assertThat(above.estimate()).isCloseTo(30, within(1e-6));
        assertThat(above.lower()).isBetween(20.0, 29.0);
        assertThat(above.upper()).isBetween(31.0, 40.0);
    }
}
