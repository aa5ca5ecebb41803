package dev.tidegate.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** Releases whose canary may get no traffic, from the deployment to the rollback. */
class BarredTrafficIT {

    private static final String GRANT = "tidegate.dev/granted-to";

    private static Town town;

    @BeforeAll
    static void open(@TempDir Path directory) {
        town = new Town(directory);
    }

    @AfterAll
    static void close() {
        town.close();
    }

    @Test
    void canaryWhoseHostNobodyServesWaitsForItAndIsTakenBackByAnAlert() {
        // Given a service whose versions have hosts of their own, and none for v2
        versions("hosted");
        town.put(
                """
                apiVersion: networking.istio.io/v1
                kind: VirtualService
                metadata: {name: hosted}
                spec: {hosts: [hosted], http: [{name: primary, route: [{destination: {host: hosted-v1}}]}]}
                """);
        town.put(
                """
                apiVersion: tidegate.dev/v1alpha1
                kind: RolloutPolicy
                metadata: {name: hosted}
                spec:
                  route: {virtualServices: [{name: hosted, http: [primary]}], host: "hosted-{version}"}
                  propagation: 100ms
                """
                        + Policies.SLOW.indent(2));
        // When v2 is deployed, Then it gets nothing, and what is missing is said
        town.deploy("hosted", "v2");
        awaitBlocker("hosted-1", "hosted-v2 was not found");
        assertThat(hosts()).containsOnlyKeys("hosted-v1");
        // When the Service is there, Then its pods are asked for
        town.put(
                """
                apiVersion: v1
                kind: Service
                metadata: {name: hosted-v2}
                spec: {selector: {app: hosted, version: v2}, ports: [{name: http, port: 9080}]}
                """);
        awaitBlocker("hosted-1", "hosted-v2");
        town.put(
                """
                apiVersion: discovery.k8s.io/v1
                kind: EndpointSlice
                metadata: {name: hosted-v2-1, labels: {kubernetes.io/service-name: hosted-v2}}
                addressType: IPv4
                endpoints: [{addresses: [10.0.0.1], conditions: {ready: true}}]
                """);
        await().atMost(Town.PATIENCE).until(() -> hosts().getOrDefault("hosted-v2", 0) == 5);
        // When an alert fires, Then it is taken back
        town.alert("hosted", "v2");
        town.awaitPhase("hosted-1", "RolledBack");
        assertThat(hosts()).containsOnlyKeys("hosted-v1");
    }

    @Test
    void routeOfAnotherNamespaceIsMovedByItsGrantAndTakenBackWithoutIt() {
        // Given a service whose route is another team's, who grant nothing
        String shared = TestCluster.another("shared");
        town.cluster.put(lent(shared));
        versions("lent");
        town.put(ServiceObjects.of("lent", "").get(1));
        town.put(
                """
                apiVersion: tidegate.dev/v1alpha1
                kind: RolloutPolicy
                metadata: {name: lent}
                spec:
                  route: {virtualServices: [{namespace: %s, name: lent, http: [primary]}], destinationRule: lent}
                  propagation: 100ms
                """
                                .formatted(shared)
                        + Policies.PAUSING.indent(2));
        // When v2 is deployed, Then it waits, and says what to add
        town.deploy("lent", "v2");
        awaitBlocker("lent-1", GRANT);
        // When it is granted, Then the route is moved
        ObjectNode granted = (ObjectNode) route(shared, "lent");
        granted.withObject("/metadata/annotations").put(GRANT, Town.NAMESPACE + "/lent");
        town.cluster.put(granted.toString());
        town.awaitPhase("lent-1", "Paused");
        await().atMost(Town.PATIENCE)
                .until(() -> weights(route(shared, "lent"), "subset").getOrDefault("v2", 0) == 5);
        // When the grant is taken back, Then the next step is not made
        ObjectNode barred = (ObjectNode) route(shared, "lent");
        barred.withObject("/metadata/annotations").remove(GRANT);
        town.cluster.put(barred.toString());
        town.command("lent", "promote");
        await().atMost(Town.PATIENCE)
                .until(() -> town.status("lent-1").path("reason").asText().contains(GRANT));
        assertThat(weights(route(shared, "lent"), "subset")).containsEntry("v2", 5);
        // When an alert fires, Then nobody is asked
        town.alert("lent", "v2");
        town.awaitPhase("lent-1", "RolledBack");
        assertThat(weights(route(shared, "lent"), "subset")).containsOnlyKeys("v1");
    }

    private static void versions(String service) {
        town.workload(service, "v1", 1);
        town.workload(service, "v2", 1);
    }

    private static String lent(String namespace) {
        return """
        {"apiVersion": "networking.istio.io/v1", "kind": "VirtualService",
         "metadata": {"name": "lent", "namespace": "%s"},
         "spec": {"hosts": ["lent.%2$s.svc.cluster.local"], "http": [{"name": "primary", "route": [
           {"destination": {"host": "lent.%2$s.svc.cluster.local", "subset": "v1"}, "weight": 100}]}]}}
        """
                .formatted(namespace, Town.NAMESPACE);
    }

    private static JsonNode route(String namespace, String name) {
        return town.cluster.get("VirtualService", namespace, name).orElseThrow();
    }

    private static Map<String, Integer> hosts() {
        return weights(route(Town.NAMESPACE, "hosted"), "host");
    }

    private static Map<String, Integer> weights(JsonNode route, String by) {
        Map<String, Integer> weights = new TreeMap<>();
        route.at("/spec/http/0/route")
                .forEach(
                        d ->
                                weights.put(
                                        d.path("destination").path(by).asText(),
                                        d.path("weight").asInt(100)));
        return weights;
    }

    private static void awaitBlocker(String rollout, String text) {
        await(rollout + " waits for " + text)
                .atMost(Town.PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(town.status(rollout).path("blockers").toString())
                                        .contains(text));
        assertThat(town.status(rollout).path("weights").toString()).doesNotContain("\"v2\"");
    }
}
