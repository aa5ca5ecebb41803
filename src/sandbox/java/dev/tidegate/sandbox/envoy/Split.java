package dev.tidegate.sandbox.envoy;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** How a route divides its requests, in a form that the access log carries with each of them. */
final class Split {

    /** Name of the route's metadata. */
    static final String METADATA = "tidegate.sandbox";

    static final String KEY = "split";

    private Split() {}

    /** The text of relative weights: {@code v1=95;v2=5}, each in percent. */
    static String text(Map<String, Long> weights) {
        long total = weights.values().stream().mapToLong(Long::longValue).sum();
        return weights.entrySet().stream()
                .map(e -> e.getKey() + "=" + 100.0 * e.getValue() / Math.max(1, total))
                .collect(Collectors.joining(";"));
    }

    /** The percentages of such a text; empty for any other. */
    static Map<String, Double> percents(String text) {
        Map<String, Double> percents = new LinkedHashMap<>();
        Arrays.stream(text.split(";", -1))
                .map(part -> part.split("=", 2))
                .filter(pair -> pair.length == 2)
                .forEach(pair -> percents.put(pair[0], Double.valueOf(pair[1])));
        return percents;
    }

    /** The metadata of a route with these weights. */
    static Map<String, Object> metadata(Map<String, Long> weights) {
        return Map.of("filter_metadata", Map.of(METADATA, Map.of(KEY, text(weights))));
    }
}
