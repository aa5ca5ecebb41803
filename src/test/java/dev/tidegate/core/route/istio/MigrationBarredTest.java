package dev.tidegate.core.route.istio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.core.route.ObservedObject;
import dev.tidegate.core.route.Tree;
import dev.tidegate.core.routing.Routing;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What keeps traffic from a host that a policy names for a version. */
class MigrationBarredTest {

    private static final RoutePlanner PLANNER = new RoutePlanner(ClusterDomain.LOCAL);
    private static final ServiceKey REVIEWS = new ServiceKey("bookinfo", "reviews");
    private static final String NEXT = "reviews.next.svc.cluster.local";

    private final List<ObservedObject> objects = new ArrayList<>();

    private void there(String kind, String yaml) {
        Map<String, Object> tree = new Yaml().load(yaml);
        Map<String, Object> metadata = Tree.map(tree, "metadata");
        objects.add(
                new ObservedObject(
                        kind, Tree.text(metadata, "namespace"), Tree.text(metadata, "name"), tree));
    }

    private List<String> barred(String version, String host) {
        String routing =
                "{virtualServices: [{name: reviews}], hosts: {old: reviews, new: '%s'}}"
                        .formatted(host);
        Routing read = RoutingYaml.read(new Yaml().load(routing));
        Surroundings around = new Surroundings(objects, true);
        Version canary = new Version(version);
        return Stream.concat(
                        PLANNER.barred(REVIEWS, read, canary, around).stream(),
                        PLANNER.unreached(REVIEWS, read, canary, around).stream())
                .toList();
    }

    private void reachable(String namespace, String name) {
        there(
                "EndpointSlice",
                "{metadata: {namespace: %s, name: x, labels: {kubernetes.io/service-name: %s}}, endpoints: [{conditions: {ready: true}}]}"
                        .formatted(namespace, name));
    }

    @Test
    void serviceOfTheNamespaceMustBeThereWithAReadyEndpoint() {
        assertThat(barred("new", "reviews-next"))
                .containsExactly(
                        "Service bookinfo/reviews-next was not found, and the canary gets its"
                                + " traffic by it; create it, or correct route.hosts");
        there("Service", "metadata: {namespace: bookinfo, name: reviews-next}");
        assertThat(barred("new", "reviews-next"))
                .singleElement()
                .asString()
                .startsWith("Service bookinfo/reviews-next has no ready endpoint");
        reachable("bookinfo", "reviews-next");
        assertThat(barred("new", "reviews-next")).isEmpty();
    }

    @Test
    void serviceOfAnotherNamespaceNeedsItsGrant() {
        there("Service", "metadata: {namespace: next, name: reviews}");
        reachable("next", "reviews");
        assertThat(barred("new", NEXT))
                .singleElement()
                .asString()
                .startsWith(
                        "Service next/reviews is of another namespace, which does not grant it to"
                                + " RolloutPolicy bookinfo/reviews");
        there(
                "ReferenceGrant",
                "{metadata: {namespace: next, name: a}, spec: {from: [{group: tidegate.dev, kind:"
                    + " RolloutPolicy, namespace: bookinfo}], to: [{group: '', kind: Service}]}}");
        assertThat(barred("new", NEXT)).isEmpty();
        assertThat(barred("old", NEXT)).singleElement().asString().contains("bookinfo/reviews was");
    }

    private void route(String protocol, String destinations) {
        there(
                "VirtualService",
                "{metadata: {namespace: bookinfo, name: reviews}, spec: {hosts: [reviews], %s: [{route: [%s]}]}}"
                        .formatted(protocol, destinations));
    }

    private void service(String spec) {
        there(
                "Service",
                "{metadata: {namespace: bookinfo, name: reviews-next}, spec: %s}".formatted(spec));
        reachable("bookinfo", "reviews-next");
    }

    @Test
    void portThatTheRouteSendsToMustBeOneOfTheNewServices() {
        route("http", "{destination: {host: reviews, port: {number: 9080}}, weight: 100}");
        service("{ports: [{port: 443}, {port: 80}]}");
        assertThat(barred("new", "reviews-next"))
                .containsExactly(
                        "host reviews-next has no port 9080, to which VirtualService"
                                + " bookinfo/reviews, its only http route sends; Service"
                                + " bookinfo/reviews-next has 80, 443; add the port there, or give"
                                + " the route a destination of that host with the right port.number"
                                + " and weight 0");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {ports: [{port: 80}, {port: 9080}]}       | {destination: {host: reviews, port: {number: 9080}}}
                    {ports: [{port: 80}]}                     | {destination: {host: reviews}}
                    {ports: [{port: 80}]}                     | {destination: {host: reviews, port: {number: 9080}}, weight: 100}, {destination: {host: reviews-next, port: {number: 80}}, weight: 0}
                    {}                                        | {destination: {host: reviews, port: {number: 9080}}}
                    {type: ExternalName, ports: [{port: 80}]} | {destination: {host: reviews, port: {number: 9080}}}
                    """)
    void portThatIsThereOrNamedByNobodyOrNotKnownIsNoObstacle(String spec, String route) {
        route("http", route);
        service(spec);
        assertThat(barred("new", "reviews-next")).isEmpty();
    }

    @Test
    void portOfATcpRouteAndOfAServiceEntryIsLookedAtToo() {
        String routing =
                "{virtualServices: [{name: reviews, tcp: [{port: 9000}]}], hosts: {old: reviews,"
                        + " new: db.example.com}}";
        there(
                "VirtualService",
                "{metadata: {namespace: bookinfo, name: reviews}, spec: {hosts: [reviews], tcp:"
                        + " [{match: [{port: 9000}], route: [{destination: {host: reviews, port:"
                        + " {number: 9000}}}]}]}}");
        there(
                "ServiceEntry",
                "{metadata: {namespace: bookinfo, name: e}, spec: {hosts: [db.example.com], ports:"
                        + " [{number: 5432, name: tcp}]}}");
        assertThat(
                        PLANNER.barred(
                                REVIEWS,
                                RoutingYaml.read(new Yaml().load(routing)),
                                new Version("new"),
                                new Surroundings(objects, true)))
                .singleElement()
                .asString()
                .startsWith("host db.example.com has no port 9000, to which VirtualService")
                .contains("ServiceEntry bookinfo/e has 5432;");
    }

    @Test
    void hostOfAServiceEntryNeedsNoService() {
        assertThat(barred("new", "reviews.example.com"))
                .singleElement()
                .asString()
                .contains("no ServiceEntry lists it");
        there(
                "ServiceEntry",
                "{metadata: {namespace: bookinfo, name: e}, spec: {hosts: [reviews.example.com]}}");
        assertThat(barred("new", "reviews.example.com")).isEmpty();
    }

    @Test
    void wildcardOfAServiceEntryListsNoHostThatIsNamed() {
        there(
                "ServiceEntry",
                "{metadata: {namespace: bookinfo, name: e}, spec: {hosts: ['*.example.com']}}");
        assertThat(barred("new", "reviews.example.com"))
                .singleElement()
                .asString()
                .contains("no ServiceEntry lists it");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "reviews.next.svc.clusterset.local",
                "reviews.bookinfo.svc.clusterset.local",
                "reviews.next.svc.partner.example"
            })
    void hostOutsideThatLooksLikeAServiceIsNone(String host) {
        // Given a ServiceEntry for it, and a Service of that name here that has nobody
        there(
                "ServiceEntry",
                "{metadata: {namespace: bookinfo, name: e}, spec: {hosts: [%s]}}".formatted(host));
        there("Service", "metadata: {namespace: next, name: reviews}");
        there("Service", "metadata: {namespace: bookinfo, name: reviews}");
        assertThat(barred("new", host)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "reviews.next,                      reviews.next.svc.cluster.local",
        "reviews.next.svc,                  reviews.next.svc.cluster.local",
        "reviews.next.svc.k8s.lab,          reviews.next.svc.cluster.local",
        "reviews-next.bookinfo,             reviews-next.bookinfo.svc.cluster.local"
    })
    void serviceThatIsNamedInPartIsUnknownToIstio(String host, String full) {
        assertThat(barred("new", host))
                .containsExactly(
                        "route.hosts: Istio takes a host with a dot as it is, and knows none called"
                                + " %s; write %s".formatted(host, full));
    }
}
