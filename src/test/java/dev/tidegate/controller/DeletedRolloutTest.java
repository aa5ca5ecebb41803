package dev.tidegate.controller;

import static dev.tidegate.core.rollout.Scenes.*;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidegate.core.distribution.Distribution;
import dev.tidegate.core.rollout.Phase;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.route.Writer;

import org.junit.jupiter.api.Test;

import java.util.Optional;

/** A Rollout that somebody deleted: nothing is kept of it, and nobody waits for it. */
class DeletedRolloutTest extends ControllerScene {

    @Test
    void nothingIsRememberedOfADeletedRollout() {
        // Given a live rollout whose moves are told
        Rollout deleted = started(V2);
        assertThat(world.published).hasSize(3);
        // When it is deleted, and another is made that the cluster gives the same uid
        world.rollouts.clear();
        controller.gone(deleted);
        world.published.clear();
        Rollout next = started(V2);
        // Then its moves are told from the first on
        assertThat(next.identity().uid()).isEqualTo(deleted.identity().uid());
        assertThat(world.published)
                .containsExactly(
                        "reviews-1/1 Pending", "reviews-1/2 Preparing", "reviews-1/3 Progressing");
    }

    @Test
    void routesOfAWriterThatWasDeletedAreWritten() {
        started(V2);
        world.fence = Optional.of(new Writer(7, "deleted"));
        assertThat(handled(alert("a", "v2")).phase()).isInstanceOf(Phase.RolledBack.class);
        assertThat(world.route).contains(Distribution.all(V1));
    }

    @Test
    void routesOfAWriterThatExistsAreLeftToItUntilItIsDeleted() {
        Rollout rollout = started(V2);
        assertLeftTo(new Writer(7, rollout.identity().uid()));
    }

    @Test
    void writerWithoutUidIsKnownByItsNumber() {
        started(V2);
        assertLeftTo(new Writer(1, ""));
    }

    private void assertLeftTo(Writer writer) {
        // Given routes that name a rollout which exists
        world.fence = Optional.of(writer);
        Optional<Distribution> before = world.route;
        // When an alert comes, then the rollback is committed, and the routes are not touched
        controller.handle(alert("a", "v2"), () -> acknowledged.add("a"));
        await().until(() -> world.problems.contains("fenced"));
        assertThat(world.route).isEqualTo(before);
        assertThat(acknowledged).isEmpty();
        // until they name another
        world.fence = Optional.of(new Writer(7, "deleted"));
        await().until(() -> acknowledged.contains("a"));
        assertThat(world.latest().phase()).isInstanceOf(Phase.RolledBack.class);
    }

    @Test
    void writerIsTakenToExistWhileNobodyCanSay() {
        // Given an API server that does not say once whether the writer exists
        started(V2);
        world.fence = Optional.of(new Writer(7, "deleted"));
        world.refreshFaults.add(new Result.Unreachable<>("503"));
        world.refreshFaults.add(new Result.Unreachable<>("503"));
        // When an alert comes, then the routes are written only after it has said so
        handled(alert("a", "v2"));
        assertThat(world.refreshFaults).isEmpty();
        assertThat(world.problems).containsExactly("fenced");
        assertThat(world.latest().phase()).isInstanceOf(Phase.RolledBack.class);
    }

    @Test
    void deletedSuccessorIsNotReleasedAgain() {
        // Given a release that took another one's place and was rolled back
        started(V2);
        handled(deploy("d3", V3, later(5)));
        due();
        assertThat(handled(alert("a", "v3")).canary()).isEqualTo(V3);
        // When its rollout is deleted, and the cluster is looked at again
        world.rollouts.remove("reviews-2");
        controller.look(REVIEWS, () -> acknowledged.add("look"));
        await().until(() -> acknowledged.contains("look"));
        // Then nothing is released
        assertThat(world.rollouts).containsOnlyKeys("reviews-1");
        assertThat(world.route).contains(Distribution.all(V1));
    }
}
