package dev.tidegate.sandbox;

import dev.tidegate.core.routing.LoadBalancer;
import dev.tidegate.core.selection.SelectorFactory;
import dev.tidegate.core.selection.Strategy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * How an endpoint of a subset is picked: by its load balancer and equal weights, unless annotations
 * of the DestinationRule say what Istio has no field for.
 *
 * @param weights of the endpoints in turn, at least one, each more than 0
 */
record Picking(SelectorFactory selectors, List<Long> weights) {

    /** Names a strategy of the core that takes the place of the load balancer's. */
    static final String STRATEGY = "sandbox.tidegate.dev/strategy";

    /** The endpoints' weights, such as {@code 5,1,1}. */
    static final String WEIGHTS = "sandbox.tidegate.dev/endpoint-weights";

    private static final long MAX_WEIGHT = 1_000_000;

    /**
     * The picking of a load balancer's subset.
     *
     * @throws IllegalArgumentException naming the annotation and its value
     */
    static Picking of(LoadBalancer balancer, Map<String, String> annotations) {
        String strategy = annotations.get(STRATEGY);
        try {
            return new Picking(
                    strategy == null ? balancer : Strategy.of(strategy),
                    Arrays.stream(annotations.getOrDefault(WEIGHTS, "1").split(",", -1))
                            .map(Picking::weight)
                            .toList());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("sandbox.tidegate.dev/" + e.getMessage(), e);
        }
    }

    private static Long weight(String text) {
        if (!text.matches("[1-9][0-9]{0,6}") || Long.parseLong(text) > MAX_WEIGHT) {
            throw new IllegalArgumentException(
                    "endpoint-weights: \"%s\" is no weight; use whole numbers from 1 to %d with commas between them"
                            .formatted(text, MAX_WEIGHT));
        }
        return Long.valueOf(text);
    }
}
