package dev.tidegate.core.route.istio;

import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.route.Annotations;
import dev.tidegate.core.route.Fence;
import dev.tidegate.core.route.Release;
import dev.tidegate.core.route.Route;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * An edited match or name changes a route's key; this moves what is kept under the old key to the
 * route that has it now. That is one which has the versions that are kept, and of which nothing is
 * kept: among those that the release moves, else the only other one. Where two keys are lost, or
 * several routes may be it, nobody is given what may be another's; it is told. A route of which
 * only mirrors are kept is one that mirrors to them. A route that led to the canary before the
 * release is the user's own and never it. A fence of another service in the object means that it
 * may be kept for that one.
 *
 * @param tree of the object; it may be changed
 */
record LostKeys(Map<String, Object> tree, Naming naming, Fence fence, Release release) {

    private static final List<String> LISTS =
            List.of(
                    Annotations.ADDED_DESTINATIONS,
                    Annotations.SPLIT,
                    Annotations.OWN_WEIGHTS,
                    Annotations.STICKY_COOKIES,
                    Annotations.MIRRORS);

    /** Gives what is kept to its routes; tells what cannot be given, each a sentence. */
    List<String> give(List<Route> moved, List<Route> others) {
        List<String> notes = new ArrayList<>();
        if (!Fence.in(tree).stream().allMatch(f -> f.owner().equals(fence.owner()))) {
            return notes;
        }
        if (!release.stage().live()) {
            tidy(Planning.both(moved, others));
        }
        Set<String> lost = kept();
        moved.forEach(route -> lost.remove(route.key()));
        others.forEach(route -> lost.remove(route.key()));
        for (String key : lost) {
            Set<Version> added = versions(Annotations.ADDED_DESTINATIONS, key);
            Set<Version> split = versions(Annotations.SPLIT, key);
            split.addAll(added);
            List<Route> heirs = heirs(key, added.isEmpty() ? split : added, moved);
            if (heirs.isEmpty()) {
                heirs = heirs(key, split, others.stream().filter(r -> !stood(r)).toList());
            }
            if (split.isEmpty()) {
                heirs = mirroring(key, Planning.both(moved, others));
            }
            boolean sure = lost.size() == 1 && moved.containsAll(heirs);
            if (heirs.size() <= 1 || sure) {
                rename(key, heirs);
            } else {
                notes.add(
                        "the route kept as %s was edited, and each of these may be it: %s; if %s stays there with weight 0, take it out"
                                .formatted(
                                        key,
                                        heirs.stream()
                                                .map(Route::title)
                                                .collect(Collectors.joining(", or ")),
                                        RouteEdit.oneOf(added)));
            }
        }
        return notes;
    }

    /**
     * At the end of a release whose routes are there: no cookie is kept for a route that is not,
     * for one that comes back is known by the cookie itself.
     */
    private void tidy(List<Route> there) {
        if (there.isEmpty()) {
            return;
        }
        List<String> entries = new ArrayList<>(entries(Annotations.STICKY_COOKIES));
        entries.removeIf(e -> there.stream().noneMatch(route -> route.key().equals(key(e))));
        Annotations.put(tree, Annotations.STICKY_COOKIES, Annotations.toJson(entries));
    }

    private boolean stood(Route route) {
        return release.known()
                .prior()
                .filter(prior -> RouteTitle.knows(prior.routes(), route))
                .isPresent();
    }

    private List<Route> heirs(String lost, Set<Version> versions, List<Route> routes) {
        Set<String> taken = kept();
        String protocol = lost.substring(0, lost.indexOf('/') + 1);
        return routes.stream()
                .filter(r -> r.key().startsWith(protocol) && !taken.contains(r.key()))
                .filter(r -> !versions.isEmpty() && has(r, versions))
                .toList();
    }

    private List<Route> mirroring(String lost, List<Route> routes) {
        Set<Version> mirrored = versions(Annotations.MIRRORS, lost);
        return routes.stream()
                .filter(r -> !kept().contains(r.key()))
                .filter(r -> !new PriorMirrors(release, naming).has(r))
                .filter(r -> mirrored.stream().anyMatch(v -> RouteMirrors.share(r, v, naming) > 0))
                .toList();
    }

    private boolean has(Route route, Set<Version> versions) {
        List<Destination> all = Destination.of(route, naming);
        return versions.stream().allMatch(v -> all.stream().anyMatch(d -> d.is(v)));
    }

    private Set<String> kept() {
        Set<String> keys = new LinkedHashSet<>();
        LISTS.forEach(list -> entries(list).forEach(e -> keys.add(key(e))));
        keys.removeIf(key -> key.indexOf('/') < 0);
        return keys;
    }

    private Set<Version> versions(String list, String key) {
        Set<Version> versions = new LinkedHashSet<>();
        entries(list).stream()
                .filter(e -> key(e).equals(key))
                .forEach(
                        e -> Version.parse(e.substring(key.length() + 1)).ifPresent(versions::add));
        return versions;
    }

    private void rename(String lost, List<Route> heirs) {
        if (heirs.isEmpty()) {
            return;
        }
        for (String list : LISTS) {
            List<String> renamed = new ArrayList<>();
            for (String entry : entries(list)) {
                if (key(entry).equals(lost)) {
                    heirs.forEach(r -> renamed.add(r.key() + entry.substring(lost.length())));
                } else {
                    renamed.add(entry);
                }
            }
            Annotations.put(tree, list, Annotations.toJson(renamed));
        }
    }

    private List<String> entries(String list) {
        return Annotations.fromJson(Annotations.get(tree, list));
    }

    /** Of an entry, which ends with a version or numbers, neither of which has a slash. */
    private static String key(String entry) {
        return entry.substring(0, Math.max(0, entry.lastIndexOf('/')));
    }
}
