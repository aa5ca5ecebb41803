package dev.tidegate.adapter.istio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.tidegate.controller.Result;
import dev.tidegate.core.rollout.RolloutPlan;
import dev.tidegate.core.route.Writer;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What must not keep a rollback from the routes. */
class RouteRetreatTest extends RouteScene {

    @Test
    void refusedWriteKeepsNoOtherRouteFromItsRollback() {
        // Given two VirtualServices with a quarter on v2, the first of which is refused
        apply(ROUTE.formatted(100).replace("name: reviews, n", "name: public, n"));
        RolloutPlan both = plan("public", "reviews");
        await().until(() -> gateway.look(REVIEWS, both, Optional.empty()).problems().isEmpty());
        assertThat(applied(progressing(both, 3, 2_500))).isEqualTo(new Result.Done<>(2));
        server.fail("update", "VirtualService", 1, 422);
        // When it is rolled back
        Result<Integer> first = applied(rollingBack(both, 4));
        // Then the other one has v2 no more, and the refusal is told
        assertThat(first).isInstanceOf(Result.Rejected.class);
        assertThat(((Result.Rejected<Integer>) first).why()).contains("bookinfo/public");
        assertThat(primary().at("/route").size()).isEqualTo(1);
        // And the next try makes what is left
        assertThat(applied(rollingBack(both, 4))).isEqualTo(new Result.Done<>(1));
    }

    @Test
    void causeThatHitAllRoutesIsSaidOnceWithTheirNames() {
        // Given two VirtualServices with a quarter on v2, and an admission webhook that is away
        apply(ROUTE.formatted(100).replace("name: reviews, n", "name: public, n"));
        RolloutPlan both = plan("public", "reviews");
        await().until(() -> gateway.look(REVIEWS, both, Optional.empty()).problems().isEmpty());
        applied(progressing(both, 3, 2_500));
        server.fail("update", "VirtualService", 2, 500);
        // When it is rolled back
        assertThat(applied(rollingBack(both, 4)))
                .isEqualTo(
                        new Result.Unreachable<>(
                                "VirtualService bookinfo/public, VirtualService bookinfo/reviews:"
                                        + " injected fault 500"));
    }

    @Test
    void trafficThatARollbackCannotTakeBackIsTold() {
        // Given a route that was renamed when it had v2 alone
        apply(ROUTE.formatted(100).replace("primary", "main").replace("v1", "v2"));
        await().until(() -> !gateway.look(REVIEWS, PLAN, Optional.empty()).problems().isEmpty());
        // When it is rolled back
        Result<Integer> result = applied(rollingBack(PLAN, 4));
        // Then that is not called done
        assertThat(result).isInstanceOf(Result.Rejected.class);
        assertThat(((Result.Rejected<Integer>) result).why())
                .contains("http route \"main\" still sends traffic to v2");
    }

    @Test
    void routeThatMovedToAnotherVirtualServiceIsFoundByItsHost() {
        // Given a quarter on v2 in a VirtualService that is renamed, and others of other hosts
        assertThat(applied(progressing(3, 2_500))).isEqualTo(new Result.Done<>(1));
        apply(
                ROUTE.formatted(100)
                        .replace("name: reviews", "name: other")
                        .replace("host: reviews", "host: other"));
        ObjectNode copy = server.get("VirtualService", "bookinfo", "reviews").orElseThrow();
        copy.withObject("/metadata").put("name", "main").remove("resourceVersion");
        server.put(copy.toString());
        server.delete("VirtualService", "bookinfo", "reviews");
        await().until(
                        () ->
                                gateway.look(REVIEWS, PLAN, Optional.empty()).problems().stream()
                                        .anyMatch(p -> p.contains("known there: main, other")));
        // When it is rolled back
        Result<Integer> result = applied(rollingBack(PLAN, 4));
        // Then v2 has nothing there
        assertThat(result).isEqualTo(new Result.Done<>(1));
        assertThat(
                        server.get("VirtualService", "bookinfo", "main")
                                .orElseThrow()
                                .at("/spec/http/0/route")
                                .size())
                .isEqualTo(1);
    }

    @Test
    void closedClientIsAServerThatIsNotReached() {
        client.close();
        assertThat(applied(rollingBack(PLAN, 4))).isInstanceOf(Result.Unreachable.class);
    }

    @Test
    void olderRevisionIsFenced() {
        assertThat(applied(progressing(5, 5_000))).isEqualTo(new Result.Done<>(1));
        assertThat(applied(progressing(3, 2_500))).isInstanceOf(Result.Conflict.class);
        assertThat(primary().at("/route/1/weight").asInt()).isEqualTo(50);
    }

    @Test
    void fenceOfADeletedRolloutStopsNobody() {
        // Given a route that a rollout wrote whose number was higher
        apply(
                ROUTE.formatted(100)
                        .replace(
                                "name: reviews, n",
                                "name: reviews, annotations: {tidegate.dev/rollout: reviews-7,"
                                    + " tidegate.dev/revision: '6', tidegate.dev/uid: uid-7}, n"));
        await().until(
                        () ->
                                gateway.apply(progressing(3, 2_500), writer -> true)
                                        instanceof Result.Conflict<Integer>);
        // When it is deleted
        List<Writer> asked = new ArrayList<>();
        Result<Integer> result =
                gateway.apply(
                        rollingBack(PLAN, 4),
                        writer -> {
                            asked.add(writer);
                            return false;
                        });
        // Then the routes are written, and the next one meets a fence of its own
        assertThat(result).isEqualTo(new Result.Done<>(1));
        assertThat(asked).containsExactly(new Writer(7, "uid-7"));
        assertThat(applied(rollingBack(PLAN, 4))).isEqualTo(new Result.Done<>(0));
    }
}
