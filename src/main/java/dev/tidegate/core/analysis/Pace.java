package dev.tidegate.core.analysis;

/**
 * How fast a bet may grow: so that a single burst convicts nobody, whatever its size. What is cut
 * off is lost to the bet, so the promise stays; a fault that lasts is found three readings later at
 * most, when they come each second.
 *
 * @param refill by how much more ln of the bet may grow after the time that passed, 0 or more
 * @param most by how much at once, above 0
 */
public record Pace(double refill, double most) {

    /** As fast as it will. */
    public static final Pace UNBOUNDED =
            new Pace(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);

    private static final double LEAST = 2;
    private static final double PER_SECOND = 0.25;

    public Pace {
        if (!(refill >= 0) || !(most > 0)) {
            throw new IllegalArgumentException(
                    "pace: %s and %s are out of range; use 0 or more, and more than 0"
                            .formatted(refill, most));
        }
    }

    /**
     * Of a tick: 2 and a quarter for each second. Observers share it, as each brings its part of
     * the time.
     *
     * @param passed seconds since the latest tick of any observer, 0 or more
     * @param length seconds of the tick
     */
    static Pace of(double passed, double length) {
        double most = LEAST + PER_SECOND * length;
        return new Pace(length > 0 ? most * Math.min(1, passed / length) : 0, most);
    }
}
