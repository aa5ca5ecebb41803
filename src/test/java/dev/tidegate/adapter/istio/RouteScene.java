package dev.tidegate.adapter.istio;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;

import dev.tidegate.adapter.cluster.Cluster;
import dev.tidegate.adapter.cluster.KubernetesCluster;
import dev.tidegate.controller.Result;
import dev.tidegate.controller.SilentTelemetry;
import dev.tidegate.core.distribution.Distribution;
import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.distribution.Weight;
import dev.tidegate.core.event.RolloutEvent.DeployStarted;
import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.core.rollout.Availability;
import dev.tidegate.core.rollout.Phase;
import dev.tidegate.core.rollout.PodState;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.rollout.RolloutPlan;
import dev.tidegate.core.rollout.Step;
import dev.tidegate.core.route.istio.ClusterDomain;
import dev.tidegate.core.routing.Routing;
import dev.tidegate.core.traffic.Traffic;
import dev.tidegate.sandbox.ApiClient;
import dev.tidegate.sandbox.ApiServer;

import io.fabric8.kubernetes.client.KubernetesClient;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Routes on an API server double, a gateway, and rollouts that want something of them. */
abstract class RouteScene {

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    static final ServiceKey REVIEWS = new ServiceKey("bookinfo", "reviews");
    static final Version V1 = new Version("v1");
    static final Version V2 = new Version("v2");
    static final Instant T = Instant.parse("2026-03-01T10:00:00Z");
    static final String ROUTE =
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
    static final RolloutPlan PLAN = plan("reviews");

    static RolloutPlan plan(String... virtualServices) {
        return new RolloutPlan(
                new Routing(
                        Stream.of(virtualServices)
                                .map(
                                        name ->
                                                new Routing.VirtualServiceRef(
                                                        "bookinfo",
                                                        name,
                                                        List.of("primary"),
                                                        List.of(),
                                                        List.of(),
                                                        List.of()))
                                .toList(),
                        new Routing.Subsets("bookinfo", "reviews", "version", Optional.empty())),
                List.of(new Step(new Weight(2_500), Duration.ZERO, false)),
                Duration.ZERO,
                Duration.ofMinutes(1),
                Duration.ofSeconds(5),
                "{service}-{version}",
                new RolloutPlan.OnAlert(List.of("critical"), RolloutPlan.Unversioned.ROLLBACK),
                RolloutPlan.OnNewDeploy.SUPERSEDE,
                RolloutPlan.OnDrift.REVERT,
                Availability.DEFAULT);
    }

    final ApiServer server = ApiServer.start(0);
    final KubernetesClient client = ApiClient.of(server);
    final Cluster cluster = new KubernetesCluster(client);
    final IstioRouteGateway gateway =
            new IstioRouteGateway(cluster, new SilentTelemetry(), ClusterDomain.LOCAL);

    IstioRouteGateway anotherGateway() {
        return new IstioRouteGateway(cluster, new SilentTelemetry(), ClusterDomain.LOCAL);
    }

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

    void apply(String yaml) {
        try {
            server.put(YAML.readTree(yaml).toString());
        } catch (IOException e) {
            throw new IllegalArgumentException(e);
        }
    }

    static Rollout progressing(long revision, int basisPoints) {
        return progressing(PLAN, revision, basisPoints);
    }

    static Rollout progressing(RolloutPlan plan, long revision, int basisPoints) {
        return rollout(
                plan,
                revision,
                new Phase.Progressing(0, T, T),
                Distribution.split(V1, V2, new Weight(basisPoints)));
    }

    static Rollout rollingBack(RolloutPlan plan, long revision) {
        return rollout(plan, revision, new Phase.RollingBack("alert", T), Distribution.all(V1));
    }

    static Rollout rollout(RolloutPlan plan, long revision, Phase phase, Distribution wanted) {
        Rollout opened =
                Rollout.opened(
                        new Rollout.Identity(
                                "uid-1",
                                "reviews-1",
                                plan,
                                new DeployStarted("event-1", REVIEWS, T, V2)),
                        T);
        return new Rollout(
                opened.identity(),
                revision,
                phase,
                Optional.of(V1),
                Optional.of(new Traffic(wanted)),
                revision,
                opened.history(),
                opened.handled(),
                Optional.empty(),
                opened.routes(),
                PodState.NONE,
                List.of(),
                Optional.empty());
    }

    Result<Integer> applied(Rollout rollout) {
        return gateway.apply(rollout, writer -> true);
    }

    JsonNode primary() {
        return server.get("VirtualService", "bookinfo", "reviews").orElseThrow().at("/spec/http/0");
    }
}
