package dev.tidegate.core.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How uneven Envoy's ring of 1,024 is for ten endpoints, and what moves when one leaves. It depends
 * on their names alone, so these are two hundred sets of names; nothing is drawn.
 */
class RingSharesTest {

    private static final int SETS = 200;
    private static final int ENDPOINTS = 10;
    private static final int KEYS = 1 << 16;

    /** Sets of names of which one leaves after the other, and keys that are looked up then. */
    private static final int NAMES = 40;

    private static final int FEW_KEYS = 1 << 13;

    private static final List<double[]> SHARES = new ArrayList<>();

    @BeforeAll
    static void looksUpEvenlySpacedKeys() {
        for (int set = 0; set < SETS; set++) {
            Selector ring =
                    new HashRing(
                            new Candidates(
                                    names(set, ENDPOINTS), Weigh.equal(ENDPOINTS).weights()));
            double[] shares = new double[ENDPOINTS];
            for (long key = 0; key < KEYS; key++) {
                shares[ring.pick(key << 48, Weigh.random(0))] += (double) ENDPOINTS / KEYS;
            }
            SHARES.add(shares);
        }
    }

    @Test
    void sharesScatterAsTheNumberOfPlacesSays() {
        double squares =
                SHARES.stream().flatMapToDouble(Arrays::stream).map(s -> (s - 1) * (s - 1)).sum();
        // Then by 1/√103 of the mean, as each has 103 places, less what the sum takes away
        assertThat(Math.sqrt(squares / SETS / ENDPOINTS))
                .isCloseTo(Math.sqrt((1 - 1.0 / ENDPOINTS) / 103), within(0.005));
    }

    @Test
    void theReferencesSharesOf074To120AreOneOfTheUsualSetsOfNames() {
        double[] least =
                SHARES.stream().mapToDouble(s -> Arrays.stream(s).min().orElse(0)).toArray();
        double[] most =
                SHARES.stream().mapToDouble(s -> Arrays.stream(s).max().orElse(0)).toArray();
        Arrays.sort(least);
        Arrays.sort(most);
        // Then half of the sets are within 0.86 to 1.15, and the reference's is between the
        // extremes
        assertThat(least[SETS / 2]).isCloseTo(0.86, within(0.01));
        assertThat(most[SETS / 2]).isCloseTo(1.15, within(0.01));
        assertThat(0.74).isBetween(least[0], least[SETS / 2]);
        assertThat(1.20).isBetween(most[SETS / 2], most[SETS - 1]);
        assertThat(least[0]).isGreaterThan(0.65);
        assertThat(most[SETS - 1]).isLessThan(1.4);
    }

    /**
     * Equal candidates, how many keys in a hundred move on average, and the most for some names.
     */
    @ParameterizedTest
    @CsvSource({"3, 8.3, 11", "4, 9.9, 13.5", "5, 9.8, 13.5", "6, 9.6, 12.5", "10, 6.9, 10.5"})
    void whenOneLeavesAboutATenthOfTheKeysMovesBetweenTheOthers(int n, double mean, double most) {
        double sum = 0;
        for (int set = 0; set < NAMES; set++) {
            for (int leaver = 0; leaver < n; leaver++) {
                double moved = movedBetweenOthers(set, n, leaver);
                assertThat(moved).isLessThan(most);
                sum += moved;
            }
        }
        assertThat(sum / NAMES / n).isCloseTo(mean, within(0.5));
    }

    private static double movedBetweenOthers(int set, int n, int leaver) {
        List<String> names = names(set, n);
        List<Long> weights = new ArrayList<>(Collections.nCopies(n, 1L));
        Selector before = new HashRing(new Candidates(names, weights));
        weights.set(leaver, 0L);
        Selector after = new HashRing(new Candidates(names, weights));
        int moved = 0;
        for (long key = 0; key < FEW_KEYS; key++) {
            int owner = before.pick(key << 51, Weigh.random(0));
            int next = after.pick(key << 51, Weigh.random(0));
            moved += owner != leaver && owner != next ? 1 : 0;
        }
        return 100.0 * moved / FEW_KEYS;
    }

    private static List<String> names(int set, int n) {
        return IntStream.range(0, n).mapToObj(i -> "10.0.%d.%d:8080".formatted(set, i)).toList();
    }
}
