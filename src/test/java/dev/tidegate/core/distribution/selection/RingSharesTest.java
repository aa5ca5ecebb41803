package dev.tidegate.core.distribution.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How uneven Envoy's ring of 1,024 is for ten endpoints. It depends on their names alone, so these
 * are two hundred sets of names; nothing is drawn.
 */
class RingSharesTest {

    private static final int SETS = 200;
    private static final int ENDPOINTS = 10;
    private static final int KEYS = 1 << 16;
    private static final List<double[]> SHARES = new ArrayList<>();

    @BeforeAll
    static void looksUpEvenlySpacedKeys() {
        for (int set = 0; set < SETS; set++) {
            List<String> names = new ArrayList<>();
            for (int i = 0; i < ENDPOINTS; i++) {
                names.add("10.0.%d.%d:8080".formatted(set, i));
            }
            Selector ring = new HashRing(new Candidates(names, Weigh.equal(ENDPOINTS).weights()));
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
}
