package dev.tidegate.core.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntFunction;

/** Weighted least request while weights change and endpoints come and go. */
class LeastRequestChangesTest {

    @Test
    void lightEndpointIsPickedHoweverOftenTheSameWeightsAreGivenAgain() {
        // Given weights 10 and 1, given again after each 9 picks, before the light one's first turn
        long[] counts = counts(change -> Weigh.of(10, 1), 9, 9_900);
        // Then each has its share all the same
        assertThat(counts[0]).isBetween(8_999L, 9_001L);
        assertThat(counts[1]).isBetween(899L, 901L);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 10})
    void everyoneHasHisShareWhenWeightsChangeAfterFewPicks(int picks) {
        for (int n = 2; n <= 8; n++) {
            // Given other weights after each few picks
            SplittableRandom random = new SplittableRandom(n);
            Candidates[] sets = new Candidates[30_000 / picks];
            for (int i = 0; i < sets.length; i++) {
                sets[i] = Weigh.of(random.longs(n, 1, 21).toArray());
            }
            double[] ideal = new double[n];
            for (Candidates set : sets) {
                Arrays.setAll(
                        ideal, i -> ideal[i] + picks * set.weights().get(i) / (double) set.total());
            }
            // Then each has the sum of his shares, to 0.2 % of all picks
            long[] counts = counts(change -> sets[change], picks, 30_000);
            for (int i = 0; i < n; i++) {
                assertThat((double) counts[i]).isCloseTo(ideal[i], within(60.0));
            }
        }
    }

    @Test
    void changesAtEveryPickInStepWithTheWeightsTakeOrGiveALittle() {
        // Given two sets of weights in turn, at every pick
        List<Candidates> sets = List.of(Weigh.of(5, 1, 1), Weigh.of(4, 3, 2));
        long[] counts = counts(change -> sets.get(change % 2), 1, 6_300);
        // Then the first has 55.3 % of the picks, where its mean share would be 57.9 %
        assertThat(counts[0] / 6_300.0).isCloseTo(0.553, within(0.001));
    }

    /** How often each is picked by a pool of idle endpoints that changes after each few picks. */
    private static long[] counts(IntFunction<Candidates> sets, int picks, int all) {
        Pool pool = new Pool(Strategy.LEAST_REQUEST, sets.apply(0));
        long[] counts = new long[sets.apply(0).size()];
        for (int i = 0; i < all; i++) {
            if (i % picks == 0) {
                pool.change(sets.apply(i / picks));
            }
            counts[pool.pick(0, Weigh.random(i)).name().charAt(1) - '0']++;
        }
        return counts;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 4})
    void sameRatioGivenAgainAtEveryPickIsNotSeenInTheSequence(long factor) {
        SplittableRandom random = new SplittableRandom(4);
        for (int i = 0; i < 200; i++) {
            // Given weights whose periods are exact in binary, and loads that come and go
            long[] weights = random.ints(1 + i % 6, 0, 5).mapToLong(bits -> 1L << bits).toArray();
            long[] other = Arrays.stream(weights).map(w -> w * factor).toArray();
            int[] load = new int[weights.length];
            Selector still = new WeightedLeastRequest(Weigh.of(weights), c -> load[c], 1);
            Selector now = new WeightedLeastRequest(Weigh.of(weights), c -> load[c], 1);
            for (int pick = 1; pick < 200; pick++) {
                // When the same ratio is given again, Then the pick is as if it were not
                Candidates next = Weigh.of(pick % 2 == 0 ? weights : other);
                now = now.next(next, () -> new WeightedLeastRequest(next, c -> load[c], 1));
                assertThat(now.pick(0, random)).isEqualTo(still.pick(0, random));
                load[random.nextInt(load.length)] = random.nextInt(5);
            }
        }
    }

    @Test
    void whoStaysWaitsForThePartOfItsTurnThatIsLeftAndANewcomerForAWholeOne() {
        // Given a light endpoint that has waited for three quarters of its turn
        Candidates before = new Candidates(List.of("heavy", "light"), List.of(4L, 1L));
        Selector old = new WeightedLeastRequest(before, i -> 0, 1);
        assertThat(Weigh.letters(old, 3)).isEqualTo("aaa");
        // When a newcomer takes the first place, and the light one's weight doubles
        Candidates after =
                new Candidates(List.of("newcomer", "light", "heavy"), List.of(1L, 2L, 4L));
        Selector next = old.next(after, () -> new WeightedLeastRequest(after, i -> 0, 1));
        // Then light is due in 1/8 and each 1/2 later, heavy in 1/4 and each 1/4 later, the
        // newcomer in 1
        assertThat(Weigh.letters(next, 6)).isEqualTo("bccbca");
    }

    @Test
    void whoWasAwayOrWithoutWeightBeginsAWholeTurnLater() {
        // Given one that was nearly due when its weight became 0
        Pool pool = new Pool(Strategy.LEAST_REQUEST, Weigh.of(4, 1));
        for (int i = 0; i < 3; i++) {
            assertThat(pool.pick(0, Weigh.random(0)).name()).isEqualTo("e0");
        }
        pool.change(Weigh.of(4, 0, 8));
        // When it has weight again, Then the other is picked four times before, as at a beginning
        pool.change(Weigh.of(4, 1));
        for (int i = 0; i < 3; i++) {
            assertThat(pool.pick(0, Weigh.random(0)).name()).isEqualTo("e0");
        }
    }
}
