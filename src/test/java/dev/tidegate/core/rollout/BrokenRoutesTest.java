package dev.tidegate.core.rollout;

import static dev.tidegate.core.rollout.Scenes.*;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.event.Observation;
import dev.tidegate.core.event.RolloutEvent.Observed;

import org.junit.jupiter.api.Test;

/** Routes that cannot be made as wanted while the release is paused anyway. */
class BrokenRoutesTest {

    private final Rollout paused = paused(plan());
    private final Observed broken =
            observed(new Observation.RoutesBroken(paused.wantedRevision(), "no grant"));

    private static Rollout noted(Rollout rollout, Observed seen) {
        return ((Decision.Noted) RolloutStateMachine.decide(rollout, seen, later(1))).next();
    }

    @Test
    void pauseOfTheirStepShowsWhatIsInTheirWay() {
        Rollout shown = noted(paused, broken);
        assertThat(shown.phase()).isEqualTo(paused.phase());
        assertThat(shown.routes().problem()).contains("no grant");
        assertThat(shown.revision()).isEqualTo(paused.revision());
    }

    @Test
    void whatIsShownIsWrittenOnce() {
        Rollout shown = noted(paused, broken);
        assertThat(RolloutStateMachine.decide(shown, broken, later(2)))
                .isInstanceOf(Decision.Unchanged.class);
    }

    @Test
    void routesThatAreAsWantedAgainEndIt() {
        Rollout shown = noted(paused, broken);
        Observed applied = observed(new Observation.RoutesApplied(paused.wantedRevision()));
        assertThat(noted(shown, applied).routes().problem()).isEmpty();
    }
}
