package dev.tidegate.core.route.istio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.core.rollout.RolloutPlan;
import dev.tidegate.core.route.ObservedObject;
import dev.tidegate.core.route.Tree;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * {@link RoutePlanner#barred} and {@link RoutePlanner#unreached}: the policy is bookinfo/reviews,
 * and v2 its canary.
 */
class BarredTest {

    private static final RoutePlanner PLANNER = new RoutePlanner(ClusterDomain.LOCAL);

    private static final ServiceKey REVIEWS = new ServiceKey("bookinfo", "reviews");
    private static final String ENDPOINTS =
            "metadata: {namespace: %s, name: %s-x, labels: {kubernetes.io/service-name: %s}}\n"
                    + "endpoints: [{conditions: {ready: false}}, {conditions: {ready: %s}}]";

    private final List<ObservedObject> objects = new ArrayList<>();

    private void there(String kind, String yaml) {
        Map<String, Object> tree = new Yaml().load(yaml);
        Map<String, Object> metadata = Tree.map(tree, "metadata");
        objects.add(
                new ObservedObject(
                        kind, Tree.text(metadata, "namespace"), Tree.text(metadata, "name"), tree));
    }

    private List<String> barred(String routing) {
        RolloutPlan plan = new RouteCase(new Yaml().load("routing: " + routing)).plan();
        Surroundings around = new Surroundings(objects, true);
        Version canary = new Version("v2");
        return Stream.concat(
                        PLANNER.barred(REVIEWS, plan.routing(), canary, around).stream(),
                        PLANNER.unreached(REVIEWS, plan.routing(), canary, around).stream())
                .toList();
    }

    private List<String> byHost(String host) {
        return barred("{virtualServices: [{name: reviews}], host: '%s'}".formatted(host));
    }

    private List<String> shared() {
        return barred(
                "{virtualServices: [{name: web, namespace: shared}], destinationRule: reviews}");
    }

    @BeforeEach
    void ownRule() {
        there(
                "DestinationRule",
                "{metadata: {namespace: bookinfo, name: reviews}, spec: {host: reviews}}");
    }

    @Test
    void objectsOfTheOwnNamespaceNeedNoGrant() {
        assertThat(barred("{virtualServices: [{name: reviews}], destinationRule: reviews}"))
                .isEmpty();
    }

    @Test
    void objectOfAnotherNamespaceIsBarredAndSaysWhatToAdd() {
        there("VirtualService", "metadata: {namespace: shared, name: web}");
        assertThat(shared())
                .containsExactly(
                        "VirtualService shared/web is of another namespace, which does not grant it"
                                + " to RolloutPolicy bookinfo/reviews; annotate it with"
                                + " tidegate.dev/granted-to: \"bookinfo/reviews\", or name it in a"
                                + " ReferenceGrant of namespace shared");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bookinfo/reviews | true",
                "shop/a, bookinfo/reviews | true",
                "bookinfo/* | true",
                "bookinfo/ratings | false",
                "shop/* | false",
                "*/* | false",
                "bookinfo/reviews-2 | false",
                "reviews | false"
            })
    void annotationGrantsWhomItNames(String grantedTo, boolean granted) {
        there(
                "VirtualService",
                "metadata: {namespace: shared, name: web, annotations: {tidegate.dev/granted-to: '%s'}}"
                        .formatted(grantedTo));
        assertThat(shared().isEmpty()).isEqualTo(granted);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "shared | bookinfo | VirtualService, name: web | true",
                "shared | bookinfo | VirtualService | true",
                "shared | bookinfo | VirtualService, name: other | false",
                "shared | bookinfo | DestinationRule | false",
                "shared | shop | VirtualService, name: web | false",
                "bookinfo | bookinfo | VirtualService, name: web | false"
            })
    void referenceGrantOfTheObjectsNamespaceGrants(
            String namespace, String from, String to, boolean granted) {
        there("VirtualService", "metadata: {namespace: shared, name: web}");
        there(
                "ReferenceGrant",
                """
                metadata: {namespace: %s, name: any}
                spec:
                  from: [{group: tidegate.dev, kind: RolloutPolicy, namespace: %s}]
                  to: [{group: networking.istio.io, kind: %s}]
                """
                        .formatted(namespace, from, to));
        assertThat(shared().isEmpty()).isEqualTo(granted);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "reviews-{version}",
                "reviews-{version}.bookinfo",
                "reviews-{version}.bookinfo.svc",
                "Reviews-{version}.bookinfo.svc.corp.example."
            })
    void hostOfTheOwnNamespaceMustBeAServiceWithAReadyEndpoint(String host) {
        assertThat(byHost(host))
                .singleElement()
                .asString()
                .startsWith("Service bookinfo/reviews-v2 was not found");
        there("Service", "metadata: {namespace: bookinfo, name: reviews-v2}");
        assertThat(byHost(host))
                .singleElement()
                .asString()
                .startsWith("Service bookinfo/reviews-v2 has no ready endpoint");
        there("EndpointSlice", ENDPOINTS.formatted("bookinfo", "b", "reviews-v1", "true"));
        there("EndpointSlice", ENDPOINTS.formatted("shop", "c", "reviews-v2", "true"));
        assertThat(byHost(host)).hasSize(1);
        there("EndpointSlice", ENDPOINTS.formatted("bookinfo", "d", "reviews-v2", "true"));
        assertThat(byHost(host)).isEmpty();
    }

    @Test
    void serviceOfAnExternalNameNeedsNoEndpoint() {
        there(
                "Service",
                "{metadata: {namespace: bookinfo, name: reviews-v2}, spec: {type: ExternalName}}");
        assertThat(byHost("reviews-{version}")).isEmpty();
    }

    @Test
    void hostOfAnotherNamespaceIsGrantedByItsService() {
        there("EndpointSlice", ENDPOINTS.formatted("pay", "a", "pay-v2", "true"));
        there("Service", "metadata: {namespace: pay, name: pay-v2}");
        assertThat(byHost("pay-{version}.pay.svc.cluster.local"))
                .singleElement()
                .asString()
                .contains("Service pay/pay-v2 is of another namespace");
        objects.removeIf(o -> o.kind().equals("Service"));
        there(
                "Service",
                "metadata: {namespace: pay, name: pay-v2, annotations: {tidegate.dev/granted-to:"
                        + " bookinfo/*}}");
        assertThat(byHost("pay-{version}.pay.svc.cluster.local")).isEmpty();
    }

    @Test
    void entryOfTheOwnNamespaceGrantsNoServiceOfAnother() {
        there(
                "ServiceEntry",
                "{metadata: {namespace: bookinfo, name: e}, spec: {hosts:"
                        + " [pay-v2.pay.svc.cluster.local]}}");
        assertThat(byHost("pay-{version}.pay.svc.cluster.local")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pay.{version}.svc.cluster.local",
                "pay.{version}",
                "pay-{version}.{version}",
                "pay.example.{version}"
            })
    void versionChoosesNoNamespace(String host) {
        assertThat(byHost(host)).singleElement().asString().contains("behind its first label");
    }

    @Test
    void externalHostBelongsToWhomeversEntryListsIt() {
        assertThat(byHost("{version}.example.com"))
                .singleElement()
                .asString()
                .contains("no ServiceEntry lists it");
        there(
                "ServiceEntry",
                "{metadata: {namespace: egress, name: e}, spec: {hosts: ['*.example.com']}}");
        assertThat(byHost("{version}.example.com"))
                .singleElement()
                .asString()
                .contains("ServiceEntry egress/e is of another namespace");
        there(
                "ServiceEntry",
                "{metadata: {namespace: bookinfo, name: e}, spec: {hosts: [v2.example.com]}}");
        assertThat(byHost("{version}.example.com")).isEmpty();
    }

    @Test
    void ruleThatSendsToAnotherNamespaceNeedsItsGrantToo() {
        objects.clear();
        there(
                "DestinationRule",
                "{metadata: {namespace: bookinfo, name: reviews}, spec: {host:"
                        + " pay.pay.svc.cluster.local}}");
        assertThat(barred("{virtualServices: [{name: reviews}], destinationRule: reviews}"))
                .singleElement()
                .asString()
                .contains("Service pay/pay is of another namespace");
    }

    @Test
    void nothingIsSaidOfServicesThatWereNotLookedFor() {
        RolloutPlan plan =
                new RouteCase(
                                new Yaml()
                                        .load(
                                                "routing: {virtualServices: [{name: reviews}],"
                                                        + " host: 'reviews-{version}'}"))
                        .plan();
        assertThat(
                        PLANNER.barred(
                                REVIEWS,
                                plan.routing(),
                                new Version("v2"),
                                new Surroundings(List.of(), false)))
                .isEmpty();
    }
}
