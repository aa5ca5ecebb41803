package dev.tidegate.core.analysis;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What the canary is judged by. Its evidence is the mean of that of its measures.
 *
 * @param name as the policy has it
 * @param measures at least one, each once
 */
public record Metric(String name, List<Measure> measures) {

    public static final Metric ERRORS = new Metric("errors", List.of(Measure.FAILURES));

    /** One measure for each boundary of Istio's histogram that a person would notice. */
    public static final Metric LATENCY = latency(25, 50, 100, 250, 500, 1_000, 2_500);

    public Metric {
        Checks.name("metric", name);
        measures = List.copyOf(measures);
        Set<Measure> different = new HashSet<>(measures);
        if (measures.isEmpty() || different.size() < measures.size()) {
            throw new IllegalArgumentException(
                    "metrics.%s: has %d measures of which %d differ; give at least one, each once"
                            .formatted(name, measures.size(), different.size()));
        }
    }

    /** By other boundaries, in milliseconds. */
    public static Metric latency(int... boundaries) {
        return new Metric(
                "latency", IntStream.of(boundaries).mapToObj(Measure::slowerThan).toList());
    }

    /** By a counter of the user's own. */
    public static Metric custom(String name) {
        return new Metric(name, List.of(Measure.custom(name)));
    }
}
