package dev.tidegate.cli.preview;

import static dev.tidegate.cli.preview.Shape.NUMBER;
import static dev.tidegate.cli.preview.Shape.TEXT;
import static dev.tidegate.cli.preview.Shape.list;
import static dev.tidegate.cli.preview.Shape.object;
import static dev.tidegate.cli.preview.Shape.texts;

import java.util.List;
import java.util.Map;

/**
 * A kind of object that a play looks at.
 *
 * @param apiVersions the ones that are read, the usual one first
 * @param shape the types of the fields that matter
 */
record KnownKind(List<String> apiVersions, Shape shape) {

    private static final List<String> ISTIO =
            List.of(
                    "networking.istio.io/v1",
                    "networking.istio.io/v1beta1",
                    "networking.istio.io/v1alpha3");

    private static final Shape METADATA =
            object(
                    "{name: reviews}",
                    Map.of(
                            "labels", texts("{app: reviews}"),
                            "annotations", texts("{team: books}"),
                            "generation", NUMBER));

    private static final Shape DESTINATION =
            object(
                    "{host: reviews, subset: v1}",
                    Map.of(
                            "host", TEXT,
                            "subset", TEXT,
                            "port", object("{number: 9080}", Map.of("number", NUMBER))));

    private static final Shape MATCH =
            object(
                    "{port: 443}",
                    Map.of(
                            "port", NUMBER,
                            "sniHosts", list(TEXT, "[reviews]"),
                            "gateways", list(TEXT, "[mesh]"),
                            "sourceLabels", texts("{app: web}")));

    private static final Shape ROUTE =
            object(
                    "{route: [{destination: {host: reviews}}]}",
                    Map.of(
                            "name", TEXT,
                            "match", list(MATCH, "[{port: 443}]"),
                            "route",
                                    list(
                                            object(
                                                    "{destination: {host: reviews}}",
                                                    Map.of(
                                                            "destination", DESTINATION,
                                                            "weight", NUMBER)),
                                            "[{destination: {host: reviews}}]")));

    private static final Shape ROUTES = list(ROUTE, "[{route: [{destination: {host: reviews}}]}]");

    private static final Shape SUBSET =
            object(
                    "{name: v1, labels: {version: v1}}",
                    Map.of(
                            "name", TEXT,
                            "labels", texts("{version: v1}"),
                            "trafficPolicy", object("{loadBalancer: {simple: RANDOM}}", Map.of())));

    private static final Shape STATUS =
            object(
                    "{updatedReplicas: 1}",
                    Map.of(
                            "observedGeneration", NUMBER,
                            "availableReplicas", NUMBER,
                            "updatedReplicas", NUMBER));

    /** By name. */
    static final Map<String, KnownKind> ALL =
            Map.of(
                    "VirtualService",
                    of(
                            ISTIO,
                            "{hosts: [reviews]}",
                            Map.of(
                                    "hosts", list(TEXT, "[reviews]"),
                                    "http", ROUTES,
                                    "tls", ROUTES,
                                    "tcp", ROUTES)),
                    "DestinationRule",
                    of(
                            ISTIO,
                            "{host: reviews}",
                            Map.of("host", TEXT, "subsets", list(SUBSET, "[{name: v1}]"))),
                    "Deployment",
                    of(List.of("apps/v1"), "{replicas: 1}", Map.of("replicas", NUMBER)),
                    "Service",
                    of(List.of("v1"), "{type: ClusterIP}", Map.of("type", TEXT)),
                    "ServiceEntry",
                    of(ISTIO, "{hosts: [a.example.com]}", Map.of("hosts", list(TEXT, "[a.b.c]"))),
                    "RolloutPolicy",
                    of(List.of("tidegate.dev/v1alpha1"), "{route: {}}", Map.of()),
                    "EndpointSlice",
                    of(List.of("discovery.k8s.io/v1"), "{}", Map.of()),
                    "ReferenceGrant",
                    of(List.of("gateway.networking.k8s.io/v1beta1"), "{from: []}", Map.of()));

    private static KnownKind of(List<String> apiVersions, String example, Map<String, Shape> spec) {
        return new KnownKind(
                apiVersions,
                object(
                        "{metadata: {name: reviews}}",
                        Map.of(
                                "metadata", METADATA,
                                "spec", object(example, spec),
                                "status", STATUS)));
    }

    /**
     * Whether an object is as one of the kind is.
     *
     * @throws IllegalArgumentException naming the field, the value and what would be right
     */
    void check(Fields fields) {
        String first = apiVersions.getFirst();
        String given = fields.text("apiVersion", "apiVersion: " + first);
        if (!apiVersions.contains(given)) {
            throw new IllegalArgumentException(
                    "%sapiVersion: \"%s\" is none of a %s; write %s"
                            .formatted(
                                    fields.path(),
                                    given,
                                    fields.text("kind", "kind: VirtualService"),
                                    String.join(" or ", apiVersions)));
        }
        shape.check(fields.path(), fields.tree());
    }
}
