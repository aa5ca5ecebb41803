package dev.tidegate.core.selection;

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
        assertThat(Weigh.letters(form.make(Weigh.of(5, 1, 1), new CyclePosition()), 7))
                .isEqualTo(of511);
        assertThat(Weigh.letters(form.make(Weigh.of(4, 3, 2), new CyclePosition()), 9))
                .isEqualTo(of432);
    }

    @Test
    void smoothStaysWithinHalfAPickForTwoAndOneForThree() {
        for (int a = 1; a <= 40; a++) {
            for (int b = 1; b <= 40; b++) {
                assertThat(RoundRobins.SMOOTH.deviation(Weigh.of(a, b)))
                        .isLessThanOrEqualTo(0.5 + 1e-9);
                assertThat(RoundRobins.SMOOTH.deviation(Weigh.of(a, b, 1 + (a * b) % 41)))
                        .isLessThan(1);
            }
        }
    }

    @Test
    void smoothCanPassOneFromFiveUp() {
        assertThat(RoundRobins.SMOOTH.deviation(Weigh.of(60, 1, 1, 3, 53)))
                .isCloseTo(1.07, within(0.005));
    }

    @Test
    void deadlinesStayWithinOnePickForTwo() {
        for (int a = 1; a <= 60; a++) {
            for (int b = 1; b <= 60; b++) {
                assertThat(RoundRobins.EARLIEST_DEADLINE.deviation(Weigh.of(a, b))).isLessThan(1);
            }
        }
    }

    @Test
    void interleavedStraysFurthestOfAll() {
        double worst = 0;
        for (int a = 1; a < 100; a++) {
            worst = Math.max(worst, RoundRobins.INTERLEAVED.deviation(Weigh.of(a, 100 - a)));
        }
        assertThat(worst).isCloseTo(12.7, within(0.05));
    }
}
