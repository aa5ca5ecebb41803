package dev.tidegate.core.distribution.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The sequences and deviations that the round robins are known by. */
class RoundRobinFiguresTest {

    @ParameterizedTest
    @CsvSource({
        "SMOOTH, aabacaa, abcabacba",
        "INTERLEAVED, aaaaabc, aababcabc",
        "EARLIEST_DEADLINE, aaaabca, abcabacba"
    })
    void knownSequencesComeOutToTheLetter(RoundRobins form, String of511, String of432) {
        assertThat(Weigh.letters(form.make(Weigh.of(5, 1, 1), new Turns()), 7)).isEqualTo(of511);
        assertThat(Weigh.letters(form.make(Weigh.of(4, 3, 2), new Turns()), 9)).isEqualTo(of432);
    }

    @Test
    void smoothStaysWithinHalfAPickForTwoAndOneForThree() {
        for (int a = 1; a <= 40; a++) {
            for (int b = 1; b <= 40; b++) {
                assertThat(deviation(RoundRobins.SMOOTH, Weigh.of(a, b)))
                        .isLessThanOrEqualTo(0.5 + 1e-9);
                assertThat(deviation(RoundRobins.SMOOTH, Weigh.of(a, b, 1 + (a * b) % 41)))
                        .isLessThan(1);
            }
        }
    }

    @Test
    void smoothCanPassOneFromFiveUp() {
        assertThat(deviation(RoundRobins.SMOOTH, Weigh.of(60, 1, 1, 3, 53)))
                .isCloseTo(1.07, within(0.005));
    }

    @Test
    void deadlinesStayWithinOnePickForTwo() {
        for (int a = 1; a <= 60; a++) {
            for (int b = 1; b <= 60; b++) {
                assertThat(deviation(RoundRobins.EARLIEST_DEADLINE, Weigh.of(a, b))).isLessThan(1);
            }
        }
    }

    @Test
    void interleavedStraysFurthestOfAll() {
        double worst = 0;
        for (int a = 1; a < 100; a++) {
            worst = Math.max(worst, deviation(RoundRobins.INTERLEAVED, Weigh.of(a, 100 - a)));
        }
        assertThat(worst).isCloseTo(12.7, within(0.05));
    }

    /** The largest distance of a count from its ideal share over all prefixes of a cycle. */
    private static double deviation(RoundRobins form, Candidates candidates) {
        int total = (int) candidates.total();
        long[] counts = new long[candidates.size()];
        double worst = 0;
        int[] picks = Weigh.picks(form.make(candidates, new Turns()), total);
        for (int n = 1; n <= total; n++) {
            counts[picks[n - 1]]++;
            for (int i = 0; i < counts.length; i++) {
                double ideal = (double) n * candidates.weights().get(i) / total;
                worst = Math.max(worst, Math.abs(counts[i] - ideal));
            }
        }
        return worst;
    }
}
