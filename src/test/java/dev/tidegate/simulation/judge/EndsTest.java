package dev.tidegate.simulation.judge;

import static dev.tidegate.core.rollout.Scenes.*;

import dev.tidegate.controller.RolloutStore.Stored;
import dev.tidegate.core.event.Action;
import dev.tidegate.core.event.Observation;
import dev.tidegate.core.rollout.PodState;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.simulation.api.Refusals.Reason;
import dev.tidegate.simulation.scene.Trees;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** What a release may wait for in the end: what there is in the world, whatever it says. */
class EndsTest extends JudgeScene {

    private void settled() {
        tellAll();
        judge.settled();
    }

    private static Rollout saying(Rollout r, Optional<String> pods, Optional<String> problem) {
        return new Rollout(
                        r.identity(),
                        r.revision(),
                        r.phase(),
                        r.stable(),
                        r.traffic(),
                        r.wantedRevision(),
                        r.history(),
                        r.handled(),
                        r.next(),
                        r.routes(),
                        new PodState(pods, Optional.empty()),
                        r.refusals(),
                        r.judged())
                .withProblem(problem);
    }

    @Test
    void podsThatAreThereAreNoExcuse() {
        server.create("people", "Deployment", service.deployment("v2", 1));
        Stored progressing = progressing();
        committed(
                progressing,
                saying(progressing.rollout(), Optional.of("no pods"), Optional.empty()));
        settled();
        assertBroken(Invariant.I10);
    }

    @Test
    void podsThatAreMissingAreAnExcuse() {
        server.create("people", "Deployment", service.deployment("v2", 0));
        Stored progressing = progressing();
        committed(
                progressing,
                saying(progressing.rollout(), Optional.of("no pods"), Optional.empty()));
        settled();
        assertKept();
    }

    @Test
    void routesThatCouldBeWrittenAreNoExcuseForARollback() {
        Stored back = moved(progressing(), alert("a1", "v2"), now());
        committed(back, saying(back.rollout(), Optional.empty(), Optional.of("refused")));
        settled();
        assertBroken(Invariant.I10);
    }

    @Test
    void pauseThatNobodyMadeIsNoExcuse() {
        Stored progressing = progressing();
        moved(
                progressing,
                observed(
                        new Observation.RoutesBroken(
                                progressing.rollout().wantedRevision(), "refused")),
                now());
        settled();
        assertBroken(Invariant.I10);
    }

    @Test
    void pauseAfterAHandEditIsAnExcuse() {
        Stored progressing = progressing();
        server.update(
                "people",
                "VirtualService",
                server.get("VirtualService", "bookinfo", "reviews")
                        .orElseThrow()
                        .withMetadata("labels", Trees.map("a", "b")));
        moved(
                progressing,
                observed(
                        new Observation.RoutesBroken(
                                progressing.rollout().wantedRevision(), "refused")),
                now());
        settled();
        assertKept();
    }

    @Test
    void handEditThatIsLongOverIsNoExcuseForAPause() {
        Stored progressing = progressing();
        by = "people";
        routes(progressing.rollout(), Map.of("v1", 50, "v2", 50));
        by = PROCESS;
        routes(progressing.rollout(), Map.of("v1", 95, "v2", 5));
        brokenAfter(Duration.ofMinutes(2), progressing, "refused");
        settled();
        assertBroken(Invariant.I10);
    }

    @Test
    void denialOfAWebhookIsAnExcuseForThePauseThatItMade() {
        Stored progressing = progressing();
        server.refusals().begin("VirtualService", Reason.INVALID, Duration.ofSeconds(1));
        brokenAfter(Duration.ZERO, progressing, "a webhook denied the request");
        settled();
        assertKept();
    }

    @Test
    void denialOfAWebhookThatIsLongOverIsNoExcuseForAPause() {
        Stored progressing = progressing();
        server.refusals().begin("VirtualService", Reason.INVALID, Duration.ofSeconds(1));
        brokenAfter(Duration.ofMinutes(2), progressing, "a webhook denied the request");
        settled();
        assertBroken(Invariant.I10);
    }

    /** A person pauses the release and resumes it after so long; then its routes are in the way. */
    private void brokenAfter(Duration time, Stored progressing, String problem) {
        var pause = command("c1", Action.PAUSE);
        var resume = command("c2", Action.RESUME);
        judge.sent(pause);
        judge.sent(resume);
        Stored paused = moved(progressing, pause, now());
        pass(time);
        Stored resumed = moved(paused, resume, now());
        moved(
                resumed,
                observed(new Observation.RoutesBroken(resumed.rollout().wantedRevision(), problem)),
                now());
    }

    @Test
    void pauseThatAPersonMadeIsAnExcuse() {
        var pause = command("c1", Action.PAUSE);
        judge.sent(pause);
        moved(progressing(), pause, now());
        settled();
        assertKept();
    }

    @Test
    void pauseOfThePlanIsAnExcuse() {
        Stored progressing = progressing();
        pass(HOLD);
        Stored paused = due(progressing);
        routes(paused.rollout(), Map.of("v1", 75, "v2", 25));
        settled();
        assertKept();
    }

    @Test
    void problemThatARolloutNamesIsNoExcuseForItsRoutes() {
        Stored back = moved(progressing(), alert("a1", "v2"), now());
        Stored ended =
                moved(
                        back,
                        observed(new Observation.RoutesApplied(back.rollout().wantedRevision())),
                        now());
        committed(ended, saying(ended.rollout(), Optional.empty(), Optional.of("refused")));
        settled();
        assertBroken(Invariant.ROUTES);
    }

    @Test
    void handEditBeforeTheRoutesWereMadeSoIsNoExcuse() {
        Stored back = moved(progressing(), alert("a1", "v2"), now());
        by = "people";
        routes(back.rollout(), Map.of("v1", 50, "v2", 50));
        by = PROCESS;
        moved(
                back,
                observed(new Observation.RoutesApplied(back.rollout().wantedRevision())),
                now());
        settled();
        assertBroken(Invariant.ROUTES);
    }

    @Test
    void handEditAfterTheEndIsLeftAlone() {
        Stored back = rolledBack(progressing());
        pass(HOLD);
        by = "people";
        routes(back.rollout(), Map.of("v1", 50, "v2", 50));
        settled();
        assertKept();
    }
}
