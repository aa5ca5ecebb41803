package dev.tidegate.core.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import java.util.random.RandomGenerator;

class LeastRequestTest {

    /**
     * By the fluid limit {@code dsᵢ/dt = sᵢ₋₁² − sᵢ²} of Mitzenmacher's paper 89 of the 10,000 have
     * 3 or more, 0.06 have 4 and 10⁻⁸ have 5: so the maximum is 3, once in twenty times 4, and 5
     * less than once in a million times of all these seeds. One choice: less than 5 or more than 14
     * are as rare.
     */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void tenThousandRequestsOnTenThousandCandidatesLoadNoneWithMoreThanThreeOrFour(long seed) {
        int n = 10_000;
        // Given two choices
        assertThat(highest(n, seed, true)).isBetween(3, 4);
        // Then one choice is worse, with the same seed
        assertThat(highest(n, seed, false)).isBetween(5, 14);
    }

    /**
     * One choice: the loads are Poisson's with a mean of 1, as nearly as matters; 5 or fewer are
     * the highest of 10,000 with a probability of 0.26 %, 9 or more with 1.1 %.
     */
    @Test
    void threeIsTheMaximumOfMostSeedsWhereOneChoiceHasSixToEight() {
        int seeds = 400;
        int three = 0;
        int sixToEight = 0;
        for (long seed = 0; seed < seeds; seed++) {
            int one = highest(10_000, seed, false);
            three += highest(10_000, seed, true) == 3 ? 1 : 0;
            sixToEight += one >= 6 && one <= 8 ? 1 : 0;
        }
        Chance.assertShare(three, seeds, 0.94, 2);
        Chance.assertShare(sixToEight, seeds, 0.986, 2);
    }

    private static int highest(int n, long seed, boolean two) {
        int[] load = new int[n];
        Candidates candidates = Weigh.equal(n);
        Selector selector =
                two
                        ? new PowerOfTwoChoices(candidates, i -> load[i])
                        : new WeightedRandom(candidates);
        RandomGenerator random = Weigh.random(seed);
        for (int request = 0; request < n; request++) {
            load[selector.pick(0, random)]++;
        }
        return Arrays.stream(load).max().orElseThrow();
    }

    /** Every list of up to three weights from 0 to 3, each with every load from 0 to 2. */
    private static void everySmallCase(BiConsumer<Candidates, int[]> use) {
        Weigh.everySmallCase(
                3,
                3,
                candidates -> {
                    int n = candidates.size();
                    for (int loads = 0; loads < Math.pow(3, n); loads++) {
                        int[] load = {loads % 3, loads / 3 % 3, loads / 9};
                        use.accept(candidates, load);
                    }
                });
    }

    @Test
    void everySmallCaseOfTwoChoicesIsTheOraclesForEveryPairOfDraws() {
        everySmallCase(
                (candidates, load) -> {
                    Selector selector = new PowerOfTwoChoices(candidates, i -> load[i]);
                    Selector oracle = new NaiveTwoChoices(candidates, i -> load[i]);
                    // Given a draw from the middle of each 36th, which all pairs of up to three are
                    for (int part = 0; part < 36; part++) {
                        long draw = Long.divideUnsigned(-1L, 72) * (2 * part + 1);
                        assertThat(selector.pick(0, () -> draw))
                                .as("%s %s %d", candidates.weights(), Arrays.toString(load), part)
                                .isEqualTo(oracle.pick(0, () -> draw));
                    }
                });
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, 2})
    void everySmallCaseOfWeightedLeastRequestIsTheOraclesAndFollowsEffectiveWeights(double bias) {
        everySmallCase(
                (candidates, load) -> {
                    Selector selector = new WeightedLeastRequest(candidates, i -> load[i], bias);
                    Selector oracle = new NaiveLeastRequest(candidates, i -> load[i], bias);
                    int[] picks = Weigh.picks(selector, 100);
                    // Then the picks are the oracle's, and each count is its share of the effective
                    // weights to less than 2
                    assertThat(picks)
                            .as("%s %s", candidates.weights(), Arrays.toString(load))
                            .isEqualTo(Weigh.picks(oracle, 100));
                    long[] counts = Weigh.counts(candidates.size(), picks);
                    double[] effective = new double[counts.length];
                    Arrays.setAll(
                            effective,
                            i -> candidates.weights().get(i) / Math.pow(load[i] + 1, bias));
                    double sum = Arrays.stream(effective).sum();
                    for (int i = 0; i < counts.length; i++) {
                        assertThat((double) counts[i])
                                .isCloseTo(100 * effective[i] / sum, within(2.0));
                    }
                });
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.5, 1, 2, 16})
    void everyPickUnderLoadThatComesAndGoesIsTheOracles(double bias) {
        SplittableRandom random = new SplittableRandom(8);
        for (int i = 0; i < 50; i++) {
            // Given up to ten weights, and up to four active requests on each
            Candidates candidates = Weigh.of(random.longs(1 + random.nextInt(10), 1, 50).toArray());
            int[] load = random.ints(candidates.size(), 0, 5).toArray();
            Selector selector = new WeightedLeastRequest(candidates, c -> load[c], bias);
            Selector oracle = new NaiveLeastRequest(candidates, c -> load[c], bias);
            for (int pick = 0; pick < 500; pick++) {
                // When a request was picked and loads have changed, Then the next is the oracle's
                assertThat(selector.pick(0, random)).isEqualTo(oracle.pick(0, random));
                load[random.nextInt(load.length)] = random.nextInt(5);
            }
        }
    }

    @Test
    void withoutBiasTheLoadIsIgnoredAndDeadlinesDecide() {
        // Given weights whose periods are exact in binary
        Candidates candidates = Weigh.of(8, 0, 4, 2, 2, 1);
        Selector selector = new WeightedLeastRequest(candidates, i -> 100 * i, 0);
        // Then the picks are the earliest deadlines'
        assertThat(Weigh.picks(selector, 170))
                .isEqualTo(
                        Weigh.picks(
                                new EarliestDeadlineFirst(candidates, new CyclePosition()), 170));
    }

    @Test
    void countsFollowTheEffectiveWeights() {
        // Given weights 6 and 2 with 2 and 0 active requests: effectively 2 and 2
        int[] load = {2, 0};
        Selector one = new WeightedLeastRequest(Weigh.of(6, 2), i -> load[i], 1);
        assertThat(Weigh.counts(2, Weigh.picks(one, 100))).containsExactly(50, 50);
        // Given twice the bias: 6/9 and 2
        Selector two = new WeightedLeastRequest(Weigh.of(6, 2), i -> load[i], 2);
        assertThat(Weigh.counts(2, Weigh.picks(two, 400))[0]).isBetween(99L, 101L);
    }

    @Test
    void deadlinesThatAreSetBackChangeNothing() {
        // Given so many requests on each that few picks pass the horizon
        Selector selector = new WeightedLeastRequest(Weigh.of(3, 1), i -> 99_999, 1);
        assertThat(Weigh.counts(2, Weigh.picks(selector, 4_000))[0]).isBetween(2_999L, 3_001L);
    }

    @Test
    void badBiasIsRefused() {
        for (double bias : new double[] {-1, 17, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> new WeightedLeastRequest(Weigh.of(1), i -> 0, bias))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("active request bias: " + bias + " is out of range; use 0 to 16.0");
        }
    }
}
