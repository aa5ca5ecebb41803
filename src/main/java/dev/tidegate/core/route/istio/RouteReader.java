package dev.tidegate.core.route.istio;

import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.event.PriorTraffic;
import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.core.route.ObservedObject;
import dev.tidegate.core.route.ObservedRoutes;
import dev.tidegate.core.route.Route;
import dev.tidegate.core.routing.Routing;
import dev.tidegate.core.routing.Routing.Subsets;
import dev.tidegate.core.routing.Routing.VirtualServiceRef;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads which version carries the traffic, and what would keep a release from moving it. */
final class RouteReader {

    private final ServiceKey service;
    private final Routing routing;
    private final ObservedObjects objects;
    private final Optional<Version> hint;
    private final Naming naming;
    private final List<String> problems = new ArrayList<>();
    private final Map<String, Version> stableByRoute = new LinkedHashMap<>();

    RouteReader(
            ServiceKey service, Routing routing, ObservedObjects objects, Optional<Version> hint) {
        this.service = service;
        this.routing = routing;
        this.objects = objects;
        this.hint = hint;
        this.naming = Namings.of(service, routing.destinations(), objects, Optional.empty());
    }

    ObservedRoutes read() {
        routing.virtualServices().forEach(this::read);
        Set<Version> stable = new LinkedHashSet<>(stableByRoute.values());
        if (stable.size() > 1) {
            problems.add(
                    "the routes disagree on the stable version: %s; give all of them the same"
                            .formatted(
                                    stableByRoute.entrySet().stream()
                                            .map(e -> e.getValue() + " by " + e.getKey())
                                            .collect(Collectors.joining(", "))));
        }
        if (routing.destinations() instanceof Subsets mode) {
            objects.rule(mode, problems).ifPresent(rule -> read(mode, rule, stable));
        }
        return new ObservedRoutes(
                stable.size() == 1 ? stable.stream().findFirst() : Optional.empty(),
                problems,
                Namings.ruleHost(service, routing.destinations(), objects),
                PriorTraffic.NONE);
    }

    private void read(VirtualServiceRef ref) {
        objects.virtualService(ref, problems).ifPresent(object -> read(ref, object));
    }

    private void read(VirtualServiceRef ref, ObservedObject object) {
        RouteFinder.Found routes = RouteFinder.find(object, object.tree(), ref, naming);
        problems.addAll(routes.problems());
        problems.addAll(WebhookChecks.virtualService(object, object.tree()));
        routes.routes().forEach(this::read);
    }

    private void read(Route route) {
        List<Destination> all = Destination.of(route, naming);
        Set<Version> carriers = new LinkedHashSet<>();
        all.stream().filter(d -> d.weight() > 0).forEach(d -> d.version().ifPresent(carriers::add));
        Optional<Version> known = hint.filter(carriers::contains);
        if (carriers.isEmpty()) {
            problems.add(
                    "%s sends nothing to a version of the service: it has %s; looked for %s; give one weight%s"
                            .formatted(
                                    route.title(),
                                    all,
                                    naming.looksLike(),
                                    HostHint.of(all, naming.looksLike(), objects.domain())));
        } else if (carriers.size() > 1 && known.isEmpty()) {
            problems.add(
                    "%s divides the traffic between %s, and none is known as stable; give one of them all of it"
                            .formatted(route.title(), all));
        } else {
            stableByRoute.put(route.title(), known.orElseGet(() -> carriers.iterator().next()));
        }
    }

    private void read(Subsets mode, ObservedObject rule, Set<Version> stable) {
        problems.addAll(WebhookChecks.destinationRule(rule, rule.tree()));
        SubsetEdit edit = new SubsetEdit(mode, rule, objects);
        stable.stream().filter(v -> !edit.defines(v)).map(edit::missing).forEach(problems::add);
    }
}
