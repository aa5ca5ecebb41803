package dev.tidegate.adapter.rollouts;

import static dev.tidegate.core.rollout.Scenes.*;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.tidegate.controller.RolloutStore.Stored;
import dev.tidegate.core.rollout.Phase;
import dev.tidegate.core.rollout.PodState;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.rollout.RolloutPlan;
import dev.tidegate.core.rollout.Scaling;
import dev.tidegate.core.rollout.Scalings;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Optional;

/** What a status keeps of pods that were scaled. */
class ScaledPodsTest extends StoreScene {

    private static final RolloutPlan TAKING = scalingDown(plan(), Duration.ofMinutes(30), 1);

    private final Rollout ended = succeeded(TAKING);

    private Rollout again(Rollout rollout) {
        return StateJson.read(rollout.identity(), StateJson.of(rollout));
    }

    @Test
    void bothVersionsPodsComeBackAsTheyWere() {
        Rollout scaled =
                Scalings.with(
                        Scalings.with(
                                ended,
                                V1,
                                Scaling.wanted("reviews-v1", 3, 1, later(50), "not needed")),
                        V2,
                        Scaling.none("reviews-v1", 2, later(5), "left alone"));
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
                Scalings.with(
                        ended,
                        V1,
                        Scaling.wanted("reviews-v1", 3, 1, later(50), "not needed").done());
        assertThat(RolloutStatuses.of(done, 1, 1).due()).isNull();
    }

    @Test
    void releaseThatIsToScalePodsStillIsKeptHoweverManyFollow() {
        for (int number = 1; number <= Retention.KEPT + 3; number++) {
            Stored opened = done(create(number));
            Rollout ended = moved(opened.rollout(), new Phase.Succeeded(T));
            Scaling taking = Scaling.wanted("reviews-v2", 3, 0, T, "not needed");
            done(
                    store.commit(
                            opened,
                            number == 1 ? Scalings.with(ended, ended.canary(), taking) : ended,
                            2));
        }
        await().until(() -> store.of(REVIEWS).size() == Retention.KEPT + 1);
        assertThat(store.of(REVIEWS)).extracting(Stored::number).contains(1).doesNotContain(2, 3);
    }

    @Test
    void eventTellsWhatBecameOfThePodsOnce() {
        Stored opened = done(create(1));
        Rollout left =
                Scalings.with(
                        opened.rollout(),
                        opened.rollout().canary(),
                        Scaling.none("reviews-v2", 3, T, "v2 keeps its pods: somebody needs it"));
        done(store.commit(opened, left, 1));
        String name =
                "reviews-1.%s.scaled.v2.%d"
                        .formatted(opened.rollout().identity().uid(), T.toEpochMilli());
        await().until(() -> api.server.get("Event", "bookinfo", name).isPresent());
        assertThat(api.server.get("Event", "bookinfo", name).orElseThrow().path("message").asText())
                .isEqualTo("v2 keeps its pods: somebody needs it");
    }
}
