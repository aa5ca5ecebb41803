package dev.tidegate.sandbox;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a proxy knows: the weighted destinations of the route and the versions of the subsets. Picks
 * by smooth weighted round robin (as in nginx): over any run of requests as long as the sum of the
 * weights, each destination gets exactly its weight.
 */
final class RouteTable {
    /** A table before the first route arrived. */
    static final RouteTable EMPTY = new RouteTable(List.of(), Map.of());

    private final List<Destination> destinations;
    private final Map<String, String> versions;
    private final long[] current;
    private final long total;

    /**
     * A table.
     *
     * @param versions version label by subset
     */
    RouteTable(List<Destination> destinations, Map<String, String> versions) {
        this.destinations = effective(destinations);
        this.versions = Map.copyOf(versions);
        this.current = new long[this.destinations.size()];
        this.total = this.destinations.stream().mapToLong(Destination::weight).sum();
    }

    /** A subset and its weight, relative to the others'. */
    record Destination(String subset, long weight) {}

    /** A single destination gets everything, whatever its weight; of several, 0 gets nothing. */
    private static List<Destination> effective(List<Destination> all) {
        if (all.size() == 1) {
            return List.of(new Destination(all.getFirst().subset(), 1));
        }
        return all.stream().filter(d -> d.weight() > 0).toList();
    }

    /** The next request's subset; empty when no destination has weight. */
    synchronized Optional<String> pick() {
        int best = -1;
        for (int i = 0; i < current.length; i++) {
            current[i] += destinations.get(i).weight();
            if (best < 0 || current[i] > current[best]) {
                best = i;
            }
        }
        if (best < 0) {
            return Optional.empty();
        }
        current[best] -= total;
        return Optional.of(destinations.get(best).subset());
    }

    /** The version behind {@code subset}; empty when no DestinationRule defines it. */
    Optional<String> version(String subset) {
        return Optional.ofNullable(versions.get(subset));
    }

    /** Share of the traffic by subset, in percent. */
    Map<String, Double> shares() {
        Map<String, Double> shares = new LinkedHashMap<>();
        for (Destination d : destinations) {
            shares.merge(d.subset(), 100.0 * d.weight() / total, Double::sum);
        }
        return shares;
    }

    @Override
    public String toString() {
        List<String> parts = new ArrayList<>();
        shares().forEach((subset, share) -> parts.add("%s %.4g %%".formatted(subset, share)));
        return parts.isEmpty() ? "no destination" : String.join(", ", parts);
    }
}
