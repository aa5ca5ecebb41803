package dev.tidegate.core.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.SplittableRandom;

class RateBoundTest {

    @ParameterizedTest
    @CsvSource({
        "10, 0, .339432, .447427",
        "100, 0, .041324, .058523",
        "1000, 0, .004219, .006022",
        "1000, 1, .007309, .009562",
        "1000, 10, .021983, .024976",
        "10000, 10, .002211, .002515"
    })
    void upperBoundIsAsTheReferenceSays(long requests, long bad, double five, double one) {
        Tally tally = new Tally(requests, bad);
        assertThat(RateBound.upper(tally, .05)).isCloseTo(five, within(1e-6));
        assertThat(RateBound.upper(tally, .01)).isCloseTo(one, within(1e-6));
        assertThat(naive(RateBound.upper(tally, .05), requests, bad)).isCloseTo(20, within(1e-6));
    }

    /** E(p) by powers, as it is written down. */
    private static double naive(double p, long requests, long bad) {
        double sum = 0;
        for (double c : new double[] {0, .2, .4, .6, .8, .9}) {
            sum +=
                    Math.pow(c, (double) bad)
                            * Math.pow((1 - c * p) / (1 - p), (double) (requests - bad));
        }
        return sum / 6;
    }

    @Test
    void boundsEncloseWhatWasSeenAndCloseInOnIt() {
        double width = 1;
        for (long requests = 100; requests < 1_000_000_000_000L; requests *= 10) {
            Tally tally = new Tally(requests, requests / 50);
            double upper = RateBound.upper(tally, .05);
            double lower = RateBound.lower(tally, .05);
            assertThat(upper).isGreaterThan(.02);
            assertThat(lower).isLessThan(.02);
            assertThat(upper - lower).isLessThan(width);
            width = upper - lower;
        }
    }

    @Test
    void nothingSeenSaysNothing() {
        assertThat(RateBound.upper(Tally.NONE, .05)).isEqualTo(1);
        assertThat(RateBound.lower(Tally.NONE, .05)).isZero();
        assertThat(RateBound.lower(new Tally(1_000, 0), .05)).isZero();
        assertThat(ExcessBound.of(Tick.NONE, 1, .05)).isEqualTo(1);
    }

    @Test
    void allBadIsBoundToo() {
        Tally all = new Tally(100, 100);
        assertThat(RateBound.upper(all, .05)).isEqualTo(1);
        assertThat(RateBound.lower(all, .05)).isBetween(.8, 1.0);
    }

    @Test
    void burstsOfTenAreAsFewRequests() {
        assertThat(RateBound.upper(new Tally(10_000, 10), 10, .05))
                .isCloseTo(RateBound.upper(new Tally(1_000, 1), .05), within(1e-9));
        assertThat(RateBound.lower(new Tally(10_000, 100), 10, .05))
                .isCloseTo(RateBound.lower(new Tally(1_000, 10), .05), within(1e-9));
    }

    /** Looked at 60 times in each of 500 releases, at 5 % for each bound. */
    @Test
    void ratesAreSeldomEverBeyondTheirBounds() {
        SplittableRandom random = new SplittableRandom(5);
        int canaryAbove = 0;
        int stableBelow = 0;
        int excessAbove = 0;
        for (int run = 0; run < 500; run++) {
            Tick seen = Tick.NONE;
            boolean[] beyond = new boolean[3];
            for (int look = 1; look <= 60; look++) {
                seen = seen.plus(new Tick(some(random, .04), some(random, .02)));
                beyond[0] |= RateBound.upper(seen.canary(), .05) < .04;
                beyond[1] |= RateBound.lower(seen.stable(), .05) > .02;
                beyond[2] |= look % 6 == 0 && ExcessBound.of(seen, 1, .05) < .02;
            }
            canaryAbove += beyond[0] ? 1 : 0;
            stableBelow += beyond[1] ? 1 : 0;
            excessAbove += beyond[2] ? 1 : 0;
        }
        // 25 are promised, five standard deviations are 24 more
        assertThat(canaryAbove).isLessThan(49);
        assertThat(stableBelow).isLessThan(49);
        assertThat(excessAbove).isLessThan(49);
    }

    private static Tally some(SplittableRandom random, double rate) {
        long bad = 0;
        for (int i = 0; i < 100; i++) {
            bad += random.nextDouble() < rate ? 1 : 0;
        }
        return new Tally(100, bad);
    }

    @Test
    void excessIsAboveWhatWasSeenAndCloserThanTwoBounds() {
        Tick many = new Tick(new Tally(10_000, 100), new Tally(10_000, 100));
        double apart = RateBound.upper(many.canary(), .025) - RateBound.lower(many.stable(), .025);
        assertThat(ExcessBound.of(many, 1, .05)).isBetween(.001, apart * .8);
        // few failures: hardly wider
        Tick few = new Tick(new Tally(1_000, 1), new Tally(9_000, 9));
        double fewApart = RateBound.upper(few.canary(), .025) - RateBound.lower(few.stable(), .025);
        assertThat(ExcessBound.of(few, 1, .05)).isLessThan(fewApart * 1.2);
    }
}
