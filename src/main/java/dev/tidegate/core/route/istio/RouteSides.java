package dev.tidegate.core.route.istio;

import dev.tidegate.core.distribution.Weight;
import dev.tidegate.core.distribution.WeightNumbers;
import dev.tidegate.core.route.Goal;
import dev.tidegate.core.route.RouteNumbers;
import dev.tidegate.core.route.Tree;

import java.util.List;
import java.util.stream.Stream;

/**
 * The destinations of a route.
 *
 * @param others those of somebody else
 * @param before those of the versions, as they are
 * @param after those of the versions that stay, or are added
 */
record RouteSides(List<Destination> others, List<Destination> before, List<Destination> after) {

    RouteNumbers now() {
        return new RouteNumbers(
                before.stream().mapToLong(Destination::weight).sum(),
                others.stream().map(Destination::weight).toList());
    }

    /** Whether any number is written at all: one destination needs none. */
    boolean numbered() {
        return before.stream().anyMatch(d -> Tree.number(d.tree(), "weight") > 0);
    }

    RouteNumbers write(WeightNumbers.Numbers numbers) {
        for (int i = 0; i < others.size(); i++) {
            long number = numbers.others().get(i);
            if (number != others.get(i).weight()) {
                others.get(i).write(number);
            }
        }
        for (int i = 0; i < after.size(); i++) {
            after.get(i).write(numbers.ours().get(i));
        }
        long rest = numbers.ours().stream().mapToLong(Long::longValue).sum();
        return new RouteNumbers(rest, numbers.others());
    }

    List<Long> all() {
        return Stream.concat(others.stream(), before.stream()).map(Destination::weight).toList();
    }

    List<Weight> weights(Goal goal) {
        return after.stream()
                .map(d -> d.version().map(goal.wanted()::weightOf).orElse(Weight.ZERO))
                .toList();
    }
}
