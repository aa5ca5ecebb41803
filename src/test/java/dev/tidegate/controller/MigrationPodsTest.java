package dev.tidegate.controller;

import static dev.tidegate.core.rollout.PodScenes.missing;
import static dev.tidegate.core.rollout.Scenes.REVIEWS;
import static dev.tidegate.core.rollout.Scenes.V2;
import static dev.tidegate.core.rollout.Scenes.alert;
import static dev.tidegate.core.rollout.Scenes.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidegate.core.rollout.Migrations;
import dev.tidegate.core.rollout.Phase;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** What the loop makes of pods that run elsewhere: nothing. */
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
        world.pods = missing();
        handled(deploy("d", V2, world.now.get()));
        assertThat(world.latest().phase()).isInstanceOf(Phase.Pending.class);
    }
}
