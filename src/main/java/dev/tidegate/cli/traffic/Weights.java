package dev.tidegate.cli.traffic;

import java.util.NavigableMap;
import java.util.TreeMap;

/** The canary's share of the traffic over time, step after step. */
public final class Weights {

    private final NavigableMap<Double, Double> from = new TreeMap<>();

    private Weights() {
        from.put(Double.NEGATIVE_INFINITY, 0.0);
    }

    /** The same from second 0 on. */
    public static Weights constant(double weight) {
        return new Weights().then(0, weight);
    }

    /** And another one from a second on; 0 to 1. */
    public Weights then(double second, double weight) {
        if (!(weight >= 0 && weight <= 1)) {
            throw new IllegalArgumentException(
                    "weight: %s is out of range; use 0 to 1".formatted(weight));
        }
        from.put(second, weight);
        return this;
    }

    /** The one at a second. */
    public double at(double second) {
        return from.floorEntry(second).getValue();
    }
}
