package dev.tidegate.sandbox.envoy;

import dev.tidegate.sandbox.envoy.HttpRoutes.Weighted;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The places that a route leads to: a single one gets everything, whatever its weight; of several,
 * one with weight 0 gets nothing.
 */
final class Destinations {
    private final List<Weighted> all = new ArrayList<>();
    private final boolean single;
    private final HeaderOperations ofRoute;

    /**
     * Reads {@code route} of an http route.
     *
     * @throws Refused naming what is not translated
     */
    Destinations(
            Catalog catalog, String namespace, int port, Fields http, HeaderOperations headers) {
        this.ofRoute = headers;
        List<Fields> parts = http.parts("route");
        this.single = parts.size() == 1;
        for (Fields part : parts) {
            Weighted each =
                    new Weighted(
                            catalog.target(part.part("destination"), namespace, port),
                            weight(part, single),
                            HeaderOperations.of(part.part("headers")));
            part.end();
            if (each.weight() > 0) {
                all.add(each);
            }
        }
        if (all.isEmpty()) {
            throw weightless(http);
        }
    }

    /** The weight of a destination: its number does not count when it is the only one. */
    static long weight(Fields destination, boolean single) {
        long weight = destination.number("weight").orElse(0);
        if (weight < 0) {
            throw destination.wrong("weight", "negative; use 0 or more");
        }
        return single ? 1 : weight;
    }

    static Refused weightless(Fields route) {
        return new Refused(
                route
                        + ".route gives no destination a weight, which Istio refuses; give one more"
                        + " than 0");
    }

    /** The shares, as the access log names them. */
    Map<String, Long> weights() {
        Map<String, Long> weights = new LinkedHashMap<>();
        all.forEach(each -> weights.merge(each.target().label(), each.weight(), Long::sum));
        return weights;
    }

    /** What is done to headers in the route as a whole. */
    HeaderOperations headers() {
        return single ? ofRoute.and(all.getFirst().headers()) : ofRoute;
    }

    Optional<String> authority() {
        return headers().authority();
    }

    Map<String, Object> tree() {
        return single
                ? Map.of("cluster", all.getFirst().target().cluster())
                : Map.of(
                        "weighted_clusters",
                        Map.of("clusters", all.stream().map(Destinations::weighted).toList()));
    }

    private static Map<String, Object> weighted(Weighted each) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("name", each.target().cluster());
        tree.put("weight", each.weight());
        tree.putAll(each.headers().lists());
        each.headers().authority().ifPresent(host -> tree.put("host_rewrite_literal", host));
        return tree;
    }

    List<Map<String, Object>> hashPolicies() {
        return all.stream().flatMap(each -> each.target().hashPolicy().stream()).toList();
    }

    /** Only of a single destination istiod lets retries go to the same endpoint again. */
    boolean sticks() {
        return single && !hashPolicies().isEmpty();
    }
}
