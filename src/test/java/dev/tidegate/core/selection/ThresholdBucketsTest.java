package dev.tidegate.core.selection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.distribution.Apportionment;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

class ThresholdBucketsTest {

    private static final int BUCKETS = 10_000;

    /** One key for each bucket: their mixed hashes are spread evenly. */
    private static final long[] KEYS = keys();

    @Test
    void everyWeightOfACanaryGetsExactlyItsBuckets() {
        for (int weight = 0; weight <= BUCKETS; weight++) {
            int[] owners = owners(new ThresholdBuckets(canary(weight), 0));
            assertThat(Weigh.counts(2, owners)).containsExactly(BUCKETS - weight, weight);
        }
    }

    @Test
    void growingCanaryMovesExactlyTheDifferenceAndNobodyBack() {
        ThresholdBuckets now = new ThresholdBuckets(canary(0), 0);
        for (int weight : new int[] {1, 100, 500, 2_500, 5_000, 10_000}) {
            // When the canary grows
            int[] before = owners(now);
            now = now.next(canary(weight));
            // Then it has who it had and exactly as many more as it grew by
            int[] after = owners(now);
            assertThat(moved(before, after, 0, 1)).isEqualTo(weight - Weigh.counts(2, before)[1]);
            assertThat(moved(before, after, 1, 0)).isZero();
        }
    }

    @Test
    void rolledBackAndReleasedAgainTheSameUsersAreTheFirst() {
        ThresholdBuckets first = new ThresholdBuckets(canary(2_500), 0);
        ThresholdBuckets again = first.next(canary(5_000)).next(canary(0)).next(canary(2_500));
        assertThat(owners(again)).isEqualTo(owners(first));
    }

    @Test
    void twoCandidatesNeedNoMemory() {
        SplittableRandom random = new SplittableRandom(9);
        ThresholdBuckets now = new ThresholdBuckets(canary(0), 0);
        for (int i = 0; i < 200; i++) {
            Candidates weights = canary(random.nextInt(BUCKETS + 1));
            now = now.next(weights);
            assertThat(owners(now)).isEqualTo(owners(new ThresholdBuckets(weights, 0)));
        }
    }

    @Test
    void anyChangeMovesTheLeastAndOnlyFromThoseThatShrinkToThoseThatGrow() {
        SplittableRandom random = new SplittableRandom(4);
        Candidates before = Weigh.of(3, 2, 1);
        ThresholdBuckets buckets = new ThresholdBuckets(before, 0);
        for (int i = 0; i < 500; i++) {
            // Given weights of candidates that come and go
            Candidates after = subset(random);
            // When they take over
            ThresholdBuckets next = buckets.next(after);
            // Then each has what apportionment gives it, and a bucket moves only from one that
            // loses to one that gains, and no more than must
            assertThat(Weigh.counts(after.size(), owners(next)))
                    .isEqualTo(
                            Apportionment.divide(BUCKETS, after.weights()).stream()
                                    .mapToLong(n -> n)
                                    .toArray());
            assertOnlyWhatMust(before, owners(buckets), after, owners(next));
            before = after;
            buckets = next;
        }
    }

    private static void assertOnlyWhatMust(Candidates from, int[] old, Candidates to, int[] now) {
        long[] had = Weigh.counts(from.size(), old);
        long[] has = Weigh.counts(to.size(), now);
        long least = 0;
        for (int i = 0; i < from.size(); i++) {
            int at = to.names().indexOf(from.names().get(i));
            least += Math.max(0, had[i] - (at < 0 ? 0 : has[at]));
        }
        long moves = 0;
        for (int bucket = 0; bucket < BUCKETS; bucket++) {
            String before = from.names().get(old[bucket]);
            String after = to.names().get(now[bucket]);
            moves += before.equals(after) ? 0 : 1;
        }
        assertThat(moves).isEqualTo(least);
    }

    @Test
    void anotherSaltMakesOtherUsersTheFirst() {
        // Given a tenth for the canary under two salts
        int[] one = owners(new ThresholdBuckets(canary(1_000), 0));
        int[] other = owners(new ThresholdBuckets(canary(1_000), 77));
        // Then about a tenth of the tenth are in both
        Chance.assertShare(moved(one, other, 1, 1), 1_000, 0.1, 1);
    }

    private static Candidates subset(SplittableRandom random) {
        List<String> names = new ArrayList<>();
        List<Long> weights = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            if (random.nextBoolean()) {
                names.add("e" + i);
                weights.add((long) random.nextInt(50));
            }
        }
        names.add("last");
        weights.add(1L);
        return new Candidates(names, weights);
    }

    private static Candidates canary(int weight) {
        return Weigh.of(BUCKETS - weight, weight);
    }

    private static int[] owners(Selector buckets) {
        int[] owners = new int[BUCKETS];
        RandomGenerator random = Weigh.random(0);
        for (int i = 0; i < BUCKETS; i++) {
            owners[i] = buckets.pick(KEYS[i], random);
        }
        return owners;
    }

    private static long moved(int[] before, int[] after, int from, int to) {
        long moved = 0;
        for (int i = 0; i < before.length; i++) {
            moved += before[i] == from && after[i] == to ? 1 : 0;
        }
        return moved;
    }

    private static long[] keys() {
        long[] keys = new long[BUCKETS];
        int found = 0;
        for (long key = 0; found < BUCKETS; key++) {
            int bucket = (int) Math.unsignedMultiplyHigh(XxHash64.mix(key), BUCKETS);
            if (keys[bucket] == 0 && key > 0) {
                keys[bucket] = key;
                found++;
            }
        }
        return keys;
    }
}
