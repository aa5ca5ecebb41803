package dev.tidegate.controller;

import static dev.tidegate.core.rollout.PodScenes.missing;
import static dev.tidegate.core.rollout.PodScenes.needing;
import static dev.tidegate.core.rollout.PodScenes.pods;
import static dev.tidegate.core.rollout.Scenes.REVIEWS;
import static dev.tidegate.core.rollout.Scenes.V1;
import static dev.tidegate.core.rollout.Scenes.V2;
import static dev.tidegate.core.rollout.Scenes.alert;
import static dev.tidegate.core.rollout.Scenes.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidegate.core.event.Action;
import dev.tidegate.core.event.RolloutEvent.Command;
import dev.tidegate.core.rollout.Migrations;
import dev.tidegate.core.rollout.Phase;
import dev.tidegate.core.rollout.Quota;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** What the loop makes of versions whose pods no Deployment here counts. */
class MigrationPodsTest extends ControllerScene {

    private void looked() {
        CompletableFuture<Void> done = new CompletableFuture<>();
        controller.look(REVIEWS, () -> done.complete(null));
        await().until(done::isDone);
    }

    @Test
    void migrationToAnotherNamespaceNeedsNoDeploymentHere() {
        // Given a policy whose v2 is a Service of another namespace, and no Deployment of it here
        world.governedBy(Migrations.to(Migrations.NEXT));
        world.pods = missing();
        // When it is released, and looked at later
        started(V2);
        world.now.set(world.now.get().plus(Duration.ofSeconds(60)));
        looked();
        // Then it has its traffic, until an alert takes it away
        assertThat(world.latest().phase()).isInstanceOf(Phase.Progressing.class);
        assertThat(world.routeWrites).containsExactly("v1 95 %, v2 5 %");
        assertThat(handled(alert("a", "v2")).phase()).isInstanceOf(Phase.RolledBack.class);
    }

    @Test
    void migrationWithinTheNamespaceWaitsForItsDeployment() {
        world.governedBy(Migrations.to("reviews-next"));
        world.pods = pods(0, 1);
        handled(deploy("d", V2, world.now.get()));
        assertThat(world.latest().phase()).isInstanceOf(Phase.Pending.class);
    }

    @Test
    void hostOfTheNamespaceWithoutADeploymentCountsByItsService() {
        // Given a Service of the namespace that no Deployment "reviews-v2" stands behind
        world.governedBy(Migrations.to("reviews-next"));
        world.pods = missing();
        world.missing.add("reviews-v2");
        // When nobody is there, Then it waits
        world.unreached = Optional.of("Service bookinfo/reviews-next has no ready endpoint");
        handled(deploy("d", V2, world.now.get()));
        assertThat(((Phase.Pending) world.latest().phase()).waits())
                .containsExactly("Service bookinfo/reviews-next has no ready endpoint");
        // When somebody is, Then it goes on
        world.unreached = Optional.empty();
        looked();
        assertThat(world.latest().phase()).isInstanceOf(Phase.Preparing.class);
    }

    @Test
    void oldVersionOfTheNamespaceTakesItsTrafficBackWithoutADeploymentOfItsName() {
        // Given the shipped example: old is Service reviews, and no Deployment is called reviews-v1
        world.governedBy(Migrations.to(Migrations.NEXT));
        world.pods = missing();
        world.missing.add("reviews-v1");
        started(V2);
        while (world.latest().live()) {
            handled(command(Action.SKIP));
        }
        world.carrying = V2;
        // When a person goes back to it
        handled(command(Action.ROLLBACK));
        // Then nothing is in the way
        assertThat(world.refusals).isEmpty();
        assertThat(world.latest().canary()).isEqualTo(V1);
        assertThat(world.latest().phase()).isInstanceOf(Phase.Preparing.class);
    }

    private Command command(Action action) {
        world.now.set(world.now.get().plus(Duration.ofSeconds(1)));
        return new Command(
                "c" + world.now.get(),
                REVIEWS,
                world.now.get(),
                action,
                Optional.empty(),
                "ann",
                "");
    }

    @Test
    void policyThatAsksForNoPodsWaitsForTheHostAllTheSame() {
        world.governedBy(needing(new Quota(0, false), Duration.ofSeconds(20)));
        world.missing.add("reviews-v2");
        world.unreached = Optional.of("Service bookinfo/reviews-v2 was not found");
        handled(deploy("d", V2, world.now.get()));
        assertThat(((Phase.Pending) world.latest().phase()).waits())
                .containsExactly("Service bookinfo/reviews-v2 was not found");
    }
}
