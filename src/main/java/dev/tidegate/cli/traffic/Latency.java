package dev.tidegate.cli.traffic;

import java.util.ArrayList;
import java.util.List;

/**
 * How long requests take: for each boundary, the chance to be slower.
 *
 * @param boundaries in milliseconds, rising
 * @param slower a chance for each boundary, falling
 */
public record Latency(List<Integer> boundaries, List<Double> slower) {

    /** Durations are not looked at. */
    public static final Latency NONE = new Latency(List.of(), List.of());

    /** A service that takes 20 ms in the median; the boundaries are Istio's. */
    public static final Latency USUAL =
            new Latency(
                    List.of(25, 50, 100, 250, 500, 1_000, 2_500),
                    List.of(.4, .12, .02, .002, 2e-4, 2e-5, 1e-6));

    public Latency {
        boundaries = List.copyOf(boundaries);
        slower = List.copyOf(slower);
        if (boundaries.size() != slower.size()) {
            throw new IllegalArgumentException(
                    "latency: %d boundaries have %d chances; give one for each"
                            .formatted(boundaries.size(), slower.size()));
        }
    }

    /** The same when a part of the requests takes {@code milliseconds} longer, at the least. */
    public Latency withDelay(double part, int milliseconds) {
        List<Double> next = new ArrayList<>();
        for (int i = 0; i < boundaries.size(); i++) {
            double delayed = boundaries.get(i) <= milliseconds ? 1 : slower.get(i);
            next.add(slower.get(i) * (1 - part) + delayed * part);
        }
        return new Latency(boundaries, next);
    }
}
