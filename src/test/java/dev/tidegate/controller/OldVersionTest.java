package dev.tidegate.controller;

import static dev.tidegate.core.rollout.Scenes.*;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.controller.RolloutStore.Stored;
import dev.tidegate.core.event.Action;
import dev.tidegate.core.event.Pods;
import dev.tidegate.core.event.RolloutEvent.AlertFired;
import dev.tidegate.core.event.RolloutEvent.StepDue;
import dev.tidegate.core.rollout.Phase;
import dev.tidegate.core.rollout.PodScenes;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.rollout.Scaling;
import dev.tidegate.core.rollout.Scalings;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The pods of a replaced version, from the end of its bake to a release that needs them again. */
class OldVersionTest extends ControllerScene {

    @BeforeEach
    void scaledDown() {
        world.governedBy(scalingDown(plan(), Duration.ofMinutes(30), 0));
    }

    private Rollout succeeded() {
        started(V2);
        due();
        handled(command("p", Action.PROMOTE));
        Rollout ended = due();
        assertThat(ended.phase()).isInstanceOf(Phase.Succeeded.class);
        world.carrying = V2;
        return ended;
    }

    /** The timer of the pods. */
    private Rollout podsDue() {
        Rollout ended = world.latest();
        Instant due = Scalings.due(ended).orElseThrow();
        world.now.set(due);
        return handled(new StepDue("pods" + due, REVIEWS, due, "uid-1", ended.revision()));
    }

    @Test
    void itsPodsGoWhenTheTimeIsOverAndOneOutcomeTellsIt() {
        Rollout ended = succeeded();
        assertThat(world.replicas).isEmpty();
        long revision = ended.revision();
        Rollout scaled = podsDue();
        assertThat(world.replicas).containsEntry("reviews-v1", 0L);
        assertThat(scaled.revision()).isEqualTo(revision);
        assertThat(Scalings.due(scaled)).isEmpty();
        assertThat(world.told()).endsWith("reviews-1/v1 3 to 0");
        // And when somebody scales it up by hand, it stays so
        world.replicas.put("reviews-v1", 5L);
        handled(new StepDue("again", REVIEWS, world.now.get(), "uid-1", revision));
        assertThat(world.replicas).containsEntry("reviews-v1", 5L);
        assertThat(world.told().stream().filter(t -> t.contains("3 to 0"))).hasSize(1);
    }

    @Test
    void outcomeIsToldAgainUntilItIsTaken() {
        succeeded();
        world.publishFaults.add(new Result.Unreachable<>("not enough replicas"));
        Rollout scaled = podsDue();
        assertThat(world.told()).endsWith("reviews-1/v1 3 to 0");
        assertThat(Scalings.of(scaled, V1))
                .map(Scaling::state)
                .isIn(Optional.of(Scaling.State.DONE), Optional.of(Scaling.State.TOLD));
        soon().until(
                        () ->
                                Scalings.of(world.latest(), V1).orElseThrow().state()
                                        == Scaling.State.TOLD);
    }

    @Test
    void whatCannotBeScaledNowBlocksNothingAndIsTriedAgainByTheTimer() {
        succeeded();
        world.scaleFaults.add(new Result.Unreachable<>("403"));
        Rollout open = podsDue();
        assertThat(Scalings.open(open)).contains(V1);
        assertThat(Scalings.due(open)).isPresent();
        // a deployment in between goes its way
        handled(deploy("d3", V3, world.now.get()));
        assertThat(world.latest().canary()).isEqualTo(V3);
        assertThat(world.replicas).isEmpty();
        handled(new StepDue("later", REVIEWS, world.now.get(), "uid-1", open.revision()));
        assertThat(world.replicas).containsEntry("reviews-v1", 0L);
        assertThat(Scalings.open(world.of(REVIEWS).getLast().rollout())).isEmpty();
    }

    @Test
    void processThatDiesBetweenTheDecisionAndTheWriteLeavesItToTheNext() {
        Rollout ended = succeeded();
        Instant due = Scalings.due(ended).orElseThrow();
        world.now.set(due);
        StepDue timer = new StepDue("pods", REVIEWS, due, "uid-1", ended.revision());
        world.scaleFaults.add(new Result.Unreachable<>("the process dies here"));
        process().handle(timer);
        assertThat(Scalings.open(world.latest())).contains(V1);
        process().handle(timer);
        assertThat(world.replicas).containsEntry("reviews-v1", 0L);
    }

    @Test
    void autoscalerKeepsThemAndThatIsToldOnce() {
        succeeded();
        world.autoscaler = Optional.of("HorizontalPodAutoscaler bookinfo/reviews-v1");
        Rollout kept = podsDue();
        assertThat(world.replicas).isEmpty();
        assertThat(Scalings.of(kept, V1).orElseThrow().cause())
                .isEqualTo(
                        "v1 keeps its pods: HorizontalPodAutoscaler bookinfo/reviews-v1 scales it");
        assertThat(world.told()).endsWith("reviews-1/v1 3 to 3");
    }

    @Test
    void wayBackGivesThemBackAndWaitsForThem() {
        succeeded();
        podsDue();
        world.pods =
                new Pods.Seen(
                        "Deployment bookinfo/reviews-v1",
                        0,
                        0,
                        0,
                        Optional.of("Deployment bookinfo/reviews-v1 is scaled to 0; scale it up"),
                        List.of());
        Rollout back = handled(command("back", Action.ROLLBACK).to(Optional.of(V1)));
        assertThat(back.canary()).isEqualTo(V1);
        assertThat(world.replicas).containsEntry("reviews-v1", 3L);
        waitsForAll(back);
    }

    /** No request goes to the canary before its three pods are there, and then all do. */
    private void waitsForAll(Rollout back) {
        world.now.set(Scalings.due(back).orElseThrow());
        handled(timer(back, world.now.get()));
        assertThat(world.latest().reachesCanary()).isFalse();
        world.pods = PodScenes.pods(3, 3);
        controller.nudge(REVIEWS);
        soon().until(() -> world.latest().reachesCanary());
    }

    @Test
    void deploymentOfItGivesThemBack() {
        succeeded();
        podsDue();
        world.notReady.add("Deployment bookinfo/reviews-v1 is scaled to 0; scale it up");
        Rollout again = handled(deploy("again", V1, world.now.get()));
        assertThat(again.phase()).isInstanceOf(Phase.Pending.class);
        assertThat(world.replicas).containsEntry("reviews-v1", 3L);
        assertThat(world.told()).contains("reviews-2/v1 0 to 3");
    }

    @Test
    void lateAlertTakesTheTrafficBackWithoutWaitingForThem() {
        Rollout ended = succeeded();
        Instant before = ended.phase().since().minusSeconds(1);
        podsDue();
        world.scaleFaults.add(new Result.Unreachable<>("403"));
        handled(new AlertFired("late", REVIEWS, before, alert("late", "v2").alert(), before));
        soon().until(() -> world.latest().phase() instanceof Phase.RolledBack);
        assertThat(world.routeWrites).last().isEqualTo("v1 100 %");
        // and the pods follow
        soon().until(() -> Long.valueOf(3).equals(world.replicas.get("reviews-v1")));
    }

    @Test
    void takingThatWasOvertakenIsTakenBack() {
        Rollout ended = succeeded();
        Instant due = Scalings.due(ended).orElseThrow();
        world.now.set(due);
        // Given a process that has taken the pods when another one has decided otherwise
        world.onScale =
                () -> {
                    world.onScale = () -> {};
                    Stored now = world.of(REVIEWS).getFirst();
                    Rollout back = moved(now.rollout(), alert("late", "v2"), ended.phase().since());
                    Scaling taken = Scalings.of(now.rollout(), V1).orElseThrow();
                    world.commit(
                            now,
                            Scalings.with(back, V1, taken.undone(due, "it is needed").done()),
                            0);
                };
        process().handle(new StepDue("pods", REVIEWS, due, "uid-1", ended.revision()));
        // Then it gives them back
        assertThat(world.replicas).containsEntry("reviews-v1", 3L);
    }

    @Test
    void podsThatAreThereAlreadyAreLookedAtAgainBeforeTheyCountAsGivenBack() {
        succeeded();
        podsDue();
        world.replicas.put("reviews-v1", 3L);
        world.notReady.add("Deployment bookinfo/reviews-v1 has 0 of 3 pods ready");
        Rollout again = handled(deploy("again", V1, world.now.get()));
        assertThat(Scalings.open(again)).contains(V1);
        // another process takes them by a decision of before
        world.replicas.put("reviews-v1", 0L);
        controller.nudge(REVIEWS);
        soon().until(() -> world.replicas.get("reviews-v1") == 3L);
        soon().until(() -> Scalings.open(world.latest()).isEmpty());
    }

    @Test
    void fewerPodsThanThereWereAreWaitedForToo() {
        world.governedBy(scalingDown(plan(), Duration.ofMinutes(30), 1));
        succeeded();
        podsDue();
        assertThat(world.replicas).containsEntry("reviews-v1", 1L);
        // Given one pod that is ready, and a watch that has seen no more
        world.pods = PodScenes.pods(1, 1);
        Rollout back = handled(command("back", Action.ROLLBACK).to(Optional.of(V1)));
        assertThat(world.replicas).containsEntry("reviews-v1", 3L);
        waitsForAll(back);
    }

    @Test
    void takingThatAnotherProcessHasWrittenDownStays() {
        Rollout ended = succeeded();
        Instant due = Scalings.due(ended).orElseThrow();
        world.now.set(due);
        world.onScale =
                () -> {
                    world.onScale = () -> {};
                    Stored now = world.of(REVIEWS).getFirst();
                    Scaling taken = Scalings.of(now.rollout(), V1).orElseThrow();
                    world.commit(now, Scalings.with(now.rollout(), V1, taken.done()), 0);
                };
        process().handle(new StepDue("pods", REVIEWS, due, "uid-1", ended.revision()));
        assertThat(world.replicas).containsEntry("reviews-v1", 0L);
    }

    @Test
    void statusSaysWhyPodsAreNotScaled() {
        succeeded();
        world.scaleFaults.add(new Result.Unreachable<>("scaling Deployment: forbidden"));
        Rollout open = podsDue();
        assertThat(open.pods().waits())
                .contains("the old version's pods: scaling Deployment: forbidden");
        Instant later = world.now.get().plusSeconds(5);
        world.now.set(later);
        Rollout done = handled(new StepDue("again", REVIEWS, later, "uid-1", open.revision()));
        assertThat(done.pods().waits()).isEmpty();
    }
}
