package dev.tidegate.simulation.scene;

import static dev.tidegate.simulation.scene.Trees.at;
import static dev.tidegate.simulation.scene.Trees.list;
import static dev.tidegate.simulation.scene.Trees.number;
import static dev.tidegate.simulation.scene.Trees.text;

import dev.tidegate.adapter.cluster.ApiObject;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Reads a service's VirtualService, without the product's help. */
public final class RouteView {

    private RouteView() {}

    /** The service's destinations in its route with their weights, by version. */
    public static SortedMap<String, Integer> weights(SimService service, ApiObject routes) {
        SortedMap<String, Integer> weights = new TreeMap<>();
        List<Map<String, Object>> destinations = list(primary(routes), "route");
        for (Map<String, Object> each : destinations) {
            int weight = destinations.size() == 1 ? 100 : number(each, "weight");
            version(service, each).ifPresent(v -> weights.merge(v, weight, Integer::sum));
        }
        return weights;
    }

    /** The version's share of the service's own traffic, from 0 to 1. */
    public static double share(SortedMap<String, Integer> weights, String version) {
        int all = weights.values().stream().mapToInt(Integer::intValue).sum();
        return all == 0 ? 0 : (double) weights.getOrDefault(version, 0) / all;
    }

    /** The http route that the policy names. */
    public static Map<String, Object> primary(ApiObject routes) {
        return list(routes.map("spec"), "http").stream()
                .filter(route -> text(route, "name").equals("primary"))
                .findFirst()
                .orElse(Map.of());
    }

    /** Whether the product made the route, for requests that a step matches. */
    public static boolean isManaged(Map<String, Object> route) {
        return text(route, "name").startsWith("tidegate-");
    }

    /** The routes that the product made. */
    public static List<Map<String, Object>> managed(ApiObject routes) {
        return list(routes.map("spec"), "http").stream().filter(RouteView::isManaged).toList();
    }

    /** The service's versions to which such routes lead. */
    public static Set<String> matched(SimService service, ApiObject routes) {
        Set<String> versions = new TreeSet<>();
        managed(routes).stream()
                .flatMap(route -> list(route, "route").stream())
                .forEach(to -> version(service, to).ifPresent(versions::add));
        return versions;
    }

    /** The service's versions that get copies of requests. */
    public static Set<String> mirrored(SimService service, ApiObject routes) {
        return versions(service, routes, "mirrors", _ -> true);
    }

    /** The service's versions whose answers give a cookie of the product. */
    public static Set<String> sticky(SimService service, ApiObject routes) {
        return versions(service, routes, "route", RouteView::isSticky);
    }

    private static boolean isSticky(Map<String, Object> destination) {
        Map<String, Object> add = at(at(at(destination, "headers"), "response"), "add");
        return text(add, "set-cookie").contains("=tidegate-");
    }

    private static Set<String> versions(
            SimService service,
            ApiObject routes,
            String field,
            Predicate<Map<String, Object>> which) {
        Set<String> versions = new TreeSet<>();
        list(routes.map("spec"), "http").stream()
                .flatMap(route -> list(route, field).stream())
                .filter(which)
                .forEach(to -> version(service, to).ifPresent(versions::add));
        return versions;
    }

    /** The version that a destination leads to; empty of one that is somebody else's. */
    public static Optional<String> version(SimService service, Map<String, Object> destination) {
        Map<String, Object> to = at(destination, "destination");
        String host = text(to, "host");
        if (service.namesHosts()) {
            return service.hosts().version(host, service.routesIn());
        }
        String bare = host.contains(".") ? host.substring(0, host.indexOf('.')) : host;
        String name = service.routes();
        if (service.subsets()) {
            return bare.equals(name) ? Optional.of(text(to, "subset")) : Optional.empty();
        }
        return bare.startsWith(name + "-")
                ? Optional.of(bare.substring(name.length() + 1))
                : Optional.empty();
    }

    /** Names of the subsets that a DestinationRule defines. */
    public static List<String> subsets(ApiObject rule) {
        return list(rule.map("spec"), "subsets").stream().map(s -> text(s, "name")).toList();
    }
}
