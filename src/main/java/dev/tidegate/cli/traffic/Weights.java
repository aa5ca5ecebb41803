package dev.tidegate.cli.traffic;

import java.util.NavigableMap;
import java.util.TreeMap;

/** The canary's share of the traffic over time, step after step. Immutable. */
public final class Weights {

    private final NavigableMap<Double, Double> from;

    private Weights(NavigableMap<Double, Double> from) {
        this.from = from;
    }

    /** The same from second 0 on. */
    public static Weights constant(double weight) {
        NavigableMap<Double, Double> before = new TreeMap<>();
        before.put(Double.NEGATIVE_INFINITY, 0.0);
        return new Weights(before).then(0, weight);
    }

    /** And another one from a second on; 0 to 1. */
    public Weights then(double second, double weight) {
        if (!(weight >= 0 && weight <= 1)) {
            throw new IllegalArgumentException(
                    "weight: %s is out of range; use 0 to 1".formatted(weight));
        }
        NavigableMap<Double, Double> next = new TreeMap<>(from);
        next.put(second, weight);
        return new Weights(next);
    }

    /** The one at a second. */
    public double at(double second) {
        return from.floorEntry(second).getValue();
    }
}
