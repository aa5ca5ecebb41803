package dev.tidegate.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidegate.sandbox.envoy.NeedsEnvoy;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** Who meets which version behind a real Envoy, where a step says more than a weight. */
@NeedsEnvoy
@Tag("double") // the pods are this machine's, which no real cluster takes as endpoints
class EnvoyTrafficIT extends AtTheProxy {

    private static final String BETA = "match: [{headers: {x-group: {exact: beta}}}]";

    private static final String STICKY = "sticky: {cookie: {name: tg, ttl: 1h}, stable: false}";
    private static final int VISITORS = 64;

    private static final String MIGRATION =
            """
            apiVersion: v1
            kind: Service
            metadata: {name: moved}
            spec: {selector: {app: moved, version: v1}, ports: [{name: http, port: 9080}]}
            """;
    private static final String TARGET =
            """
            apiVersion: v1
            kind: Service
            metadata: {name: moved-next}
            spec: {selector: {app: moved, version: v2}, ports: [{name: http, port: 9080}]}
            """;
    private static final String SLICE =
            """
            apiVersion: discovery.k8s.io/v1
            kind: EndpointSlice
            metadata: {name: moved-next-1, labels: {kubernetes.io/service-name: moved-next}}
            addressType: IPv4
            endpoints: [{addresses: [10.0.0.1], conditions: {ready: true}}]
            """;
    private static final String ROUTE =
            """
            apiVersion: networking.istio.io/v1
            kind: VirtualService
            metadata: {name: moved}
            spec: {hosts: [moved], http: [{name: primary, route: [{destination: {host: moved}}]}]}
            """;
    private static final String PLAN =
            """
            apiVersion: tidegate.dev/v1alpha1
            kind: RolloutPolicy
            metadata: {name: moved}
            spec:
              route: {virtualServices: [{name: moved, http: [primary]}], hosts: {old: moved, new: moved-next}}
              steps: [{weight: 5, hold: 1s}, {weight: 50, hold: 1s}]
              bake: 1s
              propagation: 1s
            """;

    @Test
    void groupOfAnAbTestMeetsTheCanaryAndNobodyElseDoes() {
        steps("groups", "{%s, pause: {}}, {%s, weight: 50, pause: {}}".formatted(BETA, BETA));
        try (Crowd crowd = http("groups")) {
            Visitor beta = crowd.visitor(Map.of("x-group", "beta"));
            Visitor alpha = crowd.visitor(Map.of("x-group", "alpha"));
            // Given a step that names the group alone
            town.deploy("groups", "v2");
            town.awaitPhase("groups-1", "Paused");
            await().atMost(Town.PATIENCE).until(() -> beta.meets().equals("v2"));
            // Then all of the group meet the canary, and all others do not
            assertThat(beta.meets(50)).containsOnly("v2");
            assertThat(alpha.meets(50)).containsOnly("v1");
            crowd.meetsOnly("v1");
            assertThat(crowd.counts().unanswered()).isZero();
            // And with a weight beside it the others are divided
            town.command("groups", "promote");
            await().atMost(Town.PATIENCE).until(() -> alpha.meets(20).contains("v2"));
            assertThat(beta.meets(50)).containsOnly("v2");
            assertThat(alpha.meets(50)).contains("v1", "v2");
            // When an alert takes the canary's traffic away
            town.alert("groups", "v2");
            town.awaitPhase("groups-1", "RolledBack");
            crowd.meetsOnly("v1");
            // Then the group goes where everybody goes, and no request failed
            assertThat(beta.meets(50)).containsOnly("v1");
            nobodyFailed(crowd);
        }
    }

    @Test
    void whoMetTheCanaryStaysThereUntilItIsTakenBack() {
        steps(
                "faithful",
                "{weight: 50, %1$s, pause: {}}, {weight: 60, %1$s, pause: {}}".formatted(STICKY));
        try (Crowd crowd = http("faithful")) {
            // Given visitors, of whom some have met the canary
            town.deploy("faithful", "v2");
            town.awaitPhase("faithful-1", "Paused");
            await().atMost(Town.PATIENCE).until(() -> crowd.seen().of("v2") > 0);
            List<Visitor> met =
                    IntStream.range(0, VISITORS)
                            .mapToObj(i -> crowd.visitor(Map.of()))
                            .filter(visitor -> visitor.meets().equals("v2"))
                            .toList();
            // Then they stay, at the next weight too
            assertThat(met).isNotEmpty().allMatch(v -> Set.copyOf(v.meets(5)).equals(Set.of("v2")));
            town.command("faithful", "promote");
            await().atMost(Town.PATIENCE)
                    .until(() -> town.status("faithful-1").path("step").asText().startsWith("2"));
            crowd.mesh.awaitPushed();
            assertThat(met).allMatch(v -> Set.copyOf(v.meets(5)).equals(Set.of("v2")));
            // When it is taken back
            town.alert("faithful", "v2");
            town.awaitPhase("faithful-1", "RolledBack");
            crowd.meetsOnly("v1");
            // Then their cookies lead nowhere, nor to the next canary
            assertThat(met).allMatch(v -> Set.copyOf(v.meets(5)).equals(Set.of("v1")));
            town.deploy("faithful", "v3");
            town.awaitPhase("faithful-2", "Paused");
            await().atMost(Town.PATIENCE).until(() -> crowd.seen().of("v3") > 0);
            assertThat(met).extracting(Visitor::meets).contains("v1");
            nobodyFailed(crowd);
        }
    }

    @Test
    void mirroredRequestsReachTheCanaryAndItsAnswersReachNobody() {
        steps("echoed", "{mirror: 50%, pause: {}}");
        try (Crowd crowd = http("echoed")) {
            // Given half of the requests mirrored
            town.deploy("echoed", "v2");
            town.awaitPhase("echoed-1", "Paused");
            await().atMost(Town.PATIENCE).until(() -> crowd.taken("v2") > 0);
            long before = crowd.taken("v2");
            long answered = crowd.more(400).total();
            // Then the canary gets copies, never more than there are requests, and answers nobody
            assertThat(crowd.taken("v2") - before).isBetween(answered / 4, answered);
            assertThat(crowd.seen().requests()).containsOnlyKeys("v1");
            // When the release is taken back
            town.command("echoed", "abort");
            town.awaitPhase("echoed-1", "RolledBack");
            crowd.mesh.awaitPushed();
            // Then it gets none any more
            await().atMost(Town.PATIENCE)
                    .until(
                            () -> {
                                long last = crowd.taken("v2");
                                crowd.more(50);
                                return crowd.taken("v2") == last;
                            });
            nobodyFailed(crowd);
        }
    }

    @Test
    void migrationToAnotherServiceFailsNoRequest() {
        // Given a service that is to move to another one
        for (String version : List.of("old", "new")) {
            town.workload("moved", version, 1);
        }
        town.put(MIGRATION);
        town.put(TARGET);
        town.put(SLICE);
        town.put(ROUTE);
        town.put(PLAN);
        try (Crowd crowd = http("moved")) {
            assertThat(crowd.more(100).requests()).containsOnlyKeys("v1");
            // When it moves
            town.deploy("moved", "new");
            town.awaitPhase("moved-1", "Succeeded");
            // Then everybody is there, and nobody was lost
            crowd.meetsOnly("v2");
            nobodyFailed(crowd);
        }
    }
}
