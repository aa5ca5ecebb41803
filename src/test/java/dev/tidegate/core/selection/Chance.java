package dev.tidegate.core.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * How far chance may take a count. A test that draws says how many counts it looks at, and fails
 * wrongly at most once in a million runs of all of them, were its draws new each time.
 */
public final class Chance {

    /** The chance of a false alarm of all counts of a test together. */
    private static final double FALSE_ALARM = 1e-6;

    private Chance() {}

    /**
     * The band around {@code n · share} that the count of {@code n} independent draws leaves with a
     * chance of at most 10⁻⁶ / {@code counts}, by Bernstein's inequality: {@code 2 · exp(−t² / (2 ·
     * (n · p · (1 − p) + t / 3)))} solved for {@code t}.
     *
     * @param counts how many counts the test looks at
     */
    public static double band(long n, double share, long counts) {
        double variance = n * share * (1 - share);
        double log = Math.log(2 * counts / FALSE_ALARM);
        return variance == 0 ? 0 : log / 3 + Math.sqrt(log * log / 9 + 2 * log * variance);
    }

    /** Asserts that {@code count} of {@code n} draws is within its {@link #band}. */
    public static void assertShare(long count, long n, double share, long counts) {
        assertThat((double) count)
                .as("of %d draws with a share of %s", n, share)
                .isCloseTo(n * share, within(band(n, share, counts)));
    }
}
