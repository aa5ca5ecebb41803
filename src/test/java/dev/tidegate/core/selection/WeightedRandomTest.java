package dev.tidegate.core.selection;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.math.BigInteger;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

class WeightedRandomTest {

    @Test
    void everySmallTableGivesExactlyTheWeights() {
        Weigh.everySmallCase(
                4,
                5,
                candidates -> {
                    // Given a draw from the middle of each of as many equal parts of all draws as
                    // the weights and columns can cut
                    int n = candidates.positive().length;
                    long parts = n * candidates.total();
                    Selector selector = new WeightedRandom(candidates);
                    long[] counts = new long[candidates.size()];
                    for (long part = 0; part < parts; part++) {
                        counts[selector.pick(0, drawing(middle(part, parts)))]++;
                    }
                    // Then each candidate has its weight's share of them
                    assertThat(counts)
                            .as("%s", candidates.weights())
                            .isEqualTo(
                                    candidates.weights().stream().mapToLong(w -> w * n).toArray());
                });
    }

    @Test
    void countsStayWithinTheirBand() {
        // Given 50 sets of up to 100 weights: fewer than 5,000 counts
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < 50; i++) {
            Candidates candidates =
                    Weigh.of(random.longs(1 + random.nextInt(100), 0, 1_000).toArray());
            int picks = 100_000;
            long[] counts = new long[candidates.size()];
            Selector selector = new WeightedRandom(candidates);
            for (int pick = 0; pick < picks; pick++) {
                counts[selector.pick(0, random)]++;
            }
            // Then each is within the band of its share
            for (int c = 0; c < counts.length; c++) {
                double share = (double) candidates.weights().get(c) / candidates.total();
                Chance.assertShare(counts[c], picks, share, 5_000);
            }
        }
    }

    @Test
    void weightsAtTheLimitDoNotOverflow() {
        // Given the largest sum there is
        Selector selector = new WeightedRandom(Weigh.of(Candidates.MAX_TOTAL - 1, 1, 0));
        // Then the light one has its 2 in 2³² − 1 of the second column, to the bit
        assertThat(selector.pick(0, drawing(0))).isZero();
        assertThat(selector.pick(0, drawing(-1L))).isZero();
        assertThat(selector.pick(0, drawing(1L << 63))).isEqualTo(1);
        assertThat(selector.pick(0, drawing((1L << 63) + (1L << 32)))).isEqualTo(1);
        assertThat(selector.pick(0, drawing((1L << 63) + (1L << 32) + 1))).isZero();
    }

    private static long middle(long part, long parts) {
        return BigInteger.valueOf(2 * part + 1)
                .shiftLeft(64)
                .divide(BigInteger.valueOf(2 * parts))
                .longValue();
    }

    private static RandomGenerator drawing(long bits) {
        return () -> bits;
    }
}
