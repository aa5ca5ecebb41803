package dev.tidegate.simulation.judge;

import static dev.tidegate.core.rollout.Scenes.*;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.controller.RolloutStore.Stored;
import dev.tidegate.core.event.Observation;
import dev.tidegate.core.event.RolloutEvent;
import dev.tidegate.core.event.RolloutEvent.StepDue;
import dev.tidegate.core.rollout.Rollout;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Map;

/** Whose hold is not judged as a whole one. */
class HoldsTest extends JudgeScene {

    @Test
    void editThatIsSeenByAnOlderTimerGoesOnWithTheHoldThatWas() {
        Stored progressing = progressing();
        Duration first = Duration.ofSeconds(60);
        pass(first);
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
                new Observation.RoutesDrifted("the route", before.wanted().orElseThrow());
        Stored edited = moved(progressing, late.because(drift, now()), now());
        assertThat(edited.rollout().history().getLast().eventId()).isEqualTo(late.id());
        routes(edited.rollout(), Map.of("v1", 95, "v2", 5));
        pass(HOLD.minus(first));
        due(edited);
        assertThat(judge.found()).isEmpty();
    }
}
