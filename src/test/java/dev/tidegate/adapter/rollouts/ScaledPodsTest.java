package dev.tidegate.adapter.rollouts;

import static dev.tidegate.core.rollout.Scenes.*;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.tidegate.core.rollout.PodState;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.rollout.RolloutPlan;
import dev.tidegate.core.rollout.Scaling;
import dev.tidegate.core.rollout.Scalings;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Optional;

/** What a status keeps of pods that were scaled. */
class ScaledPodsTest {

    private static final RolloutPlan PLAN = scalingDown(plan(), Duration.ofMinutes(30), 1);

    private final Rollout ended = succeeded(PLAN);

    private Rollout again(Rollout rollout) {
        return StateJson.read(rollout.identity(), StateJson.of(rollout));
    }

    @Test
    void bothVersionsPodsComeBackAsTheyWere() {
        Rollout scaled =
                Scalings.with(
                        Scalings.with(ended, V1, Scaling.wanted(3, 1, later(50), "not needed")),
                        V2,
                        Scaling.none(2, later(5), "left alone"));
        assertThat(again(scaled)).isEqualTo(scaled);
    }

    @Test
    void statusOfBeforeHasNone() {
        ObjectNode state = StateJson.of(ended);
        JsonNode pods = state.path("pods");
        assertThat(pods.has("stable")).isFalse();
        assertThat(again(ended).pods()).isEqualTo(new PodState(Optional.empty(), Optional.empty()));
    }

    @Test
    void timeOfTheScalingIsShownUntilItIsDecided() {
        assertThat(RolloutStatuses.of(ended, 1, 1).due())
                .isEqualTo(ended.phase().since().plus(Duration.ofMinutes(30)).toString());
        Rollout done =
                Scalings.done(
                        Scalings.with(ended, V1, Scaling.wanted(3, 1, later(50), "not needed")),
                        V1,
                        Optional.empty());
        assertThat(RolloutStatuses.of(done, 1, 1).due()).isNull();
    }
}
