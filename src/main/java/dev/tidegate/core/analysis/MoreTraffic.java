package dev.tidegate.core.analysis;

import java.time.Duration;
import java.util.Optional;
import java.util.function.DoublePredicate;

/** How much more traffic is needed until something is proven, when all goes on as it was. */
final class MoreTraffic {

    private static final double GROWTH = 1.25;

    /** Ten thousand times as much. */
    private static final int MOST_GROWTHS = 41;

    private MoreTraffic() {}

    /**
     * The time, within a quarter; empty when there is no traffic, or much more would not do.
     *
     * @param proven whether it were with so many times as much
     * @param seconds in which the traffic came that there was
     */
    static Optional<Duration> until(DoublePredicate proven, double seconds) {
        if (seconds <= 0) {
            return Optional.empty();
        }
        if (!proven.test(Math.pow(GROWTH, MOST_GROWTHS))) {
            return Optional.empty();
        }
        int below = 0;
        int enough = MOST_GROWTHS;
        while (enough - below > 1) {
            int middle = (below + enough) / 2;
            if (proven.test(Math.pow(GROWTH, middle))) {
                enough = middle;
            } else {
                below = middle;
            }
        }
        double times = Math.pow(GROWTH, enough);
        return Optional.of(Duration.ofSeconds(Math.round((times - 1) * seconds)));
    }
}
