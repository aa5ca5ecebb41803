package dev.tidegate.simulation.judge;

import static dev.tidegate.core.rollout.Scenes.*;

import dev.tidegate.controller.RolloutStore.Stored;
import dev.tidegate.controller.StepTimers;
import dev.tidegate.core.event.Action;
import dev.tidegate.core.event.RolloutEvent;
import dev.tidegate.core.rollout.Rollout;

import org.junit.jupiter.api.Test;

import java.util.Optional;

/** What no event may do twice. */
class OnceTest extends JudgeScene {

    private Rollout progressing = pending(plan());

    /** The release as it would be if it did not know the event yet. */
    private Stored again(Stored stored, RolloutEvent event) {
        Rollout r = stored.rollout();
        Rollout forgetful =
                new Rollout(
                        r.identity(),
                        r.revision(),
                        r.phase(),
                        r.stable(),
                        r.traffic(),
                        r.wantedRevision(),
                        r.history(),
                        progressing.handled(),
                        r.next(),
                        r.routes(),
                        r.pods(),
                        r.refusals(),
                        r.judged());
        return committed(stored, dev.tidegate.core.rollout.Scenes.moved(forgetful, event, now()));
    }

    @Test
    void commandThatIsFollowedTwiceInARowBreaksI5() {
        Stored before = progressing();
        progressing = before.rollout();
        RolloutEvent skip = command("c1", Action.SKIP);
        judge.delivered(PROCESS, skip);
        Stored skipped = moved(before, skip, now());
        assertKept();
        again(skipped, skip);
        assertBroken(Invariant.I5);
    }

    @Test
    void timerThatMovesTwiceInARowBreaksI5() {
        Stored before = progressing();
        pass(HOLD);
        RolloutEvent first = StepTimers.event(before.rollout(), now());
        judge.delivered(PROCESS, first);
        Stored paused = due(before);
        Stored skipped = moved(paused, command("c1", Action.SKIP), now());
        assertKept();
        Rollout r = skipped.rollout();
        RolloutEvent other =
                new RolloutEvent.StepDue(
                        first.id(), r.service(), now(), r.identity().uid(), r.revision());
        pass(HOLD.multipliedBy(2));
        moved(skipped, other, now());
        assertBroken(Invariant.I5);
    }

    @Test
    void alertThatMovesTheSameReleaseTwiceBreaksI5() {
        Stored before = progressing();
        progressing = before.rollout();
        RolloutEvent alert = alert("a1", Optional.of("v1"), "critical", now());
        judge.delivered(PROCESS, alert);
        Stored paused = moved(before, alert, now());
        Stored resumed = moved(paused, command("c1", Action.RESUME), now());
        assertKept();
        again(resumed, alert);
        assertBroken(Invariant.I5);
    }
}
