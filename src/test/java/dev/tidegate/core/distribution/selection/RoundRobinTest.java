package dev.tidegate.core.distribution.selection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.distribution.Ratio;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.Arrays;
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
                    Selector selector = form.make(candidates, new Turns());
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
            Selector selector = form.make(candidates, new Turns());
            // When some picks are gone, Then the next cycle's length of them is exact
            Weigh.picks(selector, random.nextInt(cycle));
            assertThat(Weigh.counts(n, Weigh.picks(selector, cycle))).isEqualTo(exact);
        }
    }

    @ParameterizedTest
    @EnumSource
    void tooLongACycleIsTheSameSequence(RoundRobins form) {
        // Given weights whose cycle is too long to be kept
        Candidates candidates = Weigh.of(70_000, 33_333, 0, 33_333, 1, 12_345);
        assertThat(candidates.total()).isGreaterThan(Rotation.MAX_CYCLE);
        int n = 2 * (int) candidates.total();
        // Then it is still the oracle's to the letter
        assertThat(Weigh.picks(form.make(candidates, new Turns()), n))
                .isEqualTo(Weigh.picks(form.oracle(candidates), n));
    }

    @ParameterizedTest
    @EnumSource
    void concurrentCallersTogetherGetExactCounts(RoundRobins form) throws Exception {
        // Given a kept cycle, and one that is too long
        for (Candidates candidates :
                new Candidates[] {Weigh.of(5, 1, 1), Weigh.of(50_000, 20_001)}) {
            Selector selector = form.make(candidates, new Turns());
            int cycle = (int) candidates.total();
            // When four threads take a cycle each
            long[] counts = together(4, selector, candidates.size(), cycle);
            // Then four cycles were given out
            assertThat(counts)
                    .isEqualTo(candidates.weights().stream().mapToLong(w -> 4 * w).toArray());
        }
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
        Turns turns = new Turns();
        Weigh.picks(form.make(Weigh.of(1, 1), turns), 2);
        // When other weights take over
        String rest = Weigh.letters(form.make(Weigh.of(5, 1, 1), turns), 5);
        // Then their sequence is entered at its third place
        assertThat(rest)
                .isEqualTo(
                        Weigh.letters(form.make(Weigh.of(5, 1, 1), new Turns()), 7).substring(2));
    }

    @ParameterizedTest
    @EnumSource
    void weightsThatChangeAtEveryPickStillGetTheirShare(RoundRobins form) {
        // Given two sets of weights with the same sum of shares, changed at every pick
        Turns turns = new Turns();
        Selector one = form.make(Weigh.of(5, 1, 1), turns);
        Selector other = form.make(Weigh.of(4, 3, 2), turns);
        long[] counts = new long[3];
        for (int i = 0; i < 63 * 2; i++) {
            counts[(i % 2 == 0 ? one : other).pick(i, Weigh.random(i))]++;
        }
        // Then each has what nine cycles of the one and seven of the other give
        assertThat(counts).containsExactly(9 * 5 + 7 * 4, 9 + 7 * 3, 9 + 7 * 2);
    }
}
