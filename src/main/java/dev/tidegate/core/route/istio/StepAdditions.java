package dev.tidegate.core.route.istio;

import dev.tidegate.core.route.Goal;
import dev.tidegate.core.route.Release;
import dev.tidegate.core.route.Route;
import dev.tidegate.core.traffic.Traffic;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a step adds to the {@code http} routes of one VirtualService beside their weights: sticky
 * cookies and mirrors. A route that the policy does not name has none.
 */
final class StepAdditions {

    private final List<Route> all;
    private final StickyAnswers answers;
    private final RouteMirrors mirrors;

    /**
     * In an object's own tree or a copy of it.
     *
     * @param named its routes that the policy names
     * @param others all others, but for those that Tidegate made
     * @param tree may be changed by {@link #take} and {@link #write}
     */
    StepAdditions(
            List<Route> named,
            List<Route> others,
            Map<String, Object> tree,
            Naming naming,
            Release release) {
        this.answers = new StickyAnswers(tree, naming);
        this.mirrors = new RouteMirrors(named, tree, naming, release);
        // what another service's routes have is that one's
        this.all =
                Planning.both(named, others).stream()
                        .filter(StepAdditions::seesRequests)
                        .filter(
                                route ->
                                        Destination.of(route, naming).stream()
                                                        .anyMatch(d -> d.version().isPresent())
                                                || mirrors.any(List.of(route)))
                        .toList();
    }

    /** Whether there are any. */
    boolean any() {
        return answers.any(all) || mirrors.any(all);
    }

    /** Takes away what must not be copied with a destination; {@link #write} gives it anew. */
    void take() {
        answers.take(all);
    }

    /**
     * Makes them as the goal says.
     *
     * @param named the routes that the policy names, with their weights as they are to be
     * @return why they cannot be, each a sentence
     */
    List<String> write(List<Route> named, Goal goal) {
        Traffic traffic = goal.traffic();
        List<String> problems = new ArrayList<>();
        Set<Object> trees = Collections.newSetFromMap(new IdentityHashMap<>());
        named.forEach(route -> trees.add(route.tree()));
        for (Route route : all) {
            boolean wanted = trees.contains(route.tree());
            answers.give(route, wanted ? traffic.cookies() : List.of()).ifPresent(problems::add);
            mirrors.write(route, wanted ? traffic.mirrors() : List.of()).ifPresent(problems::add);
        }
        if (!traffic.plain()) {
            named.stream()
                    .filter(route -> !seesRequests(route))
                    .map(StepAdditions::connections)
                    .forEach(problems::add);
        }
        return problems;
    }

    private static boolean seesRequests(Route route) {
        return route.key().startsWith("http/");
    }

    private static String connections(Route route) {
        return "%s moves connections, in which no request is seen, and a step has a match, sticky or a mirror; take that out of steps, or the route out of route.virtualServices"
                .formatted(route.title());
    }
}
