package dev.tidegate.core.route.istio;

import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.distribution.Weight;
import dev.tidegate.core.distribution.WeightNumbers;
import dev.tidegate.core.route.Annotations;
import dev.tidegate.core.route.Goal;
import dev.tidegate.core.route.Ledger;
import dev.tidegate.core.route.OwnWeights;
import dev.tidegate.core.route.Route;
import dev.tidegate.core.route.Tree;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Makes one route carry what is wanted: changes the weights of our versions' destinations, adds
 * those that lack, removes those that Tidegate added and that get nothing any more. One that is
 * added has all that its sibling has, headers and port included. A destination of somebody else
 * keeps its share of the whole.
 */
final class RouteEdit {

    private final Route route;
    private final Naming naming;
    private final Goal goal;
    private final Ledger added;
    private final Ledger split;
    private final OwnWeights own;
    private final List<String> notes = new ArrayList<>();

    /** An edit of a route in {@code object}, a tree that may be changed. */
    RouteEdit(Route route, Map<String, Object> object, Naming naming, Goal goal) {
        this.route = route;
        this.naming = naming;
        this.goal = goal;
        this.added = new Ledger(Annotations.ADDED_DESTINATIONS, object);
        this.split = new Ledger(Annotations.SPLIT, object);
        this.own = new OwnWeights(route, object);
    }

    /** Changes the route's tree; returns the problem instead when it cannot. */
    Optional<String> apply() {
        Set<Version> managed = managed();
        List<Destination> before = Destination.of(route, naming);
        List<Destination> ours = within(managed, before);
        Optional<String> problem = problem(before, ours);
        if (problem.isPresent()) {
            return goal.retreat() ? Optional.empty() : problem;
        }
        Set<Version> ownAdditions = new HashSet<>(added.of(route));
        List<Destination> after = new ArrayList<>(before);
        List<Version> carriers = goal.carriers();
        boolean moves = !goal.retreat() || ours.stream().anyMatch(this::loses);
        if (moves) {
            add(after, ours, ownAdditions);
        }
        after.removeIf(
                d ->
                        d.version()
                                .filter(v -> ownAdditions.contains(v) && !carriers.contains(v))
                                .isPresent());
        new RouteWeights(goal, own, split.of(route).size() > 1)
                .write(
                        new RouteSides(without(managed, before), ours, within(managed, after)),
                        goal.retreat() ? moves : !agrees(before, ours));
        if (!after.equals(before)) {
            route.tree()
                    .put(
                            "route",
                            new ArrayList<Object>(after.stream().map(Destination::tree).toList()));
        }
        ownAdditions.removeIf(v -> after.stream().noneMatch(d -> d.is(v)));
        added.put(route, ownAdditions);
        split.put(route, carriers.size() > 1 ? carriers : List.of());
        return Optional.empty();
    }

    /** Whether a retreat takes something from the destination. */
    private boolean loses(Destination destination) {
        return destination.weight() > 0 && goal.carriers().stream().noneMatch(destination::is);
    }

    /**
     * The versions whose weights are ours to set: the rollout's, and those an interrupted release
     * left in the split.
     */
    private Set<Version> managed() {
        Set<Version> managed = new LinkedHashSet<>(goal.versions());
        managed.addAll(added.of(route));
        managed.addAll(split.of(route));
        return managed;
    }

    private Optional<String> problem(List<Destination> all, List<Destination> ours) {
        if (all.isEmpty()) {
            return Optional.of(
                    route.title() + " has no destinations; give it one with " + naming.looksLike());
        }
        long others = sum(all) - sum(ours);
        if (ours.isEmpty() || (sum(ours) == 0 && others > 0)) {
            return Optional.of(
                    "%s sends all its traffic to others: %s; looked for %s of %s; give one of them weight"
                            .formatted(
                                    route.title(),
                                    all,
                                    naming.looksLike(),
                                    oneOf(goal.versions())));
        }
        return goal.retreat() ? Optional.empty() : twice(all, ours);
    }

    /** For a message: {@code v1 or v2}. */
    static String oneOf(Collection<Version> versions) {
        return versions.stream().map(Version::name).collect(Collectors.joining(" or "));
    }

    private Optional<String> twice(List<Destination> all, List<Destination> ours) {
        Set<Version> seen = new HashSet<>();
        return ours.stream()
                .flatMap(d -> d.version().stream())
                .filter(v -> !seen.add(v))
                .findFirst()
                .map(
                        v ->
                                "%s names version %s twice: %s; leave one destination for each version"
                                        .formatted(route.title(), v, all));
    }

    /** What was done that the numbers do not say, each a sentence. */
    List<String> notes() {
        return notes;
    }

    /** Adds what lacks: copies of the destination that carries most of the traffic. */
    private void add(List<Destination> after, List<Destination> ours, Set<Version> ownAdditions) {
        Destination sibling =
                ours.reversed().stream()
                        .max(Comparator.comparingLong(Destination::weight))
                        .orElseThrow();
        int at = after.indexOf(ours.getLast()) + 1;
        for (Version version : goal.carriers()) {
            if (after.stream().noneMatch(d -> d.is(version))) {
                Map<String, Object> element = Tree.copy(sibling.tree());
                element.remove("weight");
                if (goal.retreat() && loses(sibling)) {
                    // what is set for the version that is taken back is not meant for this one
                    element.keySet().retainAll(Set.of("destination"));
                }
                naming.point(Tree.makeMap(element, "destination"), version, route.namespace());
                after.add(at++, new Destination(element, Optional.of(version), 0));
                ownAdditions.add(version);
                copied(element, sibling, version).ifPresent(notes::add);
            }
        }
    }

    private Optional<String> copied(
            Map<String, Object> element, Destination sibling, Version version) {
        Set<String> settings = new TreeSet<>(element.keySet());
        settings.removeAll(Set.of("destination", "weight"));
        return settings.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "%s: the destination added for %s has the %s of %s; for others, write one for %s yourself"
                                .formatted(
                                        route.title(),
                                        version,
                                        String.join(", ", settings),
                                        sibling.name(),
                                        version));
    }

    private boolean agrees(List<Destination> all, List<Destination> ours) {
        boolean complete =
                goal.carriers().stream().allMatch(v -> ours.stream().anyMatch(d -> d.is(v)));
        List<Long> numbers = ours.stream().map(Destination::weight).toList();
        return complete && WeightNumbers.agree(numbers, weights(ours), sum(all));
    }

    /** What each destination must get. */
    private List<Weight> weights(List<Destination> ours) {
        return ours.stream()
                .map(d -> d.version().map(goal.wanted()::weightOf).orElse(Weight.ZERO))
                .toList();
    }

    private static List<Destination> within(Set<Version> managed, List<Destination> all) {
        return all.stream().filter(d -> in(managed, d)).toList();
    }

    private static List<Destination> without(Set<Version> managed, List<Destination> all) {
        return all.stream().filter(d -> !in(managed, d)).toList();
    }

    private static boolean in(Set<Version> managed, Destination destination) {
        return destination.version().filter(managed::contains).isPresent();
    }

    private static long sum(List<Destination> destinations) {
        return destinations.stream().mapToLong(Destination::weight).sum();
    }
}
