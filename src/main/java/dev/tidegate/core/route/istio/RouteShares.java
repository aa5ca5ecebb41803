package dev.tidegate.core.route.istio;

import dev.tidegate.core.distribution.Apportionment;
import dev.tidegate.core.distribution.Distribution;
import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.distribution.Weight;
import dev.tidegate.core.route.Goal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the versions of a release have of a route. */
final class RouteShares {

    private RouteShares() {}

    /** Their numbers, 0 of one that is not there. */
    static Map<Version, Long> of(List<Destination> all, Goal goal) {
        Map<Version, Long> numbers = new LinkedHashMap<>();
        goal.versions().forEach(v -> numbers.put(v, 0L));
        all.forEach(
                d ->
                        d.version()
                                .filter(numbers::containsKey)
                                .ifPresent(v -> numbers.merge(v, d.weight(), Long::sum)));
        return numbers;
    }

    static boolean some(Map<Version, Long> numbers) {
        return numbers.values().stream().anyMatch(n -> n > 0);
    }

    /** The same as shares of all that they have. */
    static Distribution distribution(Map<Version, Long> numbers) {
        List<Version> versions = List.copyOf(numbers.keySet());
        List<Long> points = Apportionment.divide(Weight.WHOLE, List.copyOf(numbers.values()));
        Map<Version, Weight> weights = new LinkedHashMap<>();
        for (int i = 0; i < versions.size(); i++) {
            if (points.get(i) > 0) {
                weights.put(versions.get(i), new Weight(Math.toIntExact(points.get(i))));
            }
        }
        return new Distribution(weights);
    }
}
