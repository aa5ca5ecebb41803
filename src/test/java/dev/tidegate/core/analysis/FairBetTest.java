package dev.tidegate.core.analysis;

import static dev.tidegate.core.analysis.Ticks.terms;
import static dev.tidegate.core.analysis.Ticks.tick;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the promise rests on, counted out: no round wins on average under the null hypothesis. */
class FairBetTest {

    private static final double ROUNDING = 1e-9;

    @ParameterizedTest
    @CsvSource({
        "0.01, 1, 3, 9",
        "0.3, 1, 3, 9",
        "0.9, 1, 1, 6",
        "0.2, 1.25, 5, 5",
        "0.05, 10, 2, 8",
        "0.5, 1, 6, 2"
    })
    void comparisonWinsNothingWhenTheCanaryIsAsBadAsIsTolerated(
            double stable, double tolerance, int canaryCount, int stableCount) {
        double canary = Math.min(1, stable * tolerance);
        for (long burst : new long[] {1, 3}) {
            double mean = mean(canaryCount, canary, stableCount, stable, tolerance, burst);
            assertThat(mean).isLessThanOrEqualTo(1 + ROUNDING);
        }
    }

    @Test
    void comparisonWinsWhenTheCanaryIsWorse() {
        assertThat(mean(3, 0.2, 9, 0.02, 1, 1)).isGreaterThan(1.5);
    }

    /** Over all numbers of bursts of both; each burst is of so many requests, and D is as large. */
    private static double mean(
            int canaries, double canary, int stables, double stable, double tolerance, long burst) {
        double mean = 0;
        for (int c = 0; c <= canaries; c++) {
            for (int s = 0; s <= stables; s++) {
                Tick tick = tick(c * burst, canaries * burst, s * burst, stables * burst);
                RatioTest test =
                        RatioTest.begin(Grid.STANDARD)
                                .after(tick, terms(tolerance, (double) burst, .3));
                mean +=
                        binomial(canaries, c, canary)
                                * binomial(stables, s, stable)
                                * Math.exp(test.logEvidence());
            }
        }
        return mean;
    }

    @ParameterizedTest
    @CsvSource({"0.001, 12", "0.1, 7", "0.5, 9", "0.95, 5"})
    void knownRateIsTestedFairly(double limit, int requests) {
        double mean = 0;
        for (int bad = 0; bad <= requests; bad++) {
            RateTest test = RateTest.begin(limit).after(new Tally(requests, bad), terms(1, 1, .2));
            mean += binomial(requests, bad, limit) * Math.exp(test.logEvidence());
        }
        assertThat(mean).isBetween(1 - ROUNDING, 1 + ROUNDING);
    }

    @ParameterizedTest
    @CsvSource({"0.01, 12", "0.2, 7", "0.8, 9"})
    void boundsAreTestedFairly(double rate, int requests) {
        double better = 0;
        double worse = 0;
        for (int bad = 0; bad <= requests; bad++) {
            Tally tally = new Tally(requests, bad);
            double chance = binomial(requests, bad, rate);
            better += chance * Math.exp(RateBound.logBetter(rate, tally, 1));
            worse += chance * Math.exp(RateBound.logWorse(rate, tally, 1));
        }
        assertThat(better).isBetween(1 - ROUNDING, 1 + ROUNDING);
        assertThat(worse).isBetween(1 - ROUNDING, 1 + ROUNDING);
    }

    private static double binomial(int n, int k, double chance) {
        double ways = 1;
        for (int i = 0; i < k; i++) {
            ways = ways * (n - i) / (i + 1);
        }
        return ways * Math.pow(chance, k) * Math.pow(1 - chance, n - k);
    }
}
