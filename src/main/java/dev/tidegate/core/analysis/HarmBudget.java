package dev.tidegate.core.analysis;

import java.time.Duration;

/**
 * How much traffic a canary may have that is not proven yet: so much that, were it as bad as it may
 * be, no more bad requests came of it than are left, until it is noticed.
 *
 * @param left bad requests that the release may still cost
 * @param lag from a request until a verdict on it has moved the traffic
 * @param requestsPerSecond of both versions
 */
record HarmBudget(double left, Duration lag, double requestsPerSecond) {

    /** Beside this share enough of stable is left to compare with. */
    private static final double MOST_UNPROVEN = 0.5;

    private static final double MILLIS = 1_000;

    /**
     * The weight, 0 to 0.5; 0 when no request was counted, as then nothing is known of the harm.
     */
    double weight(double excess) {
        if (requestsPerSecond <= 0) {
            return 0;
        }
        double worst = excess * requestsPerSecond * lag.toMillis() / MILLIS;
        return worst <= 0 ? MOST_UNPROVEN : Math.clamp(left / worst, 0, MOST_UNPROVEN);
    }
}
