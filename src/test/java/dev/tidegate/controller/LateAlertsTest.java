package dev.tidegate.controller;

import static dev.tidegate.core.rollout.Scenes.*;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidegate.core.distribution.Distribution;
import dev.tidegate.core.event.Action;
import dev.tidegate.core.event.RolloutEvent;
import dev.tidegate.core.rollout.Phase;
import dev.tidegate.core.rollout.PodScenes;
import dev.tidegate.core.rollout.Rollout;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.stream.Stream;

/** An alert that is read after the bake was over, and was written before. */
class LateAlertsTest extends ControllerScene {

    private Instant end = START;

    @BeforeEach
    void succeed() {
        started(V2);
        due();
        handled(command("promoted", Action.PROMOTE));
        assertThat(due().phase()).isInstanceOf(Phase.Succeeded.class);
        end = world.now.get();
        world.now.set(end.plusSeconds(60));
    }

    private RolloutEvent late() {
        return alert("late", "v2").writtenAt(end.minusMillis(1));
    }

    @Test
    void releaseIsRolledBack() {
        assertThat(handled(late()).phase()).isInstanceOf(Phase.RolledBack.class);
        assertThat(world.route).contains(Distribution.all(V1));
        assertThat(world.published).endsWith("reviews-1/7 RollingBack", "reviews-1/8 RolledBack");
        assertThat(world.of(REVIEWS).getFirst().rollout().left()).isTrue();
    }

    @Test
    void releaseStaysWhereTheVersionBeforeHasNoPodsAndThatIsTold() {
        world.pods = PodScenes.pods(0, 1);
        assertThat(handled(late()).phase()).isInstanceOf(Phase.Succeeded.class);
        assertThat(world.refusals)
                .singleElement()
                .asString()
                .contains("reviews-1 had succeeded", "no pod of v1");
    }

    @Test
    void alertWrittenAfterTheBakeIsNoNews() {
        Rollout same = handled(alert("late", "v2").writtenAt(end.plusMillis(1)));
        assertThat(same.phase()).isInstanceOf(Phase.Succeeded.class);
        assertThat(world.refusals).isEmpty();
    }

    @Test
    void replicaThatDoesNotKnowTheNextReleaseOpensNoOther() {
        // Given a replica whose watch stands still, and the next release
        Controller behind = lagging();
        handled(deploy("d3", V3, world.now.get()));
        // When it gets the alert of the one before
        RolloutEvent late = late();
        behind.handle(late, () -> acknowledged.add(late.id()));
        await().until(() -> acknowledged.contains(late.id()));
        // Then that stays as it is
        assertThat(world.of(REVIEWS).getLast().rollout().phase())
                .isInstanceOf(Phase.Succeeded.class);
    }

    @Test
    void replicaThatDoesNotKnowThatAReleaseWasOpenedAgainStartsNoOther() {
        // Given a replica whose watch stands still, and a release that is being taken back
        Controller behind = lagging();
        Stream.generate(() -> new Result.Unreachable<>("503"))
                .limit(1_000)
                .forEach(world.applyFaults::add);
        controller.handle(late(), () -> acknowledged.add("late"));
        await().until(() -> world.latest().phase() instanceof Phase.RollingBack);
        // When it gets the next deployment
        behind.handle(deploy("d3", V3, world.now.get()), () -> acknowledged.add("d3"));
        // Then that waits for the end
        await().until(() -> world.latest().next().isPresent());
        assertThat(world.rollouts).hasSize(1);
    }
}
