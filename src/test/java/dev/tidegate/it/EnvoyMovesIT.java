package dev.tidegate.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;

import dev.tidegate.sandbox.ApiServer;
import dev.tidegate.sandbox.envoy.NeedsEnvoy;
import dev.tidegate.sandbox.traffic.ClientReport;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** What a real Envoy's callers see of a preview, of buckets, and of connections that migrate. */
@NeedsEnvoy
@Tag("double") // the pods are this machine's, which no real cluster takes as endpoints
class EnvoyMovesIT extends AtTheProxy {

    private static final int BUCKETS = 100;

    private static final String BY_BUCKET =
            "sticky: {header: {name: x-bucket, buckets: %d}}, pause: {}".formatted(BUCKETS);

    private static final List<String> LEDGER =
            List.of(
                    """
                    apiVersion: v1
                    kind: Service
                    metadata: {name: ledger}
                    spec: {selector: {app: ledger, version: v1}, ports: [{name: tcp, port: 9000}]}
                    """,
                    """
                    apiVersion: v1
                    kind: Service
                    metadata: {name: ledger-next}
                    spec: {selector: {app: ledger, version: v2}, ports: [{name: tcp, port: 9000}]}
                    """,
                    """
                    apiVersion: discovery.k8s.io/v1
                    kind: EndpointSlice
                    metadata: {name: ledger-1, labels: {kubernetes.io/service-name: ledger}}
                    addressType: IPv4
                    endpoints: [{addresses: [10.0.0.2], conditions: {ready: true}}]
                    """,
                    """
                    apiVersion: discovery.k8s.io/v1
                    kind: EndpointSlice
                    metadata: {name: ledger-next-1, labels: {kubernetes.io/service-name: ledger-next}}
                    addressType: IPv4
                    endpoints: [{addresses: [10.0.0.1], conditions: {ready: true}}]
                    """,
                    """
                    apiVersion: networking.istio.io/v1
                    kind: VirtualService
                    metadata: {name: ledger}
                    spec: {hosts: [ledger], tcp: [{match: [{port: 9000}], route: [{destination: {host: ledger}}]}]}
                    """,
                    """
                    apiVersion: tidegate.dev/v1alpha1
                    kind: RolloutPolicy
                    metadata: {name: ledger}
                    spec:
                      route: {virtualServices: [{name: ledger, tcp: [{port: 9000}]}], hosts: {old: ledger, new: ledger-next}}
                      steps: [{weight: 50, pause: {}}, {weight: 100}]
                      bake: 1s
                      propagation: 1s
                    """);

    @Test
    void previewIsSeenByItsGroupThenEverybodyMovesAndAnAlertBringsAllBack() {
        service(
                "colours",
                """
                strategy: blueGreen
                preview: {match: [{headers: {x-preview: {exact: "true"}}}]}
                bake: 1h
                """);
        try (Crowd crowd = http("colours")) {
            Visitor tester = crowd.visitor(Map.of("x-preview", "true"));
            Visitor other = crowd.visitor(Map.of("x-preview", "false"));
            // Given a preview
            town.deploy("colours", "v2");
            town.awaitPhase("colours-1", "Paused");
            await().atMost(Town.PATIENCE).until(() -> tester.meets().equals("v2"));
            // Then who matches meets the new version, and nobody else does
            assertThat(tester.meets(50)).containsOnly("v2");
            assertThat(other.meets(50)).containsOnly("v1");
            assertThat(crowd.more(200).requests()).containsKey("v1");
            assertThat(crowd.seen().requests()).containsOnlyKeys("v1", "v2");
            assertThat(crowd.taken("v2")).isEqualTo(51);
            // When it is promoted, Then everybody meets the new version
            town.command("colours", "promote");
            town.awaitPhase("colours-1", "Baking");
            crowd.meetsOnly("v2");
            assertThat(tester.meets(50)).containsOnly("v2");
            assertThat(other.meets(50)).containsOnly("v2");
            // When an alert fires while it bakes
            town.cluster.forgetWrites();
            town.alert("colours", "v2");
            town.awaitPhase("colours-1", "RolledBack");
            Instant pushed = crowd.meetsOnly("v1");
            // Then all are back by one write, the testers too
            assertThat(written("colours")).hasSize(1).first().asString().doesNotContain("v2");
            assertThat(tester.meets(50)).containsOnly("v1");
            assertThat(other.meets(50)).containsOnly("v1");
            crowd.more(200);
            nobodyFailed(crowd);
            assertThat(crowd.seen().last("v2").orElseThrow()).isBefore(pushed);
            assertThat(movesTold("colours-1"))
                    .containsExactly(
                            "1 Pending",
                            "2 Preparing",
                            "3 Paused",
                            "4 Baking",
                            "5 RollingBack",
                            "6 RolledBack");
        }
    }

    private List<JsonNode> written(String service) {
        return town.cluster.writes("VirtualService").stream()
                .filter(write -> write.name().equals(service))
                .map(ApiServer.Write::object)
                .map(object -> object.at("/spec"))
                .toList();
    }

    @Test
    void asManyBucketsAsTheWeightSaysMeetTheCanaryAndNoneLeavesItWhileItGrows() {
        List<Integer> weights = List.of(5, 25, 50);
        steps(
                "counted",
                String.join(
                        ", ",
                        weights.stream()
                                .map(w -> "{weight: %d, %s}".formatted(w, BY_BUCKET))
                                .toList()));
        try (Crowd crowd = http("counted")) {
            Bucketeers all = new Bucketeers(crowd, "x-bucket", BUCKETS);
            assertThat(all.meeting("v1")).hasSize(BUCKETS);
            town.deploy("counted", "v2");
            for (int weight : weights) {
                // Given this weight, Then so many buckets meet the canary, the lowest ones
                List<Integer> lowest = IntStream.range(0, weight).boxed().toList();
                await().pollDelay(Duration.ZERO)
                        .pollInterval(Duration.ofMillis(1))
                        .atMost(Town.PATIENCE)
                        .untilAsserted(() -> assertThat(all.meeting("v2")).isEqualTo(lowest));
                town.awaitPhase("counted-1", "Paused");
                assertThat(List.of(all.meeting("v2"), all.meeting("v2"))).containsOnly(lowest);
                if (weight < weights.getLast()) {
                    town.command("counted", "promote");
                }
            }
            // and nobody came back from it
            assertThat(all.ways())
                    .startsWith(List.of("v1", "v2"))
                    .endsWith(List.of("v1"))
                    .isSubsetOf(List.of(List.of("v1", "v2"), List.of("v1")));
            // When it is taken back, Then none is there, whatever its number
            town.alert("counted", "v2");
            town.awaitPhase("counted-1", "RolledBack");
            crowd.meetsOnly("v1");
            await().atMost(Town.PATIENCE).until(() -> all.meeting("v2").isEmpty());
            assertThat(all.meeting("v2")).isEmpty();
            assertThat(Collections.frequency(all.ways(), List.of("v1", "v2", "v1")))
                    .isEqualTo(weights.getLast());
            nobodyFailed(crowd);
        }
    }

    @Test
    void connectionsMigrateToAnotherServiceAndNoneFails() {
        // Given a service of connections that is to move to another one
        List.of("old", "new").forEach(version -> town.workload("ledger", version, 1));
        LEDGER.forEach(town::put);
        try (Crowd crowd = Crowd.tcp(town, proxies, "ledger", QUICK)) {
            assertThat(crowd.more(100).requests()).containsOnlyKeys("v1");
            // When half of them move
            town.deploy("ledger", "new");
            town.awaitPhase("ledger-1", "Paused");
            await().atMost(Town.PATIENCE).until(() -> crowd.seen().of("v2") > 0);
            ClientReport half = crowd.more(400);
            // Then both hosts answer
            assertThat(half.requests()).containsOnlyKeys("v1", "v2");
            assertThat(half.share("v2")).isBetween(30.0, 70.0);
            // When all have moved
            town.command("ledger", "promote");
            town.awaitPhase("ledger-1", "Succeeded");
            crowd.meetsOnly("v2");
            // Then the new host alone answers
            assertThat(crowd.more(400).requests()).containsOnlyKeys("v2");
            // When half of them move back, and an alert fires
            town.deploy("ledger", "old");
            town.awaitPhase("ledger-2", "Paused");
            await().atMost(Town.PATIENCE).until(() -> crowd.more(50).requests().containsKey("v1"));
            town.alert("ledger", "old");
            town.awaitPhase("ledger-2", "RolledBack");
            Instant pushed = crowd.meetsOnly("v2");
            crowd.more(200);
            // Then the new host has all of them again, and no connection was lost
            nobodyFailed(crowd);
            assertThat(crowd.seen().last("v1").orElseThrow()).isBefore(pushed);
            assertThat(crowd.seen().total()).isEqualTo(crowd.counts().answered());
            assertThat(crowd.taken("v1") + crowd.taken("v2")).isEqualTo(crowd.counts().answered());
        }
    }
}
