package dev.tidegate.core.rollout;

import static dev.tidegate.core.rollout.Scenes.*;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.event.Action;
import dev.tidegate.core.event.RolloutEvent;

import org.junit.jupiter.api.Test;

import java.time.Instant;

/** Clocks of replicas that disagree, or are set while a hold lasts. */
class ClockStepTest {

    private static Instant until(Rollout rollout) {
        return ((Phase.Live) rollout.phase()).due().orElseThrow();
    }

    @Test
    void timerThatIsEarlyByTheClockOfWhoReadsItCountsWhenItIsSentAgain() {
        Rollout rollout = progressing(plan());
        Instant due = until(rollout);
        RolloutEvent timer = timer(rollout, due);
        assertThat(RolloutStateMachine.decide(rollout, timer, due.minusMillis(1)))
                .isInstanceOf(Decision.Unchanged.class);
        assertThat(RolloutStateMachine.decide(rollout, timer, due))
                .isInstanceOf(Decision.Moved.class);
    }

    @Test
    void clockThatIsSetBackDuringAPauseShortensNoHold() {
        Rollout rollout = progressing(plan());
        Instant paused = rollout.phase().since().plusSeconds(60);
        Rollout resumed =
                moved(
                        moved(rollout, command("p", Action.PAUSE), paused),
                        command("r", Action.RESUME),
                        paused.minusSeconds(3_600));
        assertThat(until(resumed)).isEqualTo(until(rollout));
    }
}
