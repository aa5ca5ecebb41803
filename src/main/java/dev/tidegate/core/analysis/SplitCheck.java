package dev.tidegate.core.analysis;

/**
 * Whether the canary gets the share of the requests that was wanted: a confidence sequence for the
 * observed share, begun anew at each weight.
 *
 * <p><b>Null hypothesis.</b> Each request goes to the canary with chance w, whatever was before.
 * <b>Guarantee.</b> Under it {@code logEvidence(w)} ever reaches ln(1/α) with probability at most
 * α: it is the likelihood ratio of all shares at once, weighted by a Beta(½, ½), against w (Lindon
 * and Malek 2022). The shares at which it stays below ln(1/α) are the sequence. Only for routes
 * that are split by a coin for each request, not by cookies or segments.
 *
 * @param canary its requests, 0 or more
 * @param stable its requests, 0 or more
 */
public record SplitCheck(long canary, long stable) {

    /** The chance of a false word about the split. */
    public static final double ALPHA = 0.001;

    private static final double LOG_TWO_PI = Math.log(2 * Math.PI);
    private static final double LOG_PI = Math.log(Math.PI);
    private static final int EXACT_BELOW = 16;

    /** Before the first request at a weight. */
    public static SplitCheck begin() {
        return new SplitCheck(0, 0);
    }

    public SplitCheck {
        if (canary < 0 || stable < 0) {
            throw new IllegalArgumentException(
                    "split: %d and %d requests; use 0 or more".formatted(canary, stable));
        }
    }

    /** After what one observer saw. */
    public SplitCheck after(Tick tick) {
        return new SplitCheck(
                Math.addExact(canary, tick.canary().requests()),
                Math.addExact(stable, tick.stable().requests()));
    }

    /** Whether the wanted share is outside the sequence; never where nothing is split. */
    public boolean wrong(double wanted) {
        return wanted > 0 && wanted < 1 && logEvidence(wanted) >= -Math.log(ALPHA);
    }

    /** ln of the evidence against a share, above 0 and below 1. */
    public double logEvidence(double share) {
        Checks.chance("share", share);
        double all = (double) canary + stable;
        return canary * logRatio(canary, all * share)
                + stable * logRatio(stable, all * (1 - share))
                + stirlingRest(canary)
                + stirlingRest(stable)
                - wholeRest(all);
    }

    /** ln(count / expected), exact where they are nearly the same; 0 for no count. */
    private static double logRatio(long count, double expected) {
        return count == 0 ? 0 : Math.log1p((count - expected) / expected);
    }

    /** ln Γ(n + ½) − (n ln n − n). */
    private static double stirlingRest(long n) {
        if (n >= EXACT_BELOW) {
            return LOG_TWO_PI / 2 - 1.0 / (24.0 * n);
        }
        double sum = LOG_PI / 2;
        for (int i = 0; i < n; i++) {
            sum += Math.log(i + 0.5);
        }
        return n == 0 ? sum : sum - n * Math.log((double) n) + n;
    }

    /** ln Γ(n + 1) − (n ln n − n), and ln B(½, ½). */
    private static double wholeRest(double n) {
        if (n >= EXACT_BELOW) {
            return (LOG_TWO_PI + Math.log(n)) / 2 + 1 / (12 * n) + LOG_PI;
        }
        double sum = LOG_PI;
        for (int i = 1; i <= n; i++) {
            sum += Math.log(i);
        }
        return n == 0 ? sum : sum - n * Math.log(n) + n;
    }
}
