package dev.tidegate.core.route.istio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.route.ObservedObject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yaml.snakeyaml.Yaml;

import java.util.ArrayList;
import java.util.List;

/** Which routes lead to v2, whoever made them. */
class LeadingRoutesTest {

    private static final String RELEASE =
            """
            phase: Pending
            revision: 1
            routing: {virtualServices: [{name: reviews, http: [primary]}], destinationRule: reviews}
            """;

    private static final String RULE =
            """
            metadata: {name: reviews, namespace: bookinfo}
            spec: {host: reviews, subsets: [{name: v1, labels: {version: v1}}, {name: v2, labels: {version: v2}}, {name: Second, labels: {version: v2}}, {name: old, labels: {stage: old}}, {name: all}]}
            """;

    private static ObservedObject object(String kind, String namespace, String name, String yaml) {
        return new ObservedObject(kind, namespace, name, new Yaml().load(yaml));
    }

    private static ObservedObject routes(String namespace, String name, String protocol) {
        return object(
                "VirtualService",
                namespace,
                name,
                "{metadata: {name: %s, namespace: %s}, spec: {hosts: [reviews], %s}}"
                        .formatted(name, namespace, protocol));
    }

    private static List<String> leading(ObservedObject... virtualServices) {
        List<ObservedObject> all = new ArrayList<>(List.of(virtualServices));
        all.add(object("DestinationRule", "bookinfo", "reviews", RULE));
        return new RoutePlanner(ClusterDomain.LOCAL)
                .leading(new RouteCase(new Yaml().load(RELEASE)).release(), all);
    }

    @Test
    void namedAndForeignOnesCountEachByItsTitle() {
        assertThat(
                        leading(
                                routes(
                                        "bookinfo",
                                        "reviews",
                                        "http: [{name: primary, route: [{destination: {host:"
                                                + " reviews, subset: v1}, weight: 90},"
                                                + " {destination: {host: reviews, subset: v2},"
                                                + " weight: 10}]}]"),
                                routes(
                                        "testing",
                                        "testers",
                                        "http: [{route: [{destination: {host:"
                                                + " reviews.bookinfo.svc.cluster.local, subset:"
                                                + " v2}}]}]")))
                .containsExactly(
                        "VirtualService bookinfo/reviews, http route \"primary\"",
                        "VirtualService testing/testers, http route without a match");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "http: [{name: primary, route: [{destination: {host: reviews, subset: v1}}]}] | 0",
                "http: [{name: primary, route: [{destination: {host: reviews, subset: v1}},"
                        + " {destination: {host: reviews, subset: v2}, weight: 0}]}] | 0",
                "http: [{name: primary, route: [{destination: {host: reviews}}]}] | 0",
                "http: [{name: primary, route: [{destination: {host: ratings, subset: v2}}]}] | 0",
                "http: [{name: primary, mirrors: [{destination: {host: reviews, subset: v2}}],"
                        + " route: [{destination: {host: reviews, subset: v1}}]}] | 1",
                "http: [{name: primary, mirror: {host: reviews, subset: v2}, route: [{destination:"
                        + " {host: reviews, subset: v1}}]}] | 1",
                "http: [{name: primary, route: [{destination: {host: reviews, subset: Second}}]}] |"
                        + " 1",
                "http: [{name: primary, route: [{destination: {host: reviews, subset: old}}]}] | 1",
                "http: [{name: primary, route: [{destination: {host: reviews, subset: all}}]}] | 0",
                "http: [{name: primary, route: [{destination: {host: reviews, subset: none}}]}] |"
                        + " 0",
                "tcp: [{route: [{destination: {host: reviews, subset: v2}}]}] | 1",
                "tls: [{match: [{sniHosts: [a]}], route: [{destination: {host: reviews, subset:"
                        + " v2}}]}] | 1"
            })
    void weightOrCopyCountsOfAnyProtocolAndSubsetsByWhatTheySelect(String protocol, int count) {
        assertThat(leading(routes("bookinfo", "reviews", protocol))).hasSize(count);
    }
}
