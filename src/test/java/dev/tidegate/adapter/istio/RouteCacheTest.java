package dev.tidegate.adapter.istio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.awaitility.Awaitility.await;

import dev.tidegate.adapter.cluster.ApiObject;
import dev.tidegate.adapter.cluster.Cluster;
import dev.tidegate.adapter.cluster.KubernetesCluster;
import dev.tidegate.controller.Result;
import dev.tidegate.core.route.istio.ClusterDomain;
import dev.tidegate.core.route.istio.RoutePlanner;
import dev.tidegate.sandbox.ApiClient;
import dev.tidegate.sandbox.ApiServer;

import io.fabric8.kubernetes.client.KubernetesClient;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.Optional;

class RouteCacheTest {

    private static final String ROUTE =
            """
            {"kind": "VirtualService", "metadata": {"name": "reviews", "namespace": "bookinfo"},
             "spec": {"hosts": ["reviews"]}}
            """;

    private final ApiServer server = ApiServer.start(0);
    private final KubernetesClient client = ApiClient.of(server);
    private final Cluster cluster = new KubernetesCluster(client);
    private final RouteCache cache =
            new RouteCache(
                    cluster,
                    RouteKind.VIRTUAL_SERVICE,
                    new RoutePlanner(ClusterDomain.LOCAL),
                    (namespace, name) -> {});

    @AfterEach
    void close() {
        cache.close();
        client.close();
        server.close();
    }

    private ApiObject stored() {
        return cluster.get(RouteKind.VIRTUAL_SERVICE.kind(), "bookinfo", "reviews")
                        instanceof Result.Done<Optional<ApiObject>>(Optional<ApiObject> found)
                ? found.orElseThrow()
                : fail("cannot be read");
    }

    @Test
    void istioThatDoesNotServeTheVersionIsTold() {
        // Given an Istio older than 1.22
        server.fail("list", "DestinationRule", Integer.MAX_VALUE, 404);
        server.fail("watch", "DestinationRule", Integer.MAX_VALUE, 404);
        // When
        try (RouteCache old =
                new RouteCache(
                        cluster,
                        RouteKind.DESTINATION_RULE,
                        new RoutePlanner(ClusterDomain.LOCAL),
                        (namespace, name) -> {})) {
            // Then
            await().until(() -> old.trouble().orElse("").contains("serves no DestinationRule"));
            assertThat(old.trouble().orElseThrow())
                    .contains("of networking.istio.io/v1: Istio does since 1.22");
            // When a newer one is installed, Then it is well by itself
            server.heal();
            await().until(() -> old.trouble().isEmpty());
        }
    }

    @Test
    void writeThatTheWatchShowedBeforeItsAnswerIsNotKept() {
        // Given a write that the watch has shown already
        server.put(ROUTE);
        await().until(() -> cache.find("bookinfo", "reviews").isPresent());
        // When its answer comes
        cache.learn(stored());
        // Then nothing is kept beside what is watched
        assertThat(cache.ahead()).isZero();
        assertThat(cache.find("bookinfo", "reviews")).isPresent();
    }

    @Test
    void versionsThatCannotBeComparedAreThoseOfTheWatch() {
        // Given a server that does not count its versions
        server.put(ROUTE);
        await().until(() -> cache.find("bookinfo", "reviews").isPresent());
        // When an own write comes back
        cache.learn(stored().withMetadata("resourceVersion", "b7e1"));
        // Then the watch is believed
        assertThat(cache.ahead()).isZero();
    }

    @Test
    void writeThatTheWatchHasNotShownIsKeptUntilItDoes() {
        // Given an answer from the future of the watch
        server.put(ROUTE);
        await().until(() -> cache.find("bookinfo", "reviews").isPresent());
        ApiObject stored = stored();
        long version = Long.parseLong(stored.version());
        cache.learn(stored.withMetadata("resourceVersion", Long.toString(version + 1)));
        // and one that was on its way for longer
        cache.learn(stored);
        assertThat(cache.ahead()).isEqualTo(1);
        // When the watch shows that version
        server.put(ROUTE.replace("[\"reviews\"]", "[\"reviews\", \"ratings\"]"));
        // Then it is let go
        await().until(() -> cache.ahead() == 0);
    }
}
