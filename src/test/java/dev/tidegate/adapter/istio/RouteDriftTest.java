package dev.tidegate.adapter.istio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.tidegate.controller.Result;
import dev.tidegate.core.distribution.Distribution;
import dev.tidegate.core.distribution.Weight;
import dev.tidegate.core.event.Observation;
import dev.tidegate.core.event.PriorTraffic;
import dev.tidegate.core.rollout.PodState;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.rollout.RouteState;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

class RouteDriftTest extends RouteScene {

    private static Rollout acknowledged(Rollout rollout) {
        return new Rollout(
                rollout.identity(),
                rollout.revision(),
                rollout.phase(),
                rollout.stable(),
                rollout.traffic(),
                rollout.wantedRevision(),
                rollout.history(),
                rollout.handled(),
                rollout.next(),
                new RouteState(
                        Optional.empty(),
                        Optional.of(PriorTraffic.NONE),
                        rollout.wantedRevision(),
                        Optional.empty()),
                PodState.NONE,
                List.of(),
                Optional.empty());
    }

    /** The watch of the routes breaks, and comes back no more. */
    private void blind() {
        await().until(() -> gateway.trouble().isEmpty());
        server.fail("watch", "VirtualService", Integer.MAX_VALUE, 503);
        server.fail("list", "VirtualService", Integer.MAX_VALUE, 503);
        server.cutWatches();
        await().until(() -> gateway.trouble().isPresent());
    }

    @Test
    void weightsOfAnotherReplicaThatTheWatchHasNotShownAreNoDrift() {
        // Given a step that this replica wrote, and a watch that lags
        applied(progressing(3, 500));
        blind();
        // When another replica has written the next step, and this one reads its commit
        String mine = server.get("VirtualService", "bookinfo", "reviews").orElseThrow().toString();
        server.put(
                mine.replace("\"weight\":95", "\"weight\":75")
                        .replace("\"weight\":5", "\"weight\":25")
                        .replace("tidegate.dev/revision\":\"3\"", "tidegate.dev/revision\":\"4\""));
        Rollout next = acknowledged(progressing(4, 2_500));
        // Then the old weights are no hand edit
        assertThat(gateway.drift(next)).isEmpty();
    }

    @Test
    void weightsThatSomebodyPutBackAreDriftThoughTheirAnnotationsAreOld() {
        applied(progressing(3, 500));
        ObjectNode old = server.get("VirtualService", "bookinfo", "reviews").orElseThrow();
        old.withObject("/metadata").remove("resourceVersion");
        applied(progressing(4, 2_500));
        server.put(old.toString());
        Rollout now = acknowledged(progressing(4, 2_500));
        await().until(() -> gateway.drift(now).isPresent());
        assertThat(gateway.drift(now).orElseThrow())
                .isEqualTo(
                        new Observation.RoutesDrifted(
                                "VirtualService bookinfo/reviews, http route \"primary\"",
                                Distribution.split(V1, V2, new Weight(500)),
                                true));
    }

    @Test
    void newRuleThatCountsBeforeTheNamedWildcardIsToldAndPausesButStopsNoRollback() {
        // Given a release whose policy names the rule of a wildcard
        List<String> told = new CopyOnWriteArrayList<>();
        gateway.listen((kind, namespace, name) -> told.add(kind + "/" + name));
        apply(
                """
                kind: DestinationRule
                metadata: {name: reviews, namespace: bookinfo}
                spec:
                  host: "*.bookinfo.svc.cluster.local"
                  subsets:
                  - {name: v1, labels: {version: v1}}
                  - {name: v2, labels: {version: v2}}
                """);
        await().until(() -> told.contains("DestinationRule/reviews"));
        Rollout now = acknowledged(progressing(3, 500));
        applied(now);
        assertThat(gateway.drift(now)).isEmpty();
        told.clear();
        // When somebody adds one for the service's own host, without the canary's subset
        apply(
                """
                kind: DestinationRule
                metadata: {name: mine, namespace: bookinfo}
                spec: {host: reviews, subsets: [{name: v1, labels: {version: v1}}]}
                """);
        // Then the release hears of it
        await().until(() -> told.contains("DestinationRule/reviews"));
        assertThat(gateway.drift(now))
                .get(type(Observation.RoutesBroken.class))
                .extracting(Observation.RoutesBroken::problem, STRING)
                .contains("DestinationRule bookinfo/mine", "no subset \"v2\"");
        // and its canary's traffic can still be taken away
        assertThat(applied(rollingBack(PLAN, 4))).isEqualTo(new Result.Done<>(1));
        assertThat(primary().path("route")).hasSize(1);
    }

    @Test
    void driftThatCannotBeReadAnewIsNotBelieved() {
        applied(progressing(3, 500));
        apply(ROUTE.formatted(100));
        Rollout now = acknowledged(progressing(3, 500));
        await().until(() -> gateway.drift(now).isPresent());
        server.fail("get", "DestinationRule", 1, 503);
        assertThat(gateway.drift(now)).isEmpty();
    }
}
