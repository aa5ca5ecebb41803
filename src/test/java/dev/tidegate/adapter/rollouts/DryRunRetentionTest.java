package dev.tidegate.adapter.rollouts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidegate.controller.RolloutStore.Stored;
import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.event.RolloutEvent.DeployStarted;
import dev.tidegate.core.rollout.Phase;
import dev.tidegate.core.rollout.RolloutPlan;
import dev.tidegate.core.rollout.Scenes;

import org.junit.jupiter.api.Test;

import java.util.stream.IntStream;

/** What stays of a service's history when most of it is dry runs. */
class DryRunRetentionTest extends StoreScene {

    private void ended(int number, RolloutPlan plan) {
        DeployStarted deploy =
                new DeployStarted("event-" + number, REVIEWS, T, new Version("v" + (number + 1)));
        Stored opened = done(store.create(deploy, number, plan));
        done(store.commit(opened, moved(opened.rollout(), new Phase.Succeeded(T)), 2));
    }

    private Integer[] numbers() {
        return store.of(REVIEWS).stream().map(Stored::number).toArray(Integer[]::new);
    }

    @Test
    void endOfADryRunIsNoWarningAndSaysThatItIsDry() {
        DeployStarted deploy = new DeployStarted("event-1", REVIEWS, T, new Version("v2"));
        Stored opened = done(store.create(deploy, 1, Scenes.dry(PLAN)));
        Phase back = new Phase.RolledBack("alert", T);
        done(store.commit(opened, moved(opened.rollout(), back), 1));
        String name = "reviews-1.%s.r2".formatted(opened.rollout().identity().uid());
        await().until(() -> api.server.get("Event", "bookinfo", name).isPresent());
        assertThat(api.server.get("Event", "bookinfo", name).orElseThrow().path("type").asText())
                .isEqualTo("Normal");
        assertThat(
                        api.server
                                .get("Rollout", "bookinfo", "reviews-1")
                                .orElseThrow()
                                .at("/status/reason")
                                .asText())
                .isEqualTo("dry run: alert");
    }

    @Test
    void dryRunsTakeNoPlaceInTheHistoryThatARollbackNeeds() {
        // Given two releases, and more dry runs after them than are kept
        ended(1, PLAN);
        ended(2, PLAN);
        int last = 2 + Retention.KEPT + 2;
        IntStream.rangeClosed(3, last).forEach(number -> ended(number, Scenes.dry(PLAN)));
        // Then the oldest dry runs go, and both releases stay
        await().until(() -> numbers().length == 2 + Retention.KEPT);
        assertThat(numbers()).contains(1, 2, last).doesNotContain(3, 4);
    }
}
