package dev.tidegate.core.route.istio;

import dev.tidegate.core.route.Release;
import dev.tidegate.core.route.Route;
import dev.tidegate.core.route.Tree;
import dev.tidegate.core.routing.Routing;
import dev.tidegate.core.traffic.RequestMatch;
import dev.tidegate.core.traffic.Segment;
import dev.tidegate.core.traffic.StepTraffic;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Steps whose match no request can meet: every route that the policy names asks for something else,
 * such as another path. Nothing would be written for such a step, and nobody would meet the canary.
 */
final class UnmetMatches {

    private final List<Route> routes;

    /** Of the routes that the release moves. */
    UnmetMatches(Release release, ObservedObjects objects) {
        Routing routing = release.routing();
        Naming naming =
                Namings.of(release.service(), routing.destinations(), objects, Optional.empty());
        // of a connection no request is seen: that is said of its own
        this.routes =
                RouteFinder.named(routing, objects, naming).stream()
                        .filter(route -> route.key().startsWith("http/"))
                        .toList();
    }

    /** What is wrong with them, each a sentence. */
    List<String> problems(List<StepTraffic> steps) {
        Set<String> problems = new LinkedHashSet<>();
        for (StepTraffic step : steps) {
            if (!step.match().isEmpty() && !routes.isEmpty() && unmet(step.match())) {
                problems.add(
                        "steps: none of the routes that the policy names has requests where %s, so that match leads nobody to the canary; correct it, or name the route that has them in route.virtualServices"
                                .formatted(Segment.words(step.match())));
            }
        }
        return new ArrayList<>(problems);
    }

    private boolean unmet(List<RequestMatch> items) {
        return routes.stream()
                .allMatch(route -> items.stream().allMatch(item -> disjoint(route, item)));
    }

    private static boolean disjoint(Route route, RequestMatch item) {
        List<Map<String, Object>> own = Tree.maps(route.tree(), "match");
        return !own.isEmpty()
                && own.stream()
                        .map(match -> MatchPair.of(match, item, route.namespace()))
                        .allMatch(pair -> pair.tree().isEmpty() && pair.clash().isEmpty());
    }
}
