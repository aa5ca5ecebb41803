package dev.tidegate.adapter.rollouts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;

import dev.tidegate.controller.RolloutStore.Stored;
import dev.tidegate.core.distribution.Distribution;
import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.distribution.Weight;
import dev.tidegate.core.rollout.Phase;
import dev.tidegate.core.rollout.PodState;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.traffic.Traffic;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What a person sees of a rollout besides its phase: Events and the status that goes with them. */
class ClusterEventsTest extends StoreScene {

    @Test
    void eachMoveIsToldAsAKubernetesEvent() {
        Stored opened = done(create(1));
        Phase phase = new Phase.RollingBack("alert", T);
        done(store.commit(opened, moved(opened.rollout(), phase), 1));
        await().until(() -> api.server.writes("Event").size() == 2);
        String name = "reviews-1.%s.r2".formatted(opened.rollout().identity().uid());
        var event = api.server.get("Event", "bookinfo", name).orElseThrow();
        assertThat(event.path("type").asText()).isEqualTo("Warning");
        assertThat(event.path("involvedObject").path("uid").asText())
                .isEqualTo(Objects.requireNonNull(opened.rollout().identity().uid()));
    }

    @Test
    void eventThatCannotBeToldIsToldLater() {
        api.server.fail("create", "Event", 3, 503);
        Stored opened = done(create(1));
        Phase phase = new Phase.RollingBack("alert", T);
        done(store.commit(opened, moved(opened.rollout(), phase), 1));
        String uid = opened.rollout().identity().uid();
        await().until(() -> warning(uid, "r1").isPresent() && warning(uid, "r2").isPresent());
    }

    @Test
    void routesThatAreNotWrittenAreShownAndWarnedOf() {
        // Given a rollback that the API server refuses to write
        Stored opened = done(create(1));
        Rollout back = moved(opened.rollout(), new Phase.RollingBack("alert", T));
        Stored rollingBack = done(store.commit(opened, back, 1));
        // When the refusal is committed, twice
        Rollout stalled = back.withProblem(Optional.of("the webhook refuses it"));
        Stored shown = done(store.commit(rollingBack, stalled, 1));
        done(store.commit(shown, stalled, 2));
        // Then the status says so, and that the weight is not there
        var status = api.server.get("Rollout", "bookinfo", "reviews-1").orElseThrow();
        assertThat(status.at("/status/problem").asText()).isEqualTo("the webhook refuses it");
        assertThat(status.at("/status/weight").asText()).isEqualTo("0% (not applied)");
        assertThat(status.at("/status/conditions").toString())
                .contains("\"reason\":\"RoutesNotWritten\"");
        // And one Event warns
        String uid = opened.rollout().identity().uid();
        await().until(() -> warning(uid, "r2.stalled").isPresent());
        assertThat(api.server.writes("Event")).hasSize(3);
        assertThat(warning(uid, "r2.stalled").orElseThrow().path("message").asText())
                .isEqualTo("the webhook refuses it");
    }

    @Test
    void liveRolloutWhosePolicyIsGoneIsWarnedAndAnEndedOneIsNot() {
        Stored opened = done(create(1));
        store.warnOfMissingPolicy(opened.rollout().service());
        store.warnOfMissingPolicy(opened.rollout().service());
        String uid = opened.rollout().identity().uid();
        await().until(() -> warning(uid, "r1.policydeleted").isPresent());
        assertThat(warning(uid, "r1.policydeleted").orElseThrow().path("message").asText())
                .contains("RolloutPolicy reviews was deleted", "alerts roll it back")
                .contains("apply the policy again");
        // And an ended one has nothing to be warned of
        Rollout ended = moved(opened.rollout(), new Phase.Failed("not ready", T));
        done(store.commit(opened, ended, 1));
        store.warnOfMissingPolicy(opened.rollout().service());
        await().until(() -> warning(uid, "r2").isPresent());
        assertThat(warning(uid, "r2.policydeleted")).isEmpty();
    }

    @Test
    void deletingALiveRolloutWarnsThatTheSplitStays() {
        // Given a rollout that has a quarter on v2
        Stored opened = done(create(1));
        Rollout at =
                new Rollout(
                        opened.rollout().identity(),
                        2,
                        new Phase.Progressing(0, T, T),
                        Optional.of(new Version("v1")),
                        Optional.of(
                                new Traffic(
                                        Distribution.split(
                                                new Version("v1"),
                                                new Version("v2"),
                                                new Weight(2_500)))),
                        2,
                        opened.rollout().history(),
                        opened.rollout().handled(),
                        Optional.empty(),
                        opened.rollout().routes(),
                        PodState.NONE,
                        List.of(),
                        Optional.empty());
        done(store.commit(opened, at, 1));
        // When somebody deletes it
        api.server.delete("Rollout", "bookinfo", "reviews-1");
        // Then a warning says what stays
        String uid = opened.rollout().identity().uid();
        await().until(() -> warning(uid, "r2.deletedwhilelive").isPresent());
        assertThat(warning(uid, "r2.deletedwhilelive").orElseThrow().path("message").asText())
                .contains("deleted in Progressing: the routes stay at")
                .contains("no alert takes v2 back");
    }

    private Optional<JsonNode> warning(String uid, String name) {
        return api.server
                .get("Event", "bookinfo", "reviews-1.%s.%s".formatted(uid, name))
                .map(JsonNode.class::cast);
    }
}
