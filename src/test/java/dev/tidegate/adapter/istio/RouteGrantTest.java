package dev.tidegate.adapter.istio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.tidegate.controller.Result;
import dev.tidegate.core.event.Pods;
import dev.tidegate.core.rollout.RolloutPlan;
import dev.tidegate.core.routing.Routing;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Routes of another namespace, and hosts, on the API server double. */
class RouteGrantTest extends RouteScene {

    private static final RolloutPlan SHARED =
            plan("shared", new Routing.Subsets("bookinfo", "reviews", "version", Optional.empty()));
    private static final RolloutPlan HOSTS =
            plan("bookinfo", new Routing.Hosts("bookinfo", "reviews-{version}"));

    private static RolloutPlan plan(String namespace, Routing.Destinations destinations) {
        return new RolloutPlan(
                new Routing(
                        List.of(
                                new Routing.VirtualServiceRef(
                                        namespace,
                                        "reviews",
                                        List.of("primary"),
                                        List.of(),
                                        List.of(),
                                        List.of())),
                        destinations),
                PLAN.steps(),
                PLAN.bake(),
                PLAN.readyTimeout(),
                PLAN.propagation(),
                PLAN.workload(),
                PLAN.onAlert(),
                PLAN.onNewDeploy(),
                PLAN.onDrift(),
                PLAN.availability());
    }

    private static final Pods.Seen PODS =
            new Pods.Seen("Deployment bookinfo/reviews-v2", 1, 1, 1, Optional.empty(), List.of());

    private void shared(String annotations) {
        apply(
                ROUTE.formatted(100)
                        .replace("namespace: bookinfo", "namespace: shared" + annotations)
                        .replace("host: reviews", "host: reviews.bookinfo.svc.cluster.local"));
    }

    private int destinations() {
        return server.get("VirtualService", "shared", "reviews")
                .orElseThrow()
                .at("/spec/http/0/route")
                .size();
    }

    private void awaitBarred(RolloutPlan plan, boolean barred) {
        await().until(() -> gateway.barred(progressing(plan, 3, 2_500)).isEmpty() != barred);
    }

    @Test
    void routeOfAnotherNamespaceIsMovedWithItsGrantAlone() {
        // Given a route that its namespace does not grant
        shared("");
        await().until(() -> gateway.look(REVIEWS, SHARED, Optional.empty()).problems().isEmpty());
        Result<Integer> refused = applied(progressing(SHARED, 3, 2_500));
        assertThat(refused).isInstanceOf(Result.Rejected.class);
        assertThat(((Result.Rejected<Integer>) refused).why()).contains("tidegate.dev/granted-to");
        assertThat(destinations()).isEqualTo(1);
        // When it is granted, Then it is moved
        shared(", annotations: {tidegate.dev/granted-to: bookinfo/reviews}");
        awaitBarred(SHARED, false);
        assertThat(applied(progressing(SHARED, 3, 2_500))).isEqualTo(new Result.Done<>(1));
        assertThat(destinations()).isEqualTo(2);
    }

    @Test
    void grantThatWasTakenBackKeepsNoRollbackFromTheRoute() {
        // Given a quarter on v2 by a grant that is taken back
        shared(", annotations: {tidegate.dev/granted-to: bookinfo/*}");
        awaitBarred(SHARED, false);
        assertThat(applied(progressing(SHARED, 3, 2_500))).isEqualTo(new Result.Done<>(1));
        var route = server.get("VirtualService", "shared", "reviews").orElseThrow();
        route.withObject("/metadata/annotations").remove("tidegate.dev/granted-to");
        server.put(route.toString());
        awaitBarred(SHARED, true);
        // When the next step is wanted, Then it is refused
        assertThat(applied(progressing(SHARED, 4, 5_000))).isInstanceOf(Result.Rejected.class);
        // When somebody gives it more by hand, Then that is taken away without asking
        JsonNode more = server.get("VirtualService", "shared", "reviews").orElseThrow();
        ((ObjectNode) more.at("/spec/http/0/route/0")).put("weight", 10);
        ((ObjectNode) more.at("/spec/http/0/route/1")).put("weight", 90);
        server.put(more.toString());
        await().until(() -> gateway.drift(progressing(SHARED, 3, 2_500)).isPresent());
        assertThat(applied(progressing(SHARED, 3, 2_500))).isEqualTo(new Result.Done<>(1));
        // When it is rolled back, Then nothing is asked
        assertThat(applied(rollingBack(SHARED, 5))).isEqualTo(new Result.Done<>(1));
        assertThat(destinations()).isEqualTo(1);
    }

    @Test
    void referenceGrantGrantsAndIsTold() {
        shared("");
        awaitBarred(SHARED, true);
        Set<String> told = ConcurrentHashMap.newKeySet();
        gateway.listen((kind, namespace, name) -> told.add(kind + " " + namespace + "/" + name));
        // When
        apply(
                """
                apiVersion: gateway.networking.k8s.io/v1beta1
                kind: ReferenceGrant
                metadata: {name: any, namespace: shared}
                spec:
                  from: [{group: tidegate.dev, kind: RolloutPolicy, namespace: bookinfo}]
                  to: [{group: networking.istio.io, kind: VirtualService}]
                """);
        // Then
        awaitBarred(SHARED, false);
        await().until(() -> told.contains("ReferenceGrant shared/"));
    }

    @Test
    void clusterWithoutTheGatewayApiIsNoTrouble() {
        // Given a cluster that does not serve ReferenceGrants
        server.fail("list", "ReferenceGrant", Integer.MAX_VALUE, 404);
        server.fail("watch", "ReferenceGrant", Integer.MAX_VALUE, 404);
        shared("");
        IstioRouteGateway other = anotherGateway();
        // Then all is well, and nothing is granted
        await().until(() -> other.trouble().isEmpty());
        assertThat(other.barred(progressing(SHARED, 3, 2_500)))
                .singleElement()
                .asString()
                .contains("VirtualService shared/reviews is of another namespace");
        other.stop();
    }

    @Test
    void hostWithoutAServiceOrAnEndpointGetsNothing() {
        assertThat(reached().obstacle().orElse(""))
                .contains("Service bookinfo/reviews-v2 was not found");
        assertThat(reached().available()).isZero();
        Set<String> told = ConcurrentHashMap.newKeySet();
        gateway.listen((kind, namespace, name) -> told.add(kind + " " + namespace + "/" + name));
        // When somebody makes both
        apply(
                "{kind: Service, metadata: {name: reviews-v2, namespace: bookinfo}, spec:"
                        + " {selector: {app: reviews}}}");
        apply(
                """
                apiVersion: discovery.k8s.io/v1
                kind: EndpointSlice
                metadata: {name: reviews-v2-1, namespace: bookinfo, labels: {kubernetes.io/service-name: reviews-v2}}
                addressType: IPv4
                endpoints: [{addresses: [10.0.0.1], conditions: {ready: true}}]
                """);
        // Then it may get traffic, and each was told
        await().until(() -> reached().equals(PODS));
        await().until(() -> told.equals(Set.of("Service bookinfo/reviews-v2")));
        // When the Service is deleted, Then no more
        server.delete("Service", "bookinfo", "reviews-v2");
        await().until(() -> reached().available() == 0);
    }

    /** The canary's pods, which are there, as its host reaches them. */
    private Pods.Seen reached() {
        return (Pods.Seen) gateway.reached(REVIEWS, HOSTS, V2, PODS);
    }
}
