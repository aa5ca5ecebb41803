package dev.tidegate.core.route.istio;

import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.distribution.Weight;
import dev.tidegate.core.route.Annotations;
import dev.tidegate.core.route.Fence;
import dev.tidegate.core.route.Ledger;
import dev.tidegate.core.route.Release;
import dev.tidegate.core.route.Route;
import dev.tidegate.core.route.Tree;
import dev.tidegate.core.traffic.Mirror;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The mirrors that Tidegate adds to the routes of a VirtualService, each an element of {@code
 * mirrors} behind the user's own. An annotation says which they are; where somebody took it out, an
 * element of a route that the policy names is one of them, if it leads to the canary with the share
 * that is wanted, or on the way back with one of the release's steps. A route that mirrored to the
 * canary when the release began has the user's own alone.
 */
final class RouteMirrors {

    private static final String FIELD = "mirrors";
    private static final String SHARE = "percentage";

    private final Map<String, Object> tree;
    private final Naming naming;
    private final Release release;
    private final Ledger ledger;
    private final PriorMirrors prior;
    private final Set<Object> named = Collections.newSetFromMap(new IdentityHashMap<>());

    /**
     * Those in {@code tree}, which may be changed.
     *
     * @param named the routes in it that the policy names
     */
    RouteMirrors(List<Route> named, Map<String, Object> tree, Naming naming, Release release) {
        this.tree = tree;
        this.naming = naming;
        this.release = release;
        this.ledger = new Ledger(Annotations.MIRRORS, tree);
        this.prior = new PriorMirrors(release, naming);
        named.forEach(route -> this.named.add(route.tree()));
    }

    /** Whether some route has any. */
    boolean any(List<Route> routes) {
        return routes.stream().anyMatch(route -> !ours(route).isEmpty());
    }

    /**
     * Makes those of the route as wanted; all others stay, in their order.
     *
     * @return why they cannot be, as a sentence
     */
    Optional<String> write(Route route, List<Mirror> wanted) {
        Object written = route.tree().get(FIELD);
        if (written != null && !(written instanceof List<?>)) {
            ledger.put(route, List.of());
            return Optional.of("%s: mirrors is no list; write one".formatted(route.title()))
                    .filter(_ -> !wanted.isEmpty());
        }
        Map<Version, Object> ours = ours(route);
        List<Object> mirrors = new ArrayList<>(Tree.list(route.tree(), FIELD));
        Optional<String> problem = Optional.empty();
        for (Mirror mirror : wanted) {
            Object there = ours.remove(mirror.to());
            if (there != null) {
                share(Tree.map(there), mirror.share());
            } else {
                problem = problem.or(() -> obstacle(route, mirror.to()));
                mirrors.add(element(route, mirror));
            }
        }
        if (!wanted.isEmpty() && route.tree().containsKey("mirror")) {
            problem = problem.or(() -> Optional.of(single(route)));
        }
        Set<Object> gone = Collections.newSetFromMap(new IdentityHashMap<>());
        gone.addAll(ours.values());
        gone.addAll(doubled(route));
        mirrors.removeIf(gone::contains);
        if (!mirrors.equals(Tree.list(route.tree(), FIELD))) {
            if (mirrors.isEmpty()) {
                route.tree().remove(FIELD);
            } else {
                route.tree().put(FIELD, mirrors);
            }
        }
        ledger.put(route, wanted.stream().map(Mirror::to).toList());
        return problem;
    }

    /** Copies of so many of a route's requests go to a version, whoever wants it: 0 to 1. */
    static double share(Route route, Version version, Naming naming) {
        return Tree.maps(route.tree(), FIELD).stream()
                .filter(m -> to(m, naming, route.namespace()).filter(version::equals).isPresent())
                .mapToDouble(
                        m ->
                                Tree.map(m, SHARE).get("value") instanceof Number value
                                        ? value.doubleValue() / 100
                                        : 1)
                .sum();
    }

    /** The first element that leads to a version: the step's, where it has one. */
    static Optional<Object> first(Route route, Version version, Naming naming) {
        return Tree.list(route.tree(), FIELD).stream()
                .filter(m -> to(m, naming, route.namespace()).filter(version::equals).isPresent())
                .<Object>map(m -> m)
                .findFirst();
    }

    /** Takes what leads to {@code versions} out of a copy of a route. */
    static void leaveOut(
            Map<String, Object> copy, Set<Version> versions, Naming naming, String ns) {
        List<Object> mirrors = new ArrayList<>(Tree.list(copy, FIELD));
        if (mirrors.removeIf(m -> to(m, naming, ns).filter(versions::contains).isPresent())) {
            if (mirrors.isEmpty()) {
                copy.remove(FIELD);
            } else {
                copy.put(FIELD, mirrors);
            }
        }
    }

    /** The elements by version; of several that lead to one, the first: the user's came since. */
    private Map<Version, Object> ours(Route route) {
        Set<Version> kept = ledger.of(route);
        Map<Version, Object> ours = new HashMap<>();
        for (Object element : Tree.list(route.tree(), FIELD)) {
            to(element, naming, route.namespace())
                    .filter(v -> kept.isEmpty() ? looksOurs(route, element) : kept.contains(v))
                    .ifPresent(v -> ours.putIfAbsent(v, element));
        }
        return ours;
    }

    /** On the way back: every one that may be a copy of ours. */
    private List<Object> doubled(Route route) {
        return release.retreats()
                ? Tree.list(route.tree(), FIELD).stream()
                        .filter(element -> looksOurs(route, element))
                        .<Object>map(element -> element)
                        .toList()
                : List.of();
    }

    private boolean looksOurs(Route route, Object element) {
        return named.contains(route.tree())
                && !prior.has(route)
                && to(element, naming, route.namespace())
                        .filter(release.canary()::equals)
                        .isPresent()
                && (release.retreats() || wrote())
                && Tree.map(element).keySet().equals(Set.of("destination", SHARE))
                && shares().anyMatch(share -> has(Tree.map(element), share));
    }

    private boolean wrote() {
        Fence fence = Fence.of(release, release.service().namespace());
        return Fence.in(tree).stream().anyMatch(fence::ours);
    }

    private Stream<Weight> shares() {
        return release.retreats()
                ? release.known().mirrored().stream()
                : release.traffic().stream().flatMap(t -> t.mirrors().stream()).map(Mirror::share);
    }

    private Optional<String> obstacle(Route route, Version version) {
        boolean there =
                Tree.list(route.tree(), FIELD).stream()
                        .anyMatch(
                                m ->
                                        to(m, naming, route.namespace())
                                                .filter(version::equals)
                                                .isPresent());
        return there
                ? Optional.of(
                        "%s mirrors requests to %s already, and so does a step; take it out of mirrors, or out of steps"
                                .formatted(route.title(), version))
                : Optional.empty();
    }

    private static String single(Route route) {
        return "%s has the field mirror, and a step mirrors too; Istio refuses mirror beside mirrors; write yours as an element of mirrors"
                .formatted(route.title());
    }

    private Map<String, Object> element(Route route, Mirror mirror) {
        List<Destination> ours =
                Destination.of(route, naming).stream()
                        .filter(d -> d.version().isPresent())
                        .toList();
        Map<String, Object> element = new LinkedHashMap<>();
        ours.stream()
                .filter(d -> d.is(mirror.to()))
                .findFirst()
                .or(() -> ours.stream().findFirst())
                .ifPresent(
                        like -> {
                            Map<String, Object> to =
                                    Tree.copy(Tree.map(like.tree(), "destination"));
                            naming.point(to, mirror.to(), route.namespace());
                            element.put("destination", to);
                        });
        share(element, mirror.share());
        return element;
    }

    private static void share(Map<String, Object> element, Weight share) {
        if (!has(element, share)) {
            BigDecimal percent = share.percent();
            Map<String, Object> value = new LinkedHashMap<>();
            value.put(
                    "value",
                    percent.scale() <= 0
                            ? (Object) percent.intValueExact()
                            : (Object) percent.doubleValue());
            element.put(SHARE, value);
        }
    }

    private static boolean has(Map<String, Object> element, Weight share) {
        return Tree.map(element, SHARE).get("value") instanceof Number value
                && Math.round(value.doubleValue() * 100) == share.basisPoints();
    }

    private static Optional<Version> to(Object element, Naming naming, String namespace) {
        return naming.versionOf(Tree.map(Tree.map(element), "destination"), namespace);
    }
}
