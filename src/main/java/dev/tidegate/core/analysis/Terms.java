package dev.tidegate.core.analysis;

/**
 * What is agreed before a tick is looked at; what is chosen after it would void the promise.
 *
 * @param tolerance how many times as often as stable the canary may fail (ρ0), 0.01 to 1,000
 * @param dispersion how many bad requests count as one independent event (D), 1 or more
 * @param moved the part of the reserve that comes into play (h), 0 to 1
 * @param pace how fast the evidence may grow
 */
public record Terms(double tolerance, double dispersion, double moved, Pace pace) {

    /** No tolerance, each bad request for itself, nothing from the reserve, at any pace. */
    public static final Terms PLAIN = new Terms(1, 1, 0, Pace.UNBOUNDED);

    static final double LEAST_TOLERANCE = 0.01;
    static final double MOST_TOLERANCE = 1_000;

    public Terms {
        Checks.range("tolerance", tolerance, LEAST_TOLERANCE, MOST_TOLERANCE);
        Checks.range("dispersion", dispersion, 1, Double.MAX_VALUE);
        Checks.range("reserve", moved, 0, 1);
    }
}
