package dev.tidegate.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidegate.cases.Case;
import dev.tidegate.sandbox.envoy.Istiod;
import dev.tidegate.sandbox.envoy.NeedsEnvoy;
import dev.tidegate.sandbox.traffic.ClientReport;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * What clients behind a real Envoy see of releases that the artifact makes: each request is in the
 * proxy's access log, with the version that took it and the flag by which it failed.
 */
@NeedsEnvoy
@Tag("double") // the pods are this machine's, which no real cluster takes as endpoints
class EnvoyReleaseIT extends InTown {

    /** A push within some 50 ms, far below the propagation wait of the policies here. */
    private static final Istiod QUICK =
            new Istiod(
                    Duration.ofMillis(20),
                    Duration.ofSeconds(1),
                    Duration.ofMillis(10),
                    Duration.ofSeconds(1));

    /** The proxy gets its routes half a second after its clusters, as in a mesh of thousands. */
    private static final Istiod SLOW =
            new Istiod(QUICK.quiet(), QUICK.most(), Duration.ofMillis(500), QUICK.drain());

    private static final String STEPS =
            """
            steps: [{weight: 5, hold: 2s}, {weight: 50, hold: 2s}, {weight: 100}]
            bake: 2s
            propagation: 2s
            """;

    private static final String STAY = "steps: [{weight: 50, hold: 1h}]\npropagation: 4s\n";

    @TempDir Path proxies = Path.of("");

    @Test
    void releaseBySubsetsFailsNoRequest() {
        town.put(service("subsets", "subsets", "{name: http, port: 9080}"));
        town.service("subsets", STEPS);
        try (Crowd crowd = Crowd.http(town, proxies, "subsets", QUICK)) {
            ClientReport before = crowd.more(100);
            assertThat(before.requests()).containsOnlyKeys("v1");
            town.deploy("subsets", "v2");
            town.awaitPhase("subsets-1", "Succeeded");
            nothingFailed(crowd);
        }
    }

    @Test
    void releaseByHostsFailsNoRequest() {
        hosts("hosts", STEPS);
        town.put(service("hosts-v2", "hosts, version: v2", "{name: http, port: 9080}"));
        town.put(
                """
                apiVersion: discovery.k8s.io/v1
                kind: EndpointSlice
                metadata: {name: hosts-v2-1, labels: {kubernetes.io/service-name: hosts-v2}}
                addressType: IPv4
                endpoints: [{addresses: [10.0.0.1], conditions: {ready: true}}]
                """);
        try (Crowd crowd = Crowd.http(town, proxies, "hosts", QUICK)) {
            crowd.more(100);
            town.deploy("hosts", "v2");
            town.awaitPhase("hosts-1", "Succeeded");
            nothingFailed(crowd);
        }
    }

    @Test
    void releaseOfConnectionsFailsNone() {
        town.put(service("wires", "wires", "{name: tcp, port: 9000}"));
        town.service("wires", STEPS);
        town.put(
                """
                apiVersion: networking.istio.io/v1
                kind: VirtualService
                metadata: {name: wires}
                spec: {hosts: [wires], tcp: [{match: [{port: 9000}], route: [{destination: {host: wires, subset: v1}}]}]}
                """);
        town.put(
                policy(
                        "wires",
                        "{virtualServices: [{name: wires, tcp: [{port: 9000}]}], destinationRule:"
                                + " wires}",
                        STEPS));
        try (Crowd crowd = Crowd.tcp(town, proxies, "wires", QUICK)) {
            crowd.more(100);
            town.deploy("wires", "v2");
            town.awaitPhase("wires-1", "Succeeded");
            nothingFailed(crowd);
        }
    }

    /** Both versions got some for a while, v1 got nothing after the last push, and none failed. */
    private static void nothingFailed(Crowd crowd) {
        Instant pushed = crowd.meetsOnly("v2");
        crowd.more(100);
        ClientReport all = crowd.end();
        assertThat(all.reasons()).isEmpty();
        assertThat(all.requests()).containsOnlyKeys("v1", "v2");
        assertThat(all.seconds().values())
                .anyMatch(counts -> counts.keySet().equals(Set.of("v1", "v2")));
        assertThat(all.last("v1").orElseThrow()).isBefore(pushed);
        assertThat(all.last("v2").orElseThrow()).isAfter(pushed);
        assertThat(crowd.counts().unanswered()).isZero();
        assertThat(all.total()).isEqualTo(crowd.counts().answered());
        assertThat(crowd.told).isEmpty();
    }

    @Test
    void rollbackTakesTheTrafficBackAndFailsNoRequest() {
        town.put(service("back", "back", "{name: http, port: 9080}"));
        town.service("back", STAY);
        try (Crowd crowd = Crowd.http(town, proxies, "back", QUICK)) {
            town.deploy("back", "v2");
            await().atMost(Town.PATIENCE).until(() -> crowd.seen().of("v2") > 50);
            // When an alert comes
            town.alert("back", "v2");
            town.awaitPhase("back-1", "RolledBack");
            // Then what begins after the push meets v1 alone
            Instant pushed = crowd.meetsOnly("v1");
            crowd.more(200);
            ClientReport all = crowd.end();
            assertThat(all.reasons()).isEmpty();
            assertThat(all.last("v2").orElseThrow()).isBefore(pushed);
            assertThat(all.last("v1").orElseThrow()).isAfter(pushed);
        }
    }

    @Test
    void supersedingALiveReleaseFailsNoRequest() throws Throwable {
        // Given half of the requests with a version that no other service's route names
        town.put(service("over", "over", "{name: http, port: 9080}"));
        town.service("over", STAY);
        town.workload("over", "brief", 1);
        try (Crowd crowd = Crowd.http(town, proxies, "over", SLOW)) {
            town.deploy("over", "brief");
            await().atMost(Town.PATIENCE).until(() -> crowd.seen().of("brief") > 50);
            // When v3 takes its place, and istiod is busy until both objects are written
            crowd.watch.pause();
            town.deploy("over", "v3");
            await().atMost(Town.PATIENCE)
                    .until(
                            () ->
                                    town.weights("over").getOrDefault("brief", 0) == 0
                                            && defined("v3"));
            crowd.watch.resume();
            await().atMost(Town.PATIENCE).until(() -> crowd.seen().of("v3") > 50);
            ClientReport all = crowd.end();
            Case.of("requests-are-lost/superseding-a-live-release")
                    .check(() -> assertThat(all.reasons()).doesNotContainKey("NC"));
        }
    }

    private boolean defined(String subset) {
        return town.cluster
                .get("DestinationRule", Town.NAMESPACE, "over")
                .filter(rule -> rule.at("/spec/subsets").toString().contains(subset))
                .isPresent();
    }

    @Test
    void canaryWithoutAServiceFailsNoRequest() throws Throwable {
        hosts("alone", STAY + "readyTimeout: 3s\n");
        try (Crowd crowd = Crowd.http(town, proxies, "alone", QUICK)) {
            crowd.more(100);
            // When v2 is deployed, and nobody has made the Service alone-v2
            town.deploy("alone", "v2");
            town.awaitPhase("alone-1", "Failed", "Progressing");
            crowd.mesh.awaitPushed();
            crowd.more(100);
            ClientReport all = crowd.end();
            Case.of("requests-are-lost/canary-without-a-service")
                    .check(() -> assertThat(all.reasons()).doesNotContainKey("NC"));
        }
    }

    @Test
    void everyCaseOfThisKindIsTriedHere() {
        assertThat(Case.by("envoy").stream().map(Case::toString))
                .containsExactly(
                        "requests-are-lost/canary-without-a-service",
                        "requests-are-lost/superseding-a-live-release");
    }

    private void hosts(String service, String policy) {
        for (String version : List.of("v1", "v2")) {
            town.workload(service, version, 1);
        }
        town.put(service(service, service, "{name: http, port: 9080}"));
        town.put(service(service + "-v1", service + ", version: v1", "{name: http, port: 9080}"));
        town.put(
                """
                apiVersion: networking.istio.io/v1
                kind: VirtualService
                metadata: {name: SERVICE}
                spec: {hosts: [SERVICE], http: [{name: primary, route: [{destination: {host: SERVICE-v1}}]}]}
                """
                        .replace("SERVICE", service));
        town.put(
                policy(
                        service,
                        "{virtualServices: [{name: %1$s, http: [primary]}], host: \"%1$s-{version}\"}"
                                .formatted(service),
                        policy));
    }

    private static String policy(String service, String route, String rest) {
        return """
        apiVersion: tidegate.dev/v1alpha1
        kind: RolloutPolicy
        metadata: {name: %s}
        spec:
          route: %s
        """
                        .formatted(service, route)
                + rest.indent(2);
    }

    private static String service(String name, String selector, String port) {
        return """
        apiVersion: v1
        kind: Service
        metadata: {name: %s}
        spec: {selector: {app: %s}, ports: [%s]}
        """
                .formatted(name, selector, port);
    }
}
