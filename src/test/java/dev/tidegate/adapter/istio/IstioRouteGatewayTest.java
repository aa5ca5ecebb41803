package dev.tidegate.adapter.istio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidegate.controller.Result;
import dev.tidegate.core.distribution.Distribution;
import dev.tidegate.core.rollout.Phase;
import dev.tidegate.core.rollout.Rollout;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

class IstioRouteGatewayTest extends RouteScene {

    @Test
    void weightsAreWrittenOnceAndSeenAtOnce() {
        // Given routes that carry v1
        assertThat(gateway.look(REVIEWS, PLAN, Optional.empty()).stable()).contains(V1);
        // When a quarter is wanted on v2
        Result<Integer> first = applied(progressing(3, 2_500));
        Result<Integer> second = applied(progressing(3, 2_500));
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
        assertThat(applied(progressing(3, 2_500))).isEqualTo(new Result.Done<>(1));
        assertThat(primary().at("/route/1/weight").asInt()).isEqualTo(25);
    }

    @Test
    void serverThatIsAwayIsUnreachableAndALostAnswerIsFound() {
        server.fail("update", "VirtualService", 1, 503);
        assertThat(applied(progressing(3, 2_500))).isInstanceOf(Result.Unreachable.class);
        server.loseAnswers("update", "VirtualService", 1);
        assertThat(applied(progressing(3, 2_500))).isInstanceOf(Result.Unreachable.class);
        // the write was made: only its answer is missing
        assertThat(applied(progressing(3, 2_500))).isInstanceOf(Result.Done.class);
        assertThat(server.writes("VirtualService")).hasSize(1);
    }

    @Test
    void routeDeletedMeanwhileIsAProblemThatIsNamed() {
        server.delete("VirtualService", "bookinfo", "reviews");
        await().until(() -> !gateway.look(REVIEWS, PLAN, Optional.empty()).problems().isEmpty());
        Result<Integer> result = applied(progressing(3, 2_500));
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

    @Test
    void ruleOfAnotherNamespaceBlocksTheGateUntilItKnowsTheCanary() {
        // Given a rule for the same host where callers are
        String rule =
                """
                kind: DestinationRule
                metadata: {name: reviews, namespace: shop}
                spec:
                  host: reviews.bookinfo.svc.cluster.local
                  subsets: [{name: v1, labels: {version: v1}}%s]
                """;
        Rollout pending =
                rollout(PLAN, 1, new Phase.Pending(T, T, List.of()), Distribution.all(V1));
        assertThat(gateway.gate(pending, Optional.empty()).problems()).isEmpty();
        apply(rule.formatted(""));
        await().until(() -> !gateway.gate(pending, Optional.empty()).problems().isEmpty());
        assertThat(gateway.gate(pending, Optional.empty()).problems())
                .containsExactly(
                        "DestinationRule shop/reviews has the same host and no subset \"v2\"; its"
                                + " callers would get errors; add {name: v2, labels: {version: v2}}"
                                + " there");
        // When v2 is added to it
        Set<String> told = ConcurrentHashMap.newKeySet();
        gateway.listen((kind, namespace, name) -> told.add(kind + " " + namespace + "/" + name));
        apply(rule.formatted(", {name: v2, labels: {version: v2}}"));
        // Then the release that waits is told, and the gate is open
        await().until(() -> told.contains("DestinationRule bookinfo/reviews"));
        assertThat(gateway.gate(pending, Optional.empty()).problems()).isEmpty();
    }

    @Test
    void usersOwnRouteToTheCanaryIsRememberedByTheGate() {
        apply(
                ROUTE.formatted(100)
                        .replace("name: reviews", "name: testers")
                        .replace("subset: v1", "subset: v2"));
        Rollout pending =
                rollout(PLAN, 1, new Phase.Pending(T, T, List.of()), Distribution.all(V1));
        await().until(() -> !gateway.gate(pending, Optional.empty()).prior().routes().isEmpty());
        assertThat(gateway.gate(pending, Optional.empty()).prior().routes())
                .containsExactly("VirtualService bookinfo/testers, http route \"primary\"");
    }
}
