package dev.tidegate.core.route.istio;

import dev.tidegate.core.route.Fence;
import dev.tidegate.core.route.Goal;
import dev.tidegate.core.route.ObservedObject;
import dev.tidegate.core.route.Release;
import dev.tidegate.core.route.Route;
import dev.tidegate.core.route.Tree;
import dev.tidegate.core.route.Writer;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Takes the canary's traffic away, wherever it is: from the routes that the policy names, and from
 * each that has come since the release began and divides traffic between the same versions. What is
 * missing sends nothing to the canary, and is no obstacle. A route that has come since and sends to
 * the canary alone may be somebody's own: it is not changed, but said.
 */
final class Retreating {

    private final Release release;
    private final ObservedObjects objects;
    private final Naming naming;
    private final Goal goal;
    private final Set<Writer> gone;
    private final UnnamedRoutes strays;
    private final PriorMirrors mirrors;
    private final List<String> problems = new ArrayList<>();

    Retreating(
            Release release, ObservedObjects objects, Naming naming, Goal goal, Set<Writer> gone) {
        this.release = release;
        this.objects = objects;
        this.naming = naming;
        this.goal = goal;
        this.gone = gone;
        this.strays = new UnnamedRoutes(release, naming);
        this.mirrors = new PriorMirrors(release, naming);
    }

    /** The edits, those of the named objects first. */
    List<EditedObject> edits() {
        Set<ObservedObject> named = new LinkedHashSet<>(objects.named(release.routing()).toList());
        List<EditedObject> edits = new ArrayList<>();
        named.forEach(object -> edit(object, edits));
        objects.of(ObservedObjects.VIRTUAL_SERVICE).stream()
                .filter(object -> named.stream().noneMatch(object::isSameAs))
                .filter(
                        object ->
                                !strays.in(object, object.tree()).isEmpty()
                                        || !managed(object, object.tree()).all().isEmpty()
                                        || additions(object, object.tree()).any()
                                        || !mirrors.news(object, object.tree()).isEmpty())
                .filter(object -> !isNewers(object))
                .forEach(object -> edit(object, edits));
        return edits;
    }

    /** Where the canary keeps traffic that no write can take away. */
    List<String> problems() {
        return problems;
    }

    /** A newer release of the service has the object now, and names it in its policy. */
    private boolean isNewers(ObservedObject object) {
        return Fence.of(release, object.namespace()).newerIn(object.tree(), gone).isPresent();
    }

    /** Those of the service, whatever has become of the routes they were made for. */
    private ManagedRoutes managed(ObservedObject object, Map<String, Object> tree) {
        String owner = Fence.of(release, object.namespace()).owner();
        return new ManagedRoutes(object, tree, naming, owner);
    }

    private StepAdditions additions(ObservedObject object, Map<String, Object> tree) {
        RouteFinder.Found named = RouteFinder.named(object, tree, release.routing(), naming);
        List<Route> others = RouteFinder.others(object, tree, named, naming);
        return new StepAdditions(named.routes(), others, tree, naming, release);
    }

    /** Copies that the canary keeps, and that it did not get when the release began. */
    private List<String> mirrors(ObservedObject object, Map<String, Object> tree) {
        return release.known().prior().isPresent() || strays.lacks(object)
                ? mirrors.news(object, tree).stream()
                        .map(
                                route ->
                                        "%s still mirrors requests to %s; it did not when the release began; take it out of mirrors"
                                                .formatted(route.title(), release.canary()))
                        .toList()
                : List.of();
    }

    private void edit(ObservedObject object, List<EditedObject> edits) {
        Map<String, Object> copy = Tree.copy(object.tree());
        RouteFinder.Found named = RouteFinder.named(object, copy, release.routing(), naming);
        List<Route> routes = new ArrayList<>(named.routes());
        for (Route stray : strays.news(object, copy, objects, goal)) {
            if (strays.divides(stray, goal)) {
                routes.add(stray);
            } else if (release.known().prior().isPresent() || strays.lacks(object)) {
                problems.add(
                        "%s still sends traffic to %s: %s; it did not when the release began; send it to %s, or take the route away"
                                .formatted(
                                        stray.title(),
                                        release.canary(),
                                        Destination.of(stray, naming),
                                        RouteEdit.oneOf(goal.carriers())));
            }
        }
        List<String> notes =
                new ArrayList<>(
                        new LostKeys(copy, naming, Fence.of(release, object.namespace()), release)
                                .give(routes, RouteFinder.others(object, copy, named, naming)));
        StepAdditions additions = additions(object, copy);
        boolean added = additions.any();
        additions.take();
        for (Route route : routes) {
            RouteEdit edit = new RouteEdit(route, copy, naming, goal);
            edit.apply().ifPresent(problems::add);
            notes.addAll(edit.notes());
        }
        ManagedRoutes managed = managed(object, copy);
        boolean segments = !managed.all().isEmpty();
        problems.addAll(additions.write(List.of(), goal));
        problems.addAll(managed.write(List.of(), goal));
        problems.addAll(mirrors(object, copy));
        if (!routes.isEmpty() || segments || added) {
            edits.add(new EditedObject(object, copy, notes));
        }
    }
}
