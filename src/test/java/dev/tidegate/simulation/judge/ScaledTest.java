package dev.tidegate.simulation.judge;

import static dev.tidegate.core.rollout.Scenes.*;

import dev.tidegate.adapter.cluster.ApiObject;
import dev.tidegate.controller.RolloutStore.Stored;
import dev.tidegate.core.event.Action;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.rollout.Scaling;
import dev.tidegate.core.rollout.Scalings;
import dev.tidegate.simulation.scene.Trees;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Whose pods may be taken, when, and what is told of it. */
class ScaledTest extends JudgeScene {

    private static final Duration AFTER = Duration.ofMinutes(1);

    /** A release of v2 that has succeeded, and will take the pods of v1. */
    private Stored succeeded() {
        Stored preparing =
                moved(
                        opened(deploy("d1", V2, now()), 1, scalingDown(plan(), AFTER, 0)),
                        gatesOpen(),
                        now());
        rule(preparing, List.of("v1", "v2"));
        pass(Duration.ofSeconds(10));
        Stored progressing = due(preparing);
        routes(progressing.rollout(), Map.of("v1", 95, "v2", 5));
        pass(HOLD);
        Stored paused = due(progressing);
        routes(paused.rollout(), Map.of("v1", 75, "v2", 25));
        Stored baking = moved(paused, command("c1", Action.PROMOTE), now());
        routes(baking.rollout(), Map.of("v1", 0, "v2", 100));
        pass(Duration.ofMinutes(2));
        Stored ended = due(baking);
        assertKept();
        return ended;
    }

    private Stored decided(Stored ended) {
        Scaling scaling = Scaling.wanted("reviews-v1", 1, 0, now(), "v1 is needed no longer");
        return committed(ended, Scalings.with(ended.rollout(), V1, scaling));
    }

    private void scale(String writer, int replicas) {
        ApiObject before =
                server.get("Deployment", REVIEWS.namespace(), service.workload("v1")).orElseThrow();
        done(
                server.update(
                        writer,
                        "Deployment",
                        before.with("spec", Trees.map("replicas", replicas))));
    }

    private void lead(String writer, String version) {
        ApiObject side =
                Trees.object(
                        "networking.istio.io/v1",
                        "VirtualService",
                        REVIEWS.namespace(),
                        "side",
                        Trees.map(
                                "http",
                                List.of(
                                        Trees.map(
                                                "route",
                                                List.of(
                                                        Trees.map(
                                                                "destination",
                                                                Trees.map(
                                                                        "host",
                                                                        service.host(version),
                                                                        "subset",
                                                                        version)))))));
        done(server.create(writer, "VirtualService", side));
    }

    @Test
    void podsThatNobodyNeedsMayGo() {
        Stored ended = succeeded();
        pass(AFTER.plusSeconds(1));
        decided(ended);
        scale(PROCESS, 0);
        assertKept();
    }

    @Test
    void podsThatGoTwiceBreakIt() {
        Stored ended = succeeded();
        pass(AFTER.plusSeconds(1));
        decided(ended);
        scale(PROCESS, 0);
        scale("people", 1);
        scale(PROCESS, 0);
        assertBroken(Invariant.PODS);
    }

    @Test
    void podsThatGoTooEarlyBreakIt() {
        decided(succeeded());
        assertBroken(Invariant.PODS);
    }

    @Test
    void podsThatGoWithoutADecisionBreakIt() {
        succeeded();
        pass(AFTER.plusSeconds(1));
        scale(PROCESS, 0);
        assertBroken(Invariant.PODS);
    }

    @Test
    void podsThatGoWhereARouteLedBeforeTheLookBreakIt() {
        Stored ended = succeeded();
        lead("people", "v1");
        pass(AFTER.plusSeconds(1));
        decided(ended);
        scale(PROCESS, 0);
        assertBroken(Invariant.PODS);
    }

    @Test
    void routeThatSomebodyMakesBetweenTheLookAndTheWriteIsExcused() {
        Stored ended = succeeded();
        pass(AFTER.plusSeconds(1));
        decided(ended);
        pass(Duration.ofMillis(10));
        lead("people", "v1");
        scale(PROCESS, 0);
        assertKept();
    }

    @Test
    void podsThatGoLongAfterTheLookBreakIt() {
        Stored ended = succeeded();
        pass(AFTER.plusSeconds(1));
        decided(ended);
        lead("people", "v1");
        pass(Duration.ofMinutes(5));
        scale(PROCESS, 0);
        assertBroken(Invariant.PODS);
    }

    @Test
    void scalingThatIsNeverToldBreaksIt() {
        Stored ended = succeeded();
        pass(AFTER.plusSeconds(1));
        Stored wanted = decided(ended);
        scale(PROCESS, 0);
        Rollout scaled = committed(wanted, done(wanted.rollout())).rollout();
        tellAll();
        Scaling done = Scalings.of(scaled, V1).orElseThrow();
        judge.told(
                "%s/scaled/v1/%s".formatted(scaled.identity().uid(), done.at().plusMillis(1)),
                done);
        assertBroken(Invariant.PODS);
    }

    @Test
    void scalingThatIsToldAsItWasBreaksNothing() {
        Stored ended = succeeded();
        pass(AFTER.plusSeconds(1));
        Stored wanted = decided(ended);
        scale(PROCESS, 0);
        Rollout scaled = committed(wanted, done(wanted.rollout())).rollout();
        Scaling done = Scalings.of(scaled, V1).orElseThrow();
        judge.told("%s/scaled/v1/%s".formatted(scaled.identity().uid(), done.at()), done);
        tellAll();
        judge.settled();
        assertKept();
    }

    private static Rollout done(Rollout rollout) {
        return Scalings.with(rollout, V1, Scalings.of(rollout, V1).orElseThrow().done());
    }
}
