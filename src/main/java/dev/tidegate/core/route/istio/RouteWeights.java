package dev.tidegate.core.route.istio;

import dev.tidegate.core.distribution.Ratio;
import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.distribution.WeightNumbers;
import dev.tidegate.core.route.Goal;
import dev.tidegate.core.route.OwnWeights;
import dev.tidegate.core.route.RouteNumbers;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Writes the weights of one route. Where one version gets everything, the user's own numbers stand:
 * what was 90 beside a foreign 10 is 90 again, whatever a step had to write in between.
 *
 * @param divided whether a release had divided the route's traffic already
 */
record RouteWeights(Goal goal, OwnWeights own, boolean divided) {

    private static final long PERCENT = 100;

    /**
     * Writes them.
     *
     * @param moves whether the traffic is to be divided in another way than it is
     */
    void write(RouteSides sides, boolean moves) {
        RouteNumbers now = sides.now();
        boolean numbered = sides.numbered();
        Optional<RouteNumbers> kept = own.behind(now);
        RouteNumbers users = kept.or(() -> unscaled(sides, now)).orElse(now);
        RouteNumbers written = now;
        if ((moves || kept.isPresent()) && parts(sides.after()).stream().anyMatch(n -> n > 0)) {
            WeightNumbers.Numbers numbers = numbers(sides, users);
            written = sides.write(numbers);
        }
        boolean divides = goal.carriers().size() > 1;
        if (divides && numbered && !(users.alone() && written.equals(users))) {
            own.keep(users, written);
        } else {
            own.drop();
        }
    }

    private WeightNumbers.Numbers numbers(RouteSides sides, RouteNumbers users) {
        if (goal.carriers().size() > 1) {
            return WeightNumbers.of(users.others(), users.rest(), sides.weights(goal));
        }
        return WeightNumbers.inParts(
                users.others(), sides.numbered() ? users.rest() : PERCENT, parts(sides.after()));
    }

    /** Several destinations of one version keep the ratio that they have to each other. */
    private List<Long> parts(List<Destination> after) {
        List<Version> carriers = goal.carriers();
        List<Long> parts =
                new ArrayList<>(
                        after.stream()
                                .map(d -> carriers.stream().anyMatch(d::is) ? d.weight() : 0L)
                                .toList());
        if (parts.stream().allMatch(n -> n == 0)) {
            for (int i = 0; i < parts.size(); i++) {
                if (carriers.stream().anyMatch(after.get(i)::is)) {
                    parts.set(i, 1L);
                    break;
                }
            }
        }
        return parts;
    }

    /**
     * A release that kept no numbers has written the smallest ones: the user's are taken to have
     * been percents, if they can have been.
     */
    private Optional<RouteNumbers> unscaled(RouteSides sides, RouteNumbers now) {
        long sum = sides.all().stream().mapToLong(Long::longValue).sum();
        boolean smallest = sum > 0 && Ratio.reduced(sides.all()).equals(sides.all());
        if (!divided || own.kept() || now.alone() || !smallest || sum == PERCENT) {
            return Optional.empty();
        }
        List<Long> percents = new ArrayList<>();
        percents.add(now.rest() * PERCENT);
        now.others().forEach(n -> percents.add(n * PERCENT));
        return percents.stream().allMatch(n -> n % sum == 0)
                ? Optional.of(
                        new RouteNumbers(
                                percents.getFirst() / sum,
                                percents.stream().skip(1).map(n -> n / sum).toList()))
                : Optional.empty();
    }
}
