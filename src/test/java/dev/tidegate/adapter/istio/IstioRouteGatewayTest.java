package dev.tidegate.adapter.istio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;

import dev.tidegate.controller.Result;
import dev.tidegate.controller.SilentTelemetry;
import dev.tidegate.core.distribution.Distribution;
import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.distribution.Weight;
import dev.tidegate.core.event.RolloutEvent.DeployStarted;
import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.core.rollout.Phase;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.rollout.RolloutPlan;
import dev.tidegate.core.rollout.Routing;
import dev.tidegate.core.rollout.Step;
import dev.tidegate.sandbox.ApiServer;

import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

class IstioRouteGatewayTest {

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final ServiceKey REVIEWS = new ServiceKey("bookinfo", "reviews");
    private static final Version V1 = new Version("v1");
    private static final Version V2 = new Version("v2");
    private static final Instant T = Instant.parse("2026-03-01T10:00:00Z");
    private static final String ROUTE =
            """
            kind: VirtualService
            metadata: {name: reviews, namespace: bookinfo}
            spec:
              hosts: [reviews]
              http:
              - name: primary
                timeout: 5s
                somethingNew: {kept: [1, 2.5, null]}
                route:
                - destination: {host: reviews, subset: v1}
                  weight: %d
            """;
    private static final RolloutPlan PLAN =
            new RolloutPlan(
                    new Routing(
                            List.of(
                                    new Routing.VirtualServiceRef(
                                            "bookinfo",
                                            "reviews",
                                            List.of("primary"),
                                            List.of(),
                                            List.of())),
                            new Routing.Subsets(
                                    "bookinfo", "reviews", "version", Optional.empty())),
                    List.of(new Step(new Weight(2_500), Duration.ZERO, false)),
                    Duration.ZERO,
                    Duration.ofMinutes(1),
                    Duration.ofSeconds(5),
                    "{service}-{version}",
                    new RolloutPlan.OnAlert(List.of("critical"), RolloutPlan.Unversioned.ROLLBACK),
                    RolloutPlan.OnNewDeploy.SUPERSEDE,
                    RolloutPlan.OnDrift.REVERT);

    private final ApiServer server = ApiServer.start(0);
    private final KubernetesClient client =
            new KubernetesClientBuilder()
                    .withConfig(
                            new ConfigBuilder()
                                    .withMasterUrl(server.url())
                                    .withRequestRetryBackoffLimit(0)
                                    .withRequestTimeout(2_000)
                                    .withWatchReconnectInterval(20)
                                    .build())
                    .build();
    private final IstioRouteGateway gateway = new IstioRouteGateway(client, new SilentTelemetry());

    @BeforeEach
    void routes() {
        apply(ROUTE.formatted(100));
        apply(
                """
                kind: DestinationRule
                metadata: {name: reviews, namespace: bookinfo}
                spec:
                  host: reviews
                  subsets:
                  - {name: v1, labels: {version: v1}}
                  - {name: v2, labels: {version: v2}}
                """);
        await().until(() -> gateway.look(REVIEWS, PLAN, Optional.empty()).problems().isEmpty());
    }

    @AfterEach
    void close() {
        gateway.stop();
        client.close();
        server.close();
    }

    private void apply(String yaml) {
        try {
            server.put(YAML.readTree(yaml).toString());
        } catch (IOException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static Rollout progressing(long revision, int basisPoints) {
        Rollout opened =
                Rollout.opened(
                        new Rollout.Identity(
                                "uid-1",
                                "reviews-1",
                                PLAN,
                                new DeployStarted("event-1", REVIEWS, T, V2)),
                        T);
        return new Rollout(
                opened.identity(),
                revision,
                new Phase.Progressing(0, T, T),
                Optional.of(V1),
                Optional.of(Distribution.split(V1, V2, new Weight(basisPoints))),
                revision,
                opened.history(),
                opened.handled(),
                Optional.empty());
    }

    private JsonNode primary() {
        return server.get("VirtualService", "bookinfo", "reviews").orElseThrow().at("/spec/http/0");
    }

    @Test
    void weightsAreWrittenOnceAndSeenAtOnce() {
        // Given routes that carry v1
        assertThat(gateway.look(REVIEWS, PLAN, Optional.empty()).stable()).contains(V1);
        // When a quarter is wanted on v2
        Result<Integer> first = gateway.apply(progressing(3, 2_500));
        Result<Integer> second = gateway.apply(progressing(3, 2_500));
        // Then it is written once
        assertThat(first).isEqualTo(new Result.Done<>(1));
        assertThat(second).isEqualTo(new Result.Done<>(0));
        assertThat(primary().at("/route/0/weight").asInt()).isEqualTo(75);
        assertThat(primary().at("/route/1/weight").asInt()).isEqualTo(25);
        // And what is the user's stays
        assertThat(primary().path("timeout").asText()).isEqualTo("5s");
        assertThat(primary().path("somethingNew").toString()).isEqualTo("{\"kept\":[1,2.5,null]}");
    }

    @Test
    void conflictIsReadAndPlannedAgainAtOnce() {
        server.fail("update", "VirtualService", 3, 409);
        assertThat(gateway.apply(progressing(3, 2_500))).isEqualTo(new Result.Done<>(1));
        assertThat(primary().at("/route/1/weight").asInt()).isEqualTo(25);
    }

    @Test
    void serverThatIsAwayIsUnreachableAndALostAnswerIsFound() {
        server.fail("update", "VirtualService", 1, 503);
        assertThat(gateway.apply(progressing(3, 2_500))).isInstanceOf(Result.Unreachable.class);
        server.loseAnswers("update", "VirtualService", 1);
        assertThat(gateway.apply(progressing(3, 2_500))).isInstanceOf(Result.Unreachable.class);
        // the write was made: only its answer is missing
        assertThat(gateway.apply(progressing(3, 2_500))).isInstanceOf(Result.Done.class);
        assertThat(server.writes("VirtualService")).hasSize(1);
    }

    @Test
    void olderRevisionIsFenced() {
        assertThat(gateway.apply(progressing(5, 5_000))).isEqualTo(new Result.Done<>(1));
        assertThat(gateway.apply(progressing(3, 2_500))).isInstanceOf(Result.Conflict.class);
        assertThat(primary().at("/route/1/weight").asInt()).isEqualTo(50);
    }

    @Test
    void routeDeletedMeanwhileIsAProblemThatIsNamed() {
        server.delete("VirtualService", "bookinfo", "reviews");
        await().until(() -> !gateway.look(REVIEWS, PLAN, Optional.empty()).problems().isEmpty());
        Result<Integer> result = gateway.apply(progressing(3, 2_500));
        assertThat(result).isInstanceOf(Result.Rejected.class);
        assertThat(((Result.Rejected<Integer>) result).why()).contains("bookinfo/reviews");
    }

    @Test
    void changesAreToldThoseOfMalformedObjectsToo() {
        Set<String> told = ConcurrentHashMap.newKeySet();
        gateway.listen((kind, namespace, name) -> told.add(kind + " " + namespace + "/" + name));
        // When a malformed object and somebody's edit arrive
        apply(
                "{kind: VirtualService, metadata: {name: odd, namespace: bookinfo}, spec: {http:"
                        + " 7}}");
        apply(ROUTE.formatted(7));
        // Then both are told
        await().until(() -> told.size() == 2);
        assertThat(told)
                .containsExactlyInAnyOrder(
                        "VirtualService bookinfo/odd", "VirtualService bookinfo/reviews");
    }
}
