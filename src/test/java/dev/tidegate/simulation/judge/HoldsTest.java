package dev.tidegate.simulation.judge;

import static dev.tidegate.core.rollout.Scenes.*;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.controller.RolloutStore.Stored;
import dev.tidegate.core.event.Action;
import dev.tidegate.core.event.Observation;
import dev.tidegate.core.event.RolloutEvent;
import dev.tidegate.core.event.RolloutEvent.StepDue;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.simulation.scene.SimService;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** How short a hold may be. Times are in the world's clock, to the millisecond. */
class HoldsTest extends JudgeScene {

    private static final Duration FIRST = Duration.ofSeconds(60);
    private static final Duration LATE = Duration.ofSeconds(3);

    /** Beyond the time that every hold has for its write. */
    private static final Duration ALLOWED = LATE.minusMillis(250);

    private static final Duration MOMENT = Duration.ofMillis(10);

    HoldsTest() {
        super("bookinfo", PROCESS, OTHER);
    }

    /** A release of which the first weights are decided and not written yet. */
    private Stored decided() {
        Stored preparing = moved(opened("d1", 1), gatesOpen(), now());
        rule(preparing, List.of("v1", "v2"));
        pass(SimService.PROPAGATION);
        return due(preparing);
    }

    /** The same, of which they were written late. */
    private Stored late() {
        Stored decided = decided();
        pass(LATE);
        routes(decided.rollout(), Map.of("v1", 95, "v2", 5));
        return decided;
    }

    @Test
    void editThatIsSeenByAnOlderTimerGoesOnWithTheHoldThatWas() {
        Stored progressing = progressing();
        pass(FIRST);
        Rollout before = progressing.rollout();
        String uid = before.identity().uid();
        long older = before.revision() - 1;
        RolloutEvent late =
                new StepDue(
                        "/tidegate %s/%d/due".formatted(uid, older),
                        before.service(),
                        now(),
                        uid,
                        older);
        Observation drift =
                new Observation.RoutesDrifted("the route", before.wanted().orElseThrow(), true);
        Stored edited = moved(progressing, late.because(drift, now()), now());
        assertThat(edited.rollout().history().getLast().eventId()).isEqualTo(late.id());
        routes(edited.rollout(), Map.of("v1", 95, "v2", 5));
        pass(HOLD.minus(FIRST));
        due(edited);
        assertKept();
    }

    @Test
    void timeOfAPauseIsNoneOfTheHold() {
        Stored progressing = progressing();
        pass(FIRST);
        Stored paused = moved(progressing, command("c1", Action.PAUSE), now());
        pass(HOLD);
        Stored resumed = moved(paused, command("c2", Action.RESUME), now());
        pass(HOLD.minus(FIRST).minus(MOMENT));
        due(resumed);
        assertBroken(Invariant.I6);
    }

    @Test
    void holdThatAPauseInterruptedLastsItsTime() {
        Stored progressing = progressing();
        pass(FIRST);
        Stored paused = moved(progressing, command("c1", Action.PAUSE), now());
        pass(FIRST);
        Stored resumed = moved(paused, command("c2", Action.RESUME), now());
        pass(HOLD.minus(FIRST));
        due(resumed);
        assertKept();
    }

    @Test
    void bakeAfterAPromotionIsJudged() {
        Stored paused = pausedByItsPlan();
        Stored baking = moved(paused, command("c1", Action.PROMOTE), now());
        routes(baking.rollout(), Map.of("v1", 0, "v2", 100));
        assertKept();
        pass(HOLD.minus(MOMENT));
        due(baking);
        assertBroken(Invariant.I6);
    }

    private Stored pausedByItsPlan() {
        Stored progressing = progressing();
        pass(HOLD);
        Stored paused = due(progressing);
        routes(paused.rollout(), Map.of("v1", 75, "v2", 25));
        return paused;
    }

    @Test
    void holdThatAPersonEndsIsNotJudged() {
        Stored progressing = progressing();
        pass(FIRST);
        moved(progressing, command("c1", Action.SKIP), now());
        assertKept();
    }

    @Test
    void holdWhoseWeightsWereNeverWrittenBreaksI6() {
        Stored decided = decided();
        pass(HOLD.multipliedBy(2));
        due(decided);
        assertBroken(Invariant.I6);
    }

    @Test
    void lateWriteOfAnotherProcessShortensTheHoldByNoMoreThanItsDelay() {
        Stored late = late();
        by = OTHER;
        pass(HOLD.minus(ALLOWED));
        due(late);
        assertKept();
    }

    @Test
    void holdThatIsShorterThanAnotherProcessWasLateBreaksI6() {
        Stored late = late();
        by = OTHER;
        pass(HOLD.minus(ALLOWED).minus(MOMENT));
        due(late);
        assertBroken(Invariant.I6);
    }

    @Test
    void ownLateWriteShortensNothing() {
        Stored late = late();
        pass(HOLD.minus(ALLOWED));
        due(late);
        assertBroken(Invariant.I6);
    }

    @Test
    void lateWriteThatIsWrittenDownShortensNothing() {
        Stored late = late();
        Stored noted = noted(late, new Observation.RoutesApplied(late.rollout().wantedRevision()));
        by = OTHER;
        pass(HOLD.minus(ALLOWED));
        due(noted);
        assertBroken(Invariant.I6);
    }

    @Test
    void holdIsShorterByAsMuchAsTheNextClockIsAhead() {
        facts.clock(OTHER, 400_000);
        Stored progressing = progressing();
        by = OTHER;
        pass(HOLD.minusMillis(400));
        due(progressing);
        assertKept();
    }

    @Test
    void holdIsShorterByNoMoreThanThat() {
        facts.clock(OTHER, 400_000);
        Stored progressing = progressing();
        by = OTHER;
        pass(HOLD.minusMillis(420));
        due(progressing);
        assertBroken(Invariant.I6);
    }
}
