package dev.tidegate.core.route.istio;

import dev.tidegate.core.route.ObservedObject;
import dev.tidegate.core.route.Tree;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What Istio's validating webhook refuses and its CRDs let pass, checked before a write, as the
 * webhook may be off or away. Not checked here: the syntax of regular expressions and the names in
 * {@code retryOn}, which differ between Istio's versions.
 */
final class WebhookChecks {

    private static final int MAX_PORT = 65_535;

    private final String title;
    private final List<String> problems = new ArrayList<>();

    private WebhookChecks(ObservedObject object) {
        this.title = object.kind() + " " + object.namespace() + "/" + object.name();
    }

    /** The problems of a VirtualService's {@code tree}. */
    static List<String> virtualService(ObservedObject object, Map<String, Object> tree) {
        WebhookChecks checks = new WebhookChecks(object);
        Map<String, Object> spec = Tree.map(tree, "spec");
        int routes = 0;
        for (String protocol : List.of("http", "tls", "tcp")) {
            int index = 0;
            for (Map<String, Object> route : Tree.maps(spec, protocol)) {
                checks.route("spec.%s[%d]".formatted(protocol, index++), route);
                routes++;
            }
        }
        if (routes == 0) {
            checks.problem("spec", "has no http, tls or tcp route", "add at least one");
        }
        return checks.problems;
    }

    /** The problems of a DestinationRule's {@code tree}. */
    static List<String> destinationRule(ObservedObject object, Map<String, Object> tree) {
        WebhookChecks checks = new WebhookChecks(object);
        Map<String, Object> spec = Tree.map(tree, "spec");
        String host = Tree.text(spec, "host");
        checks.host("spec.host", host, IstioHost.valid(host));
        Set<String> names = new HashSet<>();
        for (Map<String, Object> subset : Tree.maps(spec, "subsets")) {
            String name = Tree.text(subset, "name");
            if (!names.add(name)) {
                checks.problem("spec.subsets", "names \"" + name + "\" twice", "leave one");
            }
        }
        return checks.problems;
    }

    private void route(String field, Map<String, Object> route) {
        List<Map<String, Object>> destinations = Tree.maps(route, "route");
        boolean elsewhere =
                List.of("redirect", "delegate", "directResponse").stream()
                        .anyMatch(route::containsKey);
        if (destinations.isEmpty() && !elsewhere) {
            problem(
                    field,
                    "has neither route, redirect, directResponse nor delegate",
                    "give it one");
        }
        long total = 0;
        for (int i = 0; i < destinations.size(); i++) {
            String place = "%s.route[%d]".formatted(field, i);
            long weight = Tree.number(destinations.get(i), "weight");
            if (weight < 0) {
                problem(place + ".weight", "is " + weight, "use 0 or more");
            }
            total += weight;
            Map<String, Object> destination = Tree.map(destinations.get(i), "destination");
            String host = Tree.text(destination, "host");
            host(place + ".destination.host", host, IstioHost.destination(host));
            port(
                    place + ".destination.port.number",
                    Tree.number(Tree.map(destination, "port"), "number"));
        }
        if (destinations.size() > 1 && total == 0) {
            problem(field, "gives every destination weight 0", "give one more than 0");
        }
        for (Map<String, Object> match : Tree.maps(route, "match")) {
            port(field + ".match.port", Tree.number(match, "port"));
        }
        mirrors(field, route);
        for (String fault : List.of("abort", "delay")) {
            Map<String, Object> tree = Tree.map(Tree.map(route, "fault"), fault);
            percentage(
                    "%s.fault.%s.percentage".formatted(field, fault), Tree.map(tree, "percentage"));
        }
    }

    private void mirrors(String field, Map<String, Object> route) {
        percentage(field + ".mirrorPercentage", Tree.map(route, "mirrorPercentage"));
        List<Map<String, Object>> mirrors = Tree.maps(route, "mirrors");
        for (int i = 0; i < mirrors.size(); i++) {
            percentage(
                    "%s.mirrors[%d].percentage".formatted(field, i),
                    Tree.map(mirrors.get(i), "percentage"));
        }
    }

    private void host(String field, String host, boolean taken) {
        if (!taken) {
            problem(field, "is \"" + host + "\"", "use a DNS name");
        }
    }

    private void port(String field, long port) {
        if (port < 0 || port > MAX_PORT) {
            problem(field, "is " + port, "use 1 to " + MAX_PORT);
        }
    }

    private void percentage(String field, Map<String, Object> percentage) {
        if (percentage.get("value") instanceof Number value
                && (value.doubleValue() < 0 || value.doubleValue() > 100)) {
            problem(field + ".value", "is " + value, "use 0 to 100");
        }
    }

    private void problem(String field, String is, String right) {
        problems.add("%s: %s %s, which Istio refuses; %s".formatted(title, field, is, right));
    }
}
