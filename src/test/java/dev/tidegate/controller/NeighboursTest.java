package dev.tidegate.controller;

import static dev.tidegate.core.rollout.Scenes.REVIEWS;
import static dev.tidegate.core.rollout.Scenes.START;
import static dev.tidegate.core.rollout.Scenes.V1;
import static dev.tidegate.core.rollout.Scenes.V2;
import static dev.tidegate.core.rollout.Scenes.deploy;
import static dev.tidegate.core.rollout.Scenes.dry;
import static dev.tidegate.core.rollout.Scenes.gatesOpen;
import static dev.tidegate.core.rollout.Scenes.moved;
import static dev.tidegate.core.rollout.Scenes.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidegate.controller.RolloutStore.Stored;
import dev.tidegate.core.event.Action;
import dev.tidegate.core.event.RolloutEvent.Command;
import dev.tidegate.core.event.RolloutEvent.DeployStarted;
import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.core.rollout.Phase;
import dev.tidegate.core.rollout.Rollout;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** A policy of another service that names the same VirtualService. */
class NeighboursTest extends ControllerScene {

    private static final ServiceKey RATINGS = new ServiceKey("bookinfo", "ratings");

    private final Rollout pending =
            Rollout.opened(
                    new Rollout.Identity(
                            "uid-r",
                            "ratings-1",
                            plan(),
                            new DeployStarted("d-r", RATINGS, START, V2)),
                    START);

    @BeforeEach
    void besideRatings() {
        world.beside = Set.of(RATINGS);
        world.shared = Optional.of("VirtualService bookinfo/all, http route \"primary\"");
    }

    private void releases(Rollout ratings) {
        world.rollouts.put("ratings-1", new Stored(ratings, 1, "r", 0));
    }

    private Phase deployed() {
        return handled(deploy("d", V2, world.now.get())).phase();
    }

    @Test
    void releaseDoesNotStartWhileAnotherServicesReleaseMovesItsRoute() {
        releases(moved(pending, gatesOpen(), START));
        assertThat(((Phase.Pending) deployed()).waits())
                .containsExactly(
                        "VirtualService bookinfo/all, http route \"primary\" is moved by release"
                                + " ratings-1 of RolloutPolicy bookinfo/ratings too; wait for its"
                                + " end, and let only one of the policies name that route in"
                                + " route.virtualServices");
        // When that release has ended, Then it starts
        world.rollouts.remove("ratings-1");
        looked();
        assertThat(world.latest().phase()).isInstanceOf(Phase.Preparing.class);
    }

    @Test
    void dryRunOfAnotherServiceIsInNobodysWay() {
        Rollout dry =
                Rollout.opened(
                        new Rollout.Identity(
                                "uid-r",
                                "ratings-1",
                                dry(plan()),
                                new DeployStarted("d-r", RATINGS, START, V2)),
                        START);
        releases(moved(dry, gatesOpen(), START));
        assertThat(deployed()).isInstanceOf(Phase.Preparing.class);
    }

    private void looked() {
        CompletableFuture<Void> done = new CompletableFuture<>();
        controller.look(REVIEWS, () -> done.complete(null));
        await().until(done::isDone);
    }

    @Test
    void ofTwoThatWaitTheEarlierStartsFirst() {
        // Given ratings' release was there before, and waits for something
        releases(pending);
        world.now.set(START.plusSeconds(60));
        assertThat(((Phase.Pending) deployed()).waits())
                .singleElement()
                .asString()
                .contains("is to be moved by release ratings-1 of RolloutPolicy bookinfo/ratings");
        // When it has ended, Then this one starts
        world.rollouts.remove("ratings-1");
        looked();
        assertThat(world.latest().phase()).isInstanceOf(Phase.Preparing.class);
    }

    @Test
    void releaseThatWaitsAndCameLaterIsInNobodysWay() {
        releases(Rollout.opened(pending.identity(), START.plusSeconds(1)));
        world.now.set(START);
        assertThat(deployed()).isInstanceOf(Phase.Preparing.class);
    }

    @Test
    void ofTwoOfOneTimeTheFirstByNameStarts() {
        releases(pending);
        world.now.set(START);
        assertThat(deployed()).isInstanceOf(Phase.Pending.class);
        ServiceKey zed = new ServiceKey("bookinfo", "zed");
        world.rollouts.clear();
        world.beside = Set.of(zed);
        world.rollouts.put(
                "zed-1",
                new Stored(
                        Rollout.opened(
                                new Rollout.Identity(
                                        "uid-z",
                                        "zed-1",
                                        plan(),
                                        new DeployStarted("d-z", zed, START, V2)),
                                START),
                        1,
                        "z",
                        0));
        assertThat(handled(deploy("e", V2, world.now.get())).phase())
                .isInstanceOf(Phase.Preparing.class);
    }

    @Test
    void releaseWhosePolicyNamesAnotherRouteNowStillMovesThoseItWasStartedWith() {
        // Given the policy of ratings was edited or deleted while its release is live
        world.beside = Set.of();
        releases(moved(pending, gatesOpen(), START));
        // Then this one does not start
        assertThat(((Phase.Pending) deployed()).waits())
                .singleElement()
                .asString()
                .contains("is moved by release ratings-1 of RolloutPolicy bookinfo/ratings");
    }

    @Test
    void releaseThatAnotherReplicaStartedAndNoWatchHasShownIsInTheWay() {
        world.unseen.put("ratings-1", new Stored(moved(pending, gatesOpen(), START), 1, "r", 0));
        assertThat(((Phase.Pending) deployed()).waits())
                .singleElement()
                .asString()
                .contains("is moved by release ratings-1");
    }

    @Test
    void releaseWaitsWhileNobodyCanSayWhetherAnotherOneMovesItsRoute() {
        world.refreshFaults.add(new Result.Unreachable<>("503"));
        assertThat(((Phase.Pending) deployed()).waits())
                .containsExactly(
                        "it is not known whether a release of another service moves the same"
                                + " route: 503");
        looked();
        assertThat(world.latest().phase()).isInstanceOf(Phase.Preparing.class);
    }

    @Test
    void dryRunMovesNoRouteAndIsInNobodysWay() {
        Rollout run =
                Rollout.opened(
                        new Rollout.Identity(
                                "uid-r", "ratings-1", dry(plan()), pending.identity().deploy()),
                        START);
        releases(moved(run, gatesOpen(), START));
        assertThat(deployed()).isInstanceOf(Phase.Preparing.class);
    }

    @Test
    void severalInTheWayAreNamedInTheOrderOfTheirNames() {
        ServiceKey details = new ServiceKey("bookinfo", "details");
        releases(moved(pending, gatesOpen(), START));
        Rollout other =
                Rollout.opened(
                        new Rollout.Identity(
                                "uid-d",
                                "details-1",
                                plan(),
                                new DeployStarted("d-d", details, START, V2)),
                        START);
        world.rollouts.put("details-1", new Stored(moved(other, gatesOpen(), START), 1, "q", 0));
        for (List<ServiceKey> order :
                List.of(List.of(RATINGS, details), List.of(details, RATINGS))) {
            world.beside = new LinkedHashSet<>(order);
            assertThat(((Phase.Pending) deployed()).waits())
                    .extracting(why -> why.replaceAll(".*RolloutPolicy (\\S+) .*", "$1"))
                    .containsExactly("bookinfo/details", "bookinfo/ratings");
        }
    }

    @Test
    void releaseOfAnotherRouteIsInNobodysWay() {
        releases(moved(pending, gatesOpen(), START));
        world.shared = Optional.empty();
        assertThat(deployed()).isInstanceOf(Phase.Preparing.class);
    }

    @Test
    void releaseThatGoesBackWaitsForNoOtherServicesRelease() {
        // Given v2 succeeded, and then ratings' release moves the same route
        releases(moved(pending, gatesOpen(), START));
        world.shared = Optional.empty();
        succeeded();
        world.shared = Optional.of("VirtualService bookinfo/all, http route \"primary\"");
        // When a person goes back
        handled(
                new Command(
                        "r",
                        REVIEWS,
                        world.now.get(),
                        Action.ROLLBACK,
                        Optional.empty(),
                        "ann",
                        "checkout is slow"));
        // Then it begins at once
        assertThat(world.refusals).isEmpty();
        assertThat(world.latest().canary()).isEqualTo(V1);
        assertThat(world.latest().phase()).isInstanceOf(Phase.Preparing.class);
    }

    private void succeeded() {
        deployed();
        due();
        for (int i = 0; world.latest().live(); i++) {
            handled(
                    new Command(
                            "skip" + i,
                            REVIEWS,
                            world.now.get(),
                            Action.SKIP,
                            Optional.empty(),
                            "ann",
                            ""));
        }
        world.carrying = V2;
        world.now.set(world.now.get().plusSeconds(60));
    }
}
