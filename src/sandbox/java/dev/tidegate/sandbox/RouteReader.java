package dev.tidegate.sandbox;

import dev.tidegate.core.routing.LoadBalancer;
import dev.tidegate.sandbox.RouteTable.Destination;
import dev.tidegate.sandbox.RouteTable.Subset;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a route table out of a VirtualService and a DestinationRule, as a proxy would. */
final class RouteReader {

    private RouteReader() {}

    /**
     * The table of the first http route without a match.
     *
     * @throws IllegalArgumentException naming a value that Istio would refuse
     */
    static RouteTable read(
            Optional<GenericKubernetesResource> virtualService,
            Optional<GenericKubernetesResource> destinationRule) {
        List<Destination> destinations = new ArrayList<>();
        Optional<Map<?, ?>> route =
                virtualService.stream()
                        .flatMap(vs -> items(vs.get("spec", "http")))
                        .filter(r -> !r.containsKey("match"))
                        .findFirst();
        route.stream().flatMap(r -> items(r.get("route"))).forEach(d -> destinations.add(of(d)));
        Map<String, Subset> subsets = new LinkedHashMap<>();
        destinationRule.ifPresent(
                rule ->
                        items(rule.get("spec", "subsets"))
                                .forEach(s -> subsets.put(text(s, "name"), subset(rule, s))));
        return new RouteTable(route.map(r -> text(r, "name")).orElse(""), destinations, subsets);
    }

    /** A subset's own load balancer takes the place of the rule's. */
    private static Subset subset(GenericKubernetesResource rule, Map<?, ?> subset) {
        Map<?, ?> own = map(map(subset.get("trafficPolicy")).get("loadBalancer"));
        Map<?, ?> common = map(rule.get("spec", "trafficPolicy", "loadBalancer"));
        LoadBalancer balancer = BalancerReader.read(own.isEmpty() ? common : own);
        Map<String, String> annotations = rule.getMetadata().getAnnotations();
        return new Subset(
                text(map(subset.get("labels")), "version"),
                balancer,
                Picking.of(balancer, annotations == null ? Map.of() : annotations));
    }

    private static Destination of(Map<?, ?> destination) {
        String subset = text(map(destination.get("destination")), "subset");
        long weight = destination.get("weight") instanceof Number n ? n.longValue() : 0;
        if (weight < 0) {
            throw new IllegalArgumentException(
                    "weight of \"%s\": %d is negative; use 0 or more".formatted(subset, weight));
        }
        return new Destination(subset, weight);
    }

    private static java.util.stream.Stream<Map<?, ?>> items(@Nullable Object list) {
        List<Map<?, ?>> maps = new ArrayList<>();
        if (list instanceof List<?> all) {
            all.forEach(item -> maps.add(map(item)));
        }
        return maps.stream();
    }

    private static Map<?, ?> map(@Nullable Object value) {
        return value instanceof Map<?, ?> m ? m : Map.of();
    }

    private static String text(Map<?, ?> map, String key) {
        return map.get(key) instanceof String s ? s : "";
    }
}
