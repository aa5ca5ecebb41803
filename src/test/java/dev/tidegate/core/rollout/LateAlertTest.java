package dev.tidegate.core.rollout;

import static dev.tidegate.core.rollout.Scenes.*;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.distribution.Distribution;
import dev.tidegate.core.event.RolloutEvent.AlertFired;
import dev.tidegate.core.rollout.RolloutPlan.OnDrift;
import dev.tidegate.core.rollout.RolloutPlan.OnNewDeploy;
import dev.tidegate.core.rollout.RolloutPlan.Unversioned;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** An alert that is read after the bake was over. */
class LateAlertTest {

    private static final Instant END = succeeded(plan()).phase().since();

    /** When the gates opened. */
    private static final Instant OPEN = preparing(plan()).phase().since();

    private static AlertFired written(Instant when) {
        return alert("late", "v2").writtenAt(when);
    }

    private static Decision decided(Rollout rollout, AlertFired alert) {
        return RolloutStateMachine.decide(rollout, alert, END.plusSeconds(60));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 60_000})
    void alertWrittenBeforeTheBakeWasOverTakesBackWhatHasSucceeded(long millis) {
        Rollout back =
                moved(succeeded(plan()), written(END.minusMillis(millis)), END.plusSeconds(60));
        assertThat(back.phase()).isInstanceOf(Phase.RollingBack.class);
        assertThat(back.wanted()).contains(Distribution.all(V1));
        assertThat(revisions(back)).isEqualTo(upTo(back.revision()));
    }

    @Test
    void alertOfTheTimeBeforeTheFirstWeightCountsToo() {
        assertThat(decided(succeeded(plan()), written(OPEN))).isInstanceOf(Decision.Moved.class);
    }

    @Test
    void alertWrittenWhenTheBakeWasOverChangesNothing() {
        for (Instant when : List.of(END, END.plusMillis(1))) {
            assertThat(decided(succeeded(plan()), written(when)))
                    .isInstanceOf(Decision.Unchanged.class)
                    .extracting(Decision::reason)
                    .asString()
                    .contains("has ended: Succeeded");
        }
    }

    @Test
    void alertThatTheGatesHadKnownChangesNothing() {
        assertThat(decided(succeeded(plan()), written(OPEN.minusMillis(1))))
                .isInstanceOf(Decision.Unchanged.class);
    }

    @Test
    void alertThatWouldHavePausedTheBakePausesNothing() {
        AlertFired stable = alert("stable", "v1").writtenAt(END.minusSeconds(1));
        assertThat(decided(succeeded(plan()), stable)).isInstanceOf(Decision.Unchanged.class);
        RolloutPlan pausing = plan(OnNewDeploy.SUPERSEDE, OnDrift.REVERT, Unversioned.PAUSE);
        AlertFired service =
                alert("service", Optional.empty(), "critical", later(1))
                        .writtenAt(END.minusSeconds(1));
        assertThat(decided(succeeded(pausing), service)).isInstanceOf(Decision.Unchanged.class);
        assertThat(decided(succeeded(plan()), service)).isInstanceOf(Decision.Moved.class);
    }

    @Test
    void copyOfTheAlertChangesNothing() {
        Rollout back = moved(succeeded(plan()), written(END.minusSeconds(1)), END);
        assertThat(decided(back, written(END.minusSeconds(1))))
                .isInstanceOf(Decision.Unchanged.class);
    }

    static List<Rollout> otherEnds() {
        Rollout failed = due(pending(plan()));
        Rollout superseded = moved(baking(plan()), deploy("d3", V3, later(9)), later(9));
        return List.of(failed, superseded, rolledBack(plan()));
    }

    @ParameterizedTest
    @MethodSource("otherEnds")
    void otherEndsStay(Rollout ended) {
        assertThat(decided(ended, written(ended.phase().since().minusMillis(1))))
                .isInstanceOf(Decision.Unchanged.class);
    }
}
