package dev.tidegate.controller;

import static dev.tidegate.core.rollout.Scenes.*;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.event.RolloutEvent;
import dev.tidegate.core.rollout.Phase;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.Optional;

/** A step whose routes the API server takes long after the step was decided. */
class LateAcknowledgementTest extends ControllerScene {

    private final Reconciler process = process();
    private Instant applied = START;

    /** The step is decided, its routes are not taken; a minute later they are. */
    private void stepWithRoutesAMinuteLate(Result<?> commitOfTheAcknowledgement) {
        handled(deploy("d", V2, world.now.get()));
        Instant due = ((Phase.Live) world.latest().phase()).due().orElseThrow();
        world.now.set(due);
        world.applyFaults.add(new Result.Unreachable<>("503"));
        RolloutEvent timer = timer(world.latest(), due);
        assertThat(process.handle(timer)).isInstanceOf(Attempt.Retry.class);
        applied = due.plusSeconds(60);
        world.now.set(applied);
        world.commitFaults.add(commitOfTheAcknowledgement);
        Attempt second = process.handle(timer);
        if (!second.isDone()) {
            assertThat(process.handle(timer).isDone()).isTrue();
        }
    }

    private Optional<Instant> end() {
        return ((Phase.Live) world.latest().phase()).due();
    }

    @Test
    void holdIsWholeAlthoughSomebodyElseCommittedInBetween() {
        stepWithRoutesAMinuteLate(new Result.Conflict<>("reviews-1"));
        assertThat(end()).contains(applied.plus(HOLD));
    }

    @Test
    void holdIsWholeAlthoughTheCommitWasNotAnswered() {
        stepWithRoutesAMinuteLate(new Result.Unreachable<>("504"));
        assertThat(end()).contains(applied.plus(HOLD));
    }
}
