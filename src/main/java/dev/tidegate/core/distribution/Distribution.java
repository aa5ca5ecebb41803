package dev.tidegate.core.distribution;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How the traffic of a service is divided between its versions, of which there may be any number.
 *
 * @param weights by version, in the order given; they sum to {@link Weight#WHOLE}
 */
public record Distribution(Map<Version, Weight> weights) {

    public Distribution {
        int sum = weights.values().stream().mapToInt(Weight::basisPoints).sum();
        if (sum != Weight.WHOLE) {
            throw new IllegalArgumentException(
                    "weights: %s sum to %s basis points; they must sum to 10000 (100 %%)"
                            .formatted(weights.isEmpty() ? "none" : text(weights), sum));
        }
        weights = Collections.unmodifiableMap(new LinkedHashMap<>(weights));
    }

    /** All traffic to one version. */
    public static Distribution all(Version version) {
        return new Distribution(Map.of(version, Weight.FULL));
    }

    /** {@code weight} to the canary, the rest to the stable version. */
    public static Distribution split(Version stable, Version canary, Weight weight) {
        Map<Version, Weight> weights = new LinkedHashMap<>();
        weights.put(stable, new Weight(Weight.WHOLE - weight.basisPoints()));
        weights.put(canary, weight);
        return new Distribution(weights);
    }

    /** The weight of {@code version}; zero when it has none. */
    public Weight weightOf(Version version) {
        return weights.getOrDefault(version, Weight.ZERO);
    }

    /** For a message: {@code v1 95 %, v2 5 %}. */
    @Override
    public String toString() {
        return text(weights);
    }

    private static String text(Map<Version, Weight> weights) {
        return weights.entrySet().stream()
                .map(e -> e.getKey() + " " + e.getValue())
                .collect(Collectors.joining(", "));
    }
}
