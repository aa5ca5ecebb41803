package dev.tidegate.core.route.istio;

import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.route.Annotations;
import dev.tidegate.core.route.Ledger;
import dev.tidegate.core.route.Route;
import dev.tidegate.core.traffic.AnswerCookie;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The sticky cookies that the answers of a VirtualService's destinations give. They are taken away
 * before anything else is changed, so that nothing is copied with them, and given anew.
 */
final class StickyAnswers {

    private final Naming naming;
    private final Ledger given;
    private final Map<String, Set<Version>> before = new HashMap<>();

    /** Those in {@code tree}, which may be changed. */
    StickyAnswers(Map<String, Object> tree, Naming naming) {
        this.naming = naming;
        this.given = new Ledger(Annotations.STICKY_COOKIES, tree);
    }

    /** Whether some route has any. */
    boolean any(List<Route> routes) {
        return routes.stream()
                .anyMatch(
                        route ->
                                !given.of(route).isEmpty()
                                        || versions(route).stream()
                                                .anyMatch(
                                                        d ->
                                                                CookieHeader.ours(d.tree())
                                                                        .isPresent()));
    }

    /** Takes all away. */
    void take(List<Route> routes) {
        for (Route route : routes) {
            before.put(route.key(), given.of(route));
            versions(route).forEach(d -> CookieHeader.take(d.tree()));
        }
    }

    /**
     * Gives them to the route's destinations. What somebody has written in place of one of them is
     * written over; what was the user's own before is not.
     *
     * @return why it cannot be, as a sentence
     */
    Optional<String> give(Route route, List<AnswerCookie> cookies) {
        Optional<String> problem = copied(route, cookies);
        Set<Version> now = new HashSet<>();
        for (Destination destination : versions(route)) {
            for (AnswerCookie cookie : cookies) {
                if (destination.is(cookie.version())) {
                    Optional<String> obstacle = obstacle(route, destination, cookie.version());
                    problem = problem.or(() -> obstacle);
                    if (obstacle.isEmpty()) {
                        CookieHeader.give(destination.tree(), cookie.header());
                        now.add(cookie.version());
                    }
                }
            }
        }
        given.put(route, now);
        return problem;
    }

    /** Why the destination cannot give one that a managed route makes in its place. */
    private Optional<String> copied(Route route, List<AnswerCookie> cookies) {
        List<Destination> all = versions(route);
        return cookies.stream()
                .filter(cookie -> all.stream().noneMatch(d -> d.is(cookie.version())))
                .flatMap(_ -> SegmentDestinations.sibling(all).stream())
                .flatMap(like -> obstacle(route, like, false).stream())
                .findFirst();
    }

    private Optional<String> obstacle(Route route, Destination to, Version version) {
        return obstacle(route, to, before.getOrDefault(route.key(), Set.of()).contains(version));
    }

    private static Optional<String> obstacle(Route route, Destination to, boolean ours) {
        if (CookieHeader.in(to.tree()).isPresent() && !ours) {
            return Optional.of(
                    "%s has a set-cookie of its own in headers.response.add of a destination, and Istio takes one value there; add yours in the service or for the whole route, or take sticky out of steps"
                            .formatted(route.title()));
        }
        if (CookieHeader.isSet(to.tree())
                || CookieHeader.isSet(route.tree())
                || CookieHeader.isRemoved(route.tree())) {
            return Optional.of(
                    "%s sets or removes set-cookie in headers.response, so the sticky cookie would not reach the client; use add there, or take sticky out of steps"
                            .formatted(route.title()));
        }
        return Optional.empty();
    }

    private List<Destination> versions(Route route) {
        return Destination.of(route, naming).stream().filter(d -> d.version().isPresent()).toList();
    }
}
