package dev.tidegate.adapter.istio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidegate.controller.Result;
import dev.tidegate.core.event.Pods;
import dev.tidegate.core.rollout.Migrations;
import dev.tidegate.core.rollout.RolloutPlan;

import org.junit.jupiter.api.Test;

import java.util.Optional;

/** Traffic that migrates to a Service of another namespace, on the API server double. */
class MigratedRouteTest extends RouteScene {

    private static final RolloutPlan MIGRATION = Migrations.to(Migrations.NEXT);

    private void service(String annotations) {
        apply(
                "{kind: Service, metadata: {name: reviews, namespace: next%s}, spec: {selector: {app: reviews}}}"
                        .formatted(annotations));
    }

    private void endpoint() {
        apply(
                """
                apiVersion: discovery.k8s.io/v1
                kind: EndpointSlice
                metadata: {name: reviews-1, namespace: next, labels: {kubernetes.io/service-name: reviews}}
                addressType: IPv4
                endpoints: [{addresses: [10.0.0.1], conditions: {ready: true}}]
                """);
    }

    private Pods reached() {
        return gateway.reached(REVIEWS, MIGRATION, V2, new Pods.Elsewhere(Optional.empty()));
    }

    private String hosts() {
        StringBuilder hosts = new StringBuilder();
        server.get("VirtualService", "bookinfo", "reviews")
                .orElseThrow()
                .at("/spec/http/0/route")
                .forEach(
                        to ->
                                hosts.append(to.at("/destination/host").asText())
                                        .append(' ')
                                        .append(to.at("/weight").asInt(100))
                                        .append(' '));
        return hosts.toString().strip();
    }

    @Test
    void portThatTheServiceLacksIsToldFromWhatIsWatched() {
        apply(ROUTE.formatted(100).replace("host: reviews", "port: {number: 9080}, host: reviews"));
        apply(
                "{kind: Service, metadata: {name: reviews, namespace: next, annotations:"
                    + " {tidegate.dev/granted-to: bookinfo/reviews}}, spec: {ports: [{name: http,"
                    + " port: 80, protocol: TCP}]}}");
        await().untilAsserted(
                        () ->
                                assertThat(gateway.barred(progressing(MIGRATION, 3, 2_500)))
                                        .singleElement()
                                        .asString()
                                        .contains("has no port 9080")
                                        .contains("Service next/reviews has 80;"));
    }

    @Test
    void trafficMigratesWithTheGrantAloneAndGoesBackWithoutAsking() {
        // Given a Service that its namespace does not grant
        apply(ROUTE.formatted(100));
        service("");
        await().until(() -> gateway.barred(progressing(MIGRATION, 3, 2_500)).size() == 1);
        assertThat(applied(progressing(MIGRATION, 3, 2_500))).isInstanceOf(Result.Rejected.class);
        // When it is granted, and has an endpoint
        service(", annotations: {tidegate.dev/granted-to: bookinfo/reviews}");
        await().until(() -> gateway.barred(progressing(MIGRATION, 3, 2_500)).isEmpty());
        await().until(
                        () ->
                                reached() instanceof Pods.Elsewhere(Optional<String> why)
                                        && why.isPresent());
        endpoint();
        await().until(() -> reached().equals(new Pods.Elsewhere(Optional.empty())));
        // Then it gets its traffic
        assertThat(applied(progressing(MIGRATION, 3, 2_500))).isEqualTo(new Result.Done<>(1));
        assertThat(hosts()).isEqualTo("reviews 75 " + Migrations.NEXT + " 25");
        // When the grant is taken back, Then no rollback asks for it
        server.delete("Service", "next", "reviews");
        await().until(() -> !gateway.barred(progressing(MIGRATION, 3, 2_500)).isEmpty());
        assertThat(applied(rollingBack(MIGRATION, 5))).isEqualTo(new Result.Done<>(1));
        assertThat(hosts()).isEqualTo("reviews 100");
    }
}
