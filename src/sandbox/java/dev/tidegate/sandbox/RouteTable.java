package dev.tidegate.sandbox;

import dev.tidegate.core.routing.LoadBalancer;
import dev.tidegate.core.selection.Candidates;
import dev.tidegate.core.selection.WeightedRandom;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * What a proxy knows: the weighted destinations of the route, and the subsets with their versions
 * and load balancers. Each request's subset is drawn by itself, as Envoy does. Immutable.
 */
final class RouteTable {
    /** A table before the first route arrived. */
    static final RouteTable EMPTY = new RouteTable("", List.of(), Map.of());

    private final String route;

    private final Map<String, Subset> subsets;
    private final Map<String, Long> weights;
    private final List<String> names;
    private final Optional<WeightedRandom> selector;

    /**
     * A table.
     *
     * @param route its name; empty text without one
     * @param subsets by name
     */
    RouteTable(String route, List<Destination> destinations, Map<String, Subset> subsets) {
        this.route = route;
        this.subsets = Map.copyOf(subsets);
        this.weights = effective(destinations);
        this.names = List.copyOf(weights.keySet());
        this.selector =
                weights.isEmpty()
                        ? Optional.empty()
                        : Optional.of(new WeightedRandom(Candidates.of(weights)));
    }

    /** A subset's name and its weight, relative to the others'. */
    record Destination(String subset, long weight) {}

    /**
     * What a DestinationRule says of a subset.
     *
     * @param version its label
     * @param balancer says what a request sticks to
     */
    record Subset(String version, LoadBalancer balancer, Picking picking) {}

    /** A single destination gets everything, whatever its weight; of several, 0 gets nothing. */
    private static Map<String, Long> effective(List<Destination> all) {
        if (all.size() == 1) {
            return Map.of(all.getFirst().subset(), 1L);
        }
        Map<String, Long> weights = new LinkedHashMap<>();
        all.stream()
                .filter(d -> d.weight() > 0)
                .forEach(d -> weights.merge(d.subset(), d.weight(), Long::sum));
        return weights;
    }

    /** A request's subset; empty when no destination has weight. */
    Optional<String> pick(RandomGenerator random) {
        return selector.map(s -> names.get(s.pick(0, random)));
    }

    String route() {
        return route;
    }

    /** The share of each subset that can be picked, in percent. */
    Map<String, Double> split() {
        long total = weights.values().stream().mapToLong(Long::longValue).sum();
        Map<String, Double> split = new LinkedHashMap<>();
        weights.forEach((subset, weight) -> split.put(subset, 100.0 * weight / total));
        return split;
    }

    /** The subset of a name; empty when no DestinationRule defines it. */
    Optional<Subset> subset(String name) {
        return Optional.ofNullable(subsets.get(name));
    }

    @Override
    public String toString() {
        return names.isEmpty()
                ? "no destination"
                : split().entrySet().stream()
                        .map(share -> "%s %.4g %%".formatted(share.getKey(), share.getValue()))
                        .collect(Collectors.joining(", "));
    }
}
