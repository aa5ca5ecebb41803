package dev.tidegate.controller;

import static dev.tidegate.core.rollout.Scenes.*;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.distribution.Distribution;
import dev.tidegate.core.event.Action;
import dev.tidegate.core.rollout.Move;
import dev.tidegate.core.rollout.Phase;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.rollout.Scenes;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.Optional;

/** A release that decides and tells everything, and writes no route. */
class DryRunTest extends ControllerScene {

    @BeforeEach
    void dry() {
        world.governedBy(Scenes.dry(plan()));
    }

    private Rollout toTheEnd() {
        Rollout rollout = world.latest();
        while (rollout.live()) {
            rollout =
                    rollout.phase() instanceof Phase.Paused
                            ? handled(command("p" + rollout.revision(), Action.PROMOTE))
                            : due();
        }
        return rollout;
    }

    @Test
    void goesThroughAllStepsSaysThatItIsDryAndWritesNothing() {
        // Given routes that somebody edits meanwhile
        handled(deploy("d", V2, START));
        world.drift = Optional.of(drift().observation());
        // When
        Rollout ended = toTheEnd();
        // Then
        assertThat(ended.phase()).isInstanceOf(Phase.Succeeded.class);
        assertThat(world.routeWrites).isEmpty();
        assertThat(world.route).contains(Distribution.all(V1));
        assertThat(ended.history())
                .extracting(Move::cause)
                .allMatch(c -> c.startsWith("dry run: "));
        // and the version that carries the traffic is the stable one
        assertThat(world.shownStable).contains(V1);
    }

    @Test
    void alertRollsItBackWithoutAWrite() {
        started(V2);
        Rollout back = handled(alert("a", "v2"));
        assertThat(back.phase()).isInstanceOf(Phase.RolledBack.class);
        assertThat(world.routeWrites).isEmpty();
    }

    @Test
    void editOfThePolicyChangesTheNextReleaseOnly() {
        handled(deploy("d", V2, START));
        world.governedBy(plan());
        toTheEnd();
        assertThat(world.routeWrites).isEmpty();
        handled(deploy("e", V3, world.now.get()));
        due();
        assertThat(world.routeWrites).containsExactly("v1 95 %, v3 5 %");
        assertThat(world.latest().stable()).contains(V1);
    }
}
