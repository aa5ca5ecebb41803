package dev.tidegate.sandbox.envoy;

/** Objects of {@code reviews}, written short. */
final class Objects {

    private Objects() {}

    /** A VirtualService with one http route of these fields, and a rule with the subsets v1, v2. */
    static String route(String fields) {
        return virtualService("http: [{name: primary, %s}]".formatted(fields)) + rule("");
    }

    static String virtualService(String spec) {
        return """
        - kind: VirtualService
          metadata: {name: reviews, namespace: bookinfo}
          spec: {hosts: [reviews], %s}
        """
                .formatted(spec);
    }

    /** The DestinationRule, with more fields of its spec. */
    static String rule(String more) {
        return """
        - kind: DestinationRule
          metadata: {name: reviews, namespace: bookinfo}
          spec: {host: reviews, %s subsets: [{name: v1, labels: {version: v1}}, {name: v2, labels: {version: v2}}]}
        """
                .formatted(more.isEmpty() ? "" : more + ",");
    }

    /** The destinations v1 and v2 with these weights. */
    static String split(int first, int second) {
        return "route: [{destination: {host: reviews, subset: v1}, weight: %d}, {destination: {host: reviews, subset: v2}, weight: %d}]"
                .formatted(first, second);
    }

    static String to(String subset) {
        return "route: [{destination: {host: reviews, subset: %s}}]".formatted(subset);
    }
}
