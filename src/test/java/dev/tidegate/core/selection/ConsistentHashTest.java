package dev.tidegate.core.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;
import java.util.stream.LongStream;

class ConsistentHashTest {

    /** What holds for every consistent hash, and for its oracle. */
    @ParameterizedTest
    @EnumSource
    void sameKeyGetsTheSameCandidateAndAlmostOnlyTheLeaversKeysMove(Hashes hash) {
        for (int n : new int[] {2, 3, 10, 50}) {
            // Given n candidates, and the same with the second at weight 0
            long[] weights = LongStream.generate(() -> 1).limit(n).toArray();
            int[] before = hash.owners(weights);
            assertThat(hash.owners(weights)).isEqualTo(before);
            weights[1] = 0;
            int[] after = hash.owners(weights);
            // Then the leaver has nothing, and few keys of others moved: none by rendezvous, one
            // in a hundred of a table, one in ten on a ring, which gives those that stay more
            // places
            long leavers = Arrays.stream(before).filter(i -> i == 1).count();
            assertThat(after).doesNotContain(1);
            long most = hash.ring() ? hash.keys() / 10 : hash.table() ? hash.keys() / 100 : 0;
            assertThat(moved(before, after) - leavers).isBetween(0L, most);
        }
    }

    @ParameterizedTest
    @EnumSource
    void weightsAreFollowed(Hashes hash) {
        // Given weights 1, 2, 0 and 5
        long[] counts = Weigh.counts(4, hash.owners(1, 2, 0, 5));
        int n = hash.keys();
        double[] ideal = {n / 8.0, n / 4.0, 0, n * 5 / 8.0};
        // Then the counts are as chance may have them; on a ring its places, 128 for each 1 of
        // weight, stray besides, by six times 1/√places of their mean at the most
        for (int i = 0; i < 4; i++) {
            double places = 1_024 * ideal[i] / n;
            double uneven = hash.ring() ? 6 * ideal[i] / Math.sqrt(places) : 0;
            double slots = hash.table() ? 2.0 * n / MaglevTable.DEFAULT_SIZE : 0;
            double band = Chance.band(n, ideal[i] / n, 24) + uneven + slots;
            assertThat(counts[i] * 1.0).isCloseTo(ideal[i], within(ideal[i] == 0 ? 0 : band));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 13, 251})
    void everySmallMaglevTableIsThePapers(int size) {
        Weigh.everySmallCase(
                4,
                3,
                candidates ->
                        assertThat(Weigh.picks(new MaglevTable(candidates, size), size))
                                .as("%s", candidates.weights())
                                .isEqualTo(Weigh.picks(new NaiveMaglev(candidates, size), size)));
    }

    @Test
    void maglevTableIsDividedToTheSlot() {
        assertThat(slots(Weigh.of(1, 2))).containsExactly(21_846, 43_691);
        assertThat(slots(Weigh.of(2, 4))).containsExactly(21_846, 43_691);
        for (long count : slots(Weigh.equal(10))) {
            assertThat(count).isBetween(6_553L, 6_554L);
        }
    }

    @Test
    void maglevMovesAboutATenthWhenOneOfTenLeavesAndLittleMoreOfAHundred() {
        assertThat(disruption(10)).isCloseTo(0.103, within(0.005));
        assertThat(disruption(100)).isCloseTo(0.016, within(0.003));
    }

    /** The mean share of slots that change their owner when one of {@code n} leaves. */
    private static double disruption(int n) {
        int[] full = table(Weigh.equal(n));
        long moved = 0;
        for (int leaver = 0; leaver < 10; leaver++) {
            long[] weights = LongStream.generate(() -> 1).limit(n).toArray();
            weights[leaver] = 0;
            moved += moved(full, table(Weigh.of(weights)));
        }
        return moved / 10.0 / MaglevTable.DEFAULT_SIZE;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 64})
    void everySmallRingIsEnvoys(int minimumSize) {
        Weigh.everySmallCase(
                4,
                3,
                candidates -> {
                    NaiveRing oracle = new NaiveRing(candidates, minimumSize);
                    Selector ring = new HashRing(candidates, minimumSize);
                    // Then every place, what is beside it, and the ends have the same owner
                    for (long place : oracle.places()) {
                        for (long key : new long[] {place - 1, place, place + 1, 0, -1}) {
                            assertThat(ring.pick(key, Weigh.random(0)))
                                    .as("%s", candidates.weights())
                                    .isEqualTo(oracle.pick(key, Weigh.random(0)));
                        }
                    }
                });
    }

    @Test
    void rendezvousPicksTheHighestScoreOfAll() {
        Weigh.everySmallCase(
                3,
                3,
                candidates -> {
                    Selector selector = new WeightedRendezvous(candidates);
                    Selector oracle = new NaiveRendezvous(candidates);
                    for (int i = 0; i < 50; i++) {
                        long key = i * 0x9E3779B97F4A7C15L;
                        assertThat(selector.pick(key, Weigh.random(0)))
                                .isEqualTo(oracle.pick(key, Weigh.random(0)));
                    }
                });
    }

    @Test
    void rendezvousGivesTheHighestDrawThereIsToItsCandidate() {
        // Given a key of which the heavier candidate draws all ones
        long key = 0x6C88641F065AB88FL ^ XxHash64.of("e0");
        assertThat(XxHash64.mix(key ^ XxHash64.of("e0"))).isEqualTo(-1);
        // Then it has the highest score
        Selector selector = new WeightedRendezvous(Weigh.of(99, 1));
        assertThat(selector.pick(key, Weigh.random(0))).isZero();
    }

    @Test
    void rendezvousMovesATenthFromNinetyTenToEightyTwentyAndNoneBack() {
        int[] before = Hashes.RENDEZVOUS.owners(90, 10);
        int[] after = Hashes.RENDEZVOUS.owners(80, 20);
        long back = 0;
        for (int i = 0; i < before.length; i++) {
            back += before[i] == 1 && after[i] == 0 ? 1 : 0;
        }
        assertThat(back).isZero();
        Chance.assertShare(moved(before, after), before.length, 0.1, 1);
    }

    @Test
    void rendezvousMovesNoKeyBetweenTwoWhoseRatioStayed() {
        // Given weights of which all change, and two keep their ratio
        int[] before = Hashes.RENDEZVOUS.owners(4, 2, 3);
        int[] after = Hashes.RENDEZVOUS.owners(6, 3, 1);
        // Then keys move, and all of them from the third one
        assertThat(moved(before, after)).isPositive();
        for (int i = 0; i < before.length; i++) {
            assertThat(before[i] == after[i] || before[i] == 2).isTrue();
        }
    }

    @Test
    void badSizesAreRefused() {
        Candidates two = Weigh.equal(2);
        for (int size : new int[] {-7, 0, 1, 4, 65_536, 5_000_013}) {
            assertThatThrownBy(() -> new MaglevTable(two, size))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "table size: %d is no prime up to 5000011; use one such as 65537"
                                    .formatted(size));
        }
        assertThatThrownBy(() -> new MaglevTable(Weigh.equal(8), 7))
                .hasMessage(
                        "table size: 7 has no slot for each of 8 candidates; use a larger prime");
        for (int size : new int[] {0, -1, HashRing.MAXIMUM_SIZE + 1}) {
            assertThatThrownBy(() -> new HashRing(two, size))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "minimum ring size: %d is out of range; use 1 to 8388608"
                                    .formatted(size));
        }
    }

    private static int[] table(Candidates candidates) {
        return Weigh.picks(new MaglevTable(candidates), MaglevTable.DEFAULT_SIZE);
    }

    private static long[] slots(Candidates candidates) {
        return Weigh.counts(candidates.size(), table(candidates));
    }

    private static long moved(int[] before, int[] after) {
        long moved = 0;
        for (int i = 0; i < before.length; i++) {
            moved += before[i] == after[i] ? 0 : 1;
        }
        return moved;
    }
}
