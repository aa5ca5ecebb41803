package dev.tidegate.core.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tidegate.core.distribution.Ratio;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** What holds for every weighted round robin, and that each is its textbook's to the letter. */
class RoundRobinTest {

    @ParameterizedTest
    @EnumSource
    void everySmallSequenceIsTheOracles(RoundRobins form) {
        Weigh.everySmallCase(
                4,
                5,
                candidates -> {
                    // Given every list of up to four weights to 5
                    int n = 2 * (int) candidates.total() + 1;
                    Selector selector = form.make(candidates, new CyclePosition());
                    // Then two cycles are the oracle's
                    assertThat(Weigh.picks(selector, n))
                            .as("%s", candidates.weights())
                            .isEqualTo(Weigh.picks(form.oracle(candidates), n));
                });
    }

    @ParameterizedTest
    @EnumSource
    void everyRunOfACycleLengthIsExact(RoundRobins form) {
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 100; i++) {
            // Given up to 30 weights to 100
            int n = 1 + random.nextInt(30);
            Candidates candidates = Weigh.of(random.longs(n, 1, 100).toArray());
            long[] exact = Ratio.reduced(candidates.weights()).stream().mapToLong(w -> w).toArray();
            int cycle = (int) Arrays.stream(exact).sum();
            Selector selector = form.make(candidates, new CyclePosition());
            Selector oracle = form.oracle(candidates);
            // When some picks are gone, Then the next cycle's length of them is exact, and the
            // picks are the oracle's
            int gone = random.nextInt(cycle);
            assertThat(Weigh.picks(selector, gone)).isEqualTo(Weigh.picks(oracle, gone));
            int[] picks = Weigh.picks(selector, cycle);
            assertThat(Weigh.counts(n, picks)).isEqualTo(exact);
            assertThat(picks).isEqualTo(Weigh.picks(oracle, cycle));
        }
    }

    @ParameterizedTest
    @EnumSource
    void tooLongACycleIsTheSequenceOfRoundedWeights(RoundRobins form) {
        // Given weights whose cycle is too long
        Candidates candidates = Weigh.of(70_000, 33_333, 0, 33_333, 1, 12_345, 1);
        List<Long> played = Rotation.playable(candidates.weights());
        int n = 2 * (int) played.stream().mapToLong(w -> w).sum();
        // Then it is the oracle's of those that are played, to the letter
        assertThat(Weigh.picks(form.make(candidates, new CyclePosition()), n))
                .isEqualTo(Weigh.picks(form.oracle(new Candidates(candidates.names(), played)), n));
    }

    @Test
    void roundedWeightsKeepEveryShareAndNobodyStarves() {
        SplittableRandom random = new SplittableRandom(6);
        for (int i = 0; i < 500; i++) {
            // Given up to eight weights from 0 to a few hundred million
            int n = 1 + random.nextInt(8);
            long[] weights = random.longs(n, 0, 30).map(bits -> (1L << bits) / 3).toArray();
            weights[0]++;
            Candidates exact = Weigh.of(weights);
            List<Long> played = Rotation.playable(Ratio.reduced(exact.weights()));
            long sum = played.stream().mapToLong(w -> w).sum();
            assertThat(sum).isBetween(1L, (long) Rotation.MAX_CYCLE + n);
            for (int c = 0; c < n; c++) {
                long weight = exact.weights().get(c);
                assertThat(played.get(c) > 0).isEqualTo(weight > 0);
                assertThat((double) played.get(c) / sum)
                        .isCloseTo(
                                (double) weight / exact.total(),
                                within((double) n / Rotation.MAX_CYCLE));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void positionInALongCycleGoesOnToo(RoundRobins form) {
        // Given weights that sum to more than 65,536 and change a little after each few hundred
        SplittableRandom random = new SplittableRandom(5);
        CyclePosition turns = new CyclePosition();
        long[] counts = new long[3];
        int n = 2 * Rotation.MAX_CYCLE;
        for (int left = n, change = 0; left > 0; change++) {
            Selector now = form.make(Weigh.of(70_001 + change % 2 * 2, 20_000, 10_000), turns);
            int picks = Math.min(left, 1 + random.nextInt(999));
            long[] seen = Weigh.counts(3, Weigh.picks(now, picks));
            Arrays.setAll(counts, i -> counts[i] + seen[i]);
            left -= picks;
        }
        // Then after two cycles each has its share, to half a percent of all picks
        assertThat(counts[1]).isCloseTo(n / 5, within(n / 200L));
        assertThat(counts[2]).isCloseTo(n / 10, within(n / 200L));
    }

    @ParameterizedTest
    @EnumSource
    void concurrentCallersTogetherGetExactCounts(RoundRobins form) throws Exception {
        Candidates candidates = Weigh.of(5_000, 1_001);
        Selector selector = form.make(candidates, new CyclePosition());
        int cycle = (int) candidates.total();
        // When four threads take a cycle each
        long[] counts = together(4, selector, candidates.size(), cycle);
        // Then four cycles were given out
        assertThat(counts).containsExactly(4 * 5_000, 4 * 1_001);
    }

    private static long[] together(int threads, Selector selector, int size, int each)
            throws InterruptedException, ExecutionException {
        long[] sum = new long[size];
        try (var pool = Executors.newFixedThreadPool(threads)) {
            var parts =
                    IntStream.range(0, threads)
                            .mapToObj(
                                    t ->
                                            pool.submit(
                                                    () ->
                                                            Weigh.counts(
                                                                    size,
                                                                    Weigh.picks(selector, each))))
                            .toList();
            for (Future<long[]> part : parts) {
                long[] counts = part.get();
                Arrays.setAll(sum, i -> sum[i] + counts[i]);
            }
        }
        return sum;
    }

    @ParameterizedTest
    @EnumSource
    void positionGoesOnWhenWeightsChange(RoundRobins form) {
        // Given turns of which two are taken
        CyclePosition turns = new CyclePosition();
        Weigh.picks(form.make(Weigh.of(1, 1), turns), 2);
        // When other weights take over
        String rest = Weigh.letters(form.make(Weigh.of(5, 1, 1), turns), 5);
        // Then their sequence is entered at its third place
        assertThat(rest)
                .isEqualTo(
                        Weigh.letters(form.make(Weigh.of(5, 1, 1), new CyclePosition()), 7)
                                .substring(2));
    }

    @ParameterizedTest
    @EnumSource
    void aChangeCostsAtMostTwiceWhatAPrefixMayDeviate(RoundRobins form) {
        SplittableRandom random = new SplittableRandom(8);
        CyclePosition turns = new CyclePosition();
        double[] astray = new double[4];
        double may = 0;
        for (int change = 0; change < 1_000; change++) {
            // Given other weights after each few picks
            Candidates now = Weigh.of(random.longs(4, 1, 9).toArray());
            int n = 1 + random.nextInt(50);
            long[] counts = Weigh.counts(4, Weigh.picks(form.make(now, turns), n));
            may += 2 * form.deviation(now);
            // Then nobody is ever further from the sum of his shares than all changes may cost
            for (int i = 0; i < 4; i++) {
                astray[i] += counts[i] - (double) n * now.weights().get(i) / now.total();
                assertThat(Math.abs(astray[i])).isLessThanOrEqualTo(may + 1e-6);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void changesAtEveryPickCostNothingOutOfStepWithTheCycles(RoundRobins form) {
        // Given cycles of 7 and 9 picks, and weights that change at every pick
        long[] counts = alternating(form, Weigh.of(5, 1, 1), Weigh.of(4, 3, 2), 63 * 2);
        // Then each has what nine cycles of the one and seven of the other give
        assertThat(counts).containsExactly(9 * 5 + 7 * 4, 9 + 7 * 3, 9 + 7 * 2);
    }

    @Test
    void changesAtEveryPickInStepWithTheCyclesTakeOrGiveTooMuch() {
        // Given cycles of 4 and 8 picks, and weights that change at every pick
        long[] counts = alternating(RoundRobins.SMOOTH, Weigh.of(3, 1), Weigh.of(7, 1), 8_000);
        // Then the second has a quarter, where half of 1/4 and half of 1/8 would be 1,500
        assertThat(counts).containsExactly(6_000, 2_000);
    }

    private static long[] alternating(RoundRobins form, Candidates a, Candidates b, int n) {
        CyclePosition turns = new CyclePosition();
        Selector one = form.make(a, turns);
        Selector other = form.make(b, turns);
        long[] counts = new long[a.size()];
        for (int i = 0; i < n; i++) {
            counts[(i % 2 == 0 ? one : other).pick(i, Weigh.random(i))]++;
        }
        return counts;
    }
}
