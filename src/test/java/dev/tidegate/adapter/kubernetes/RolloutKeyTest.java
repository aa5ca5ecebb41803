package dev.tidegate.adapter.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidegate.controller.Result;
import dev.tidegate.controller.RolloutStore.Stored;
import dev.tidegate.controller.Schedulers;
import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.event.RolloutEvent.DeployStarted;
import dev.tidegate.core.event.ServiceKey;

import org.junit.jupiter.api.Test;

import java.time.Clock;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Whose a rollout is: its service and its number are told by its name, and by nothing else. */
class RolloutKeyTest extends StoreScene {

    /** Takes the label off that only a list by service needs; the content stays. */
    private void takeTheLabelOff(String name) {
        var object = api.server.get("Rollout", "bookinfo", name).orElseThrow();
        object.withObject("/metadata").remove("labels");
        object.withObject("/metadata").remove("resourceVersion");
        api.server.put(object.toString());
    }

    @Test
    void liveRolloutWithoutItsLabelIsNoDeletedOne() {
        List<String> gone = new CopyOnWriteArrayList<>();
        Stored first = done(create(1));
        store.listen(r -> {}, r -> gone.add(r.identity().uid()));
        takeTheLabelOff("reviews-1");
        assertThat(done(store.refresh(REVIEWS)))
                .extracting(s -> s.rollout().identity().uid())
                .containsExactly(first.rollout().identity().uid());
        assertThat(gone).isEmpty();
        // and one that is deleted is found out, label or not
        watchStandsStill();
        api.server.delete("Rollout", "bookinfo", "reviews-1");
        assertThat(done(store.refresh(REVIEWS))).isEmpty();
        assertThat(gone).containsExactly(first.rollout().identity().uid());
    }

    @Test
    void rolloutWithoutItsLabelThatTheWatchDoesNotShowIsKnownOnceItsNumberIsTaken() {
        watchStandsStill();
        try (KubernetesRolloutStore other =
                new KubernetesRolloutStore(api.cluster, Schedulers.of(Clock.systemUTC()))) {
            // Given a release that somebody else has begun
            done(
                    other.create(
                            new DeployStarted("event-1", REVIEWS, T, new Version("v2")), 1, PLAN));
            takeTheLabelOff("reviews-1");
        }
        // When this process begins one
        assertThat(create(1)).isInstanceOf(Result.Conflict.class);
        // Then it knows the other's
        assertThat(store.of(REVIEWS)).hasSize(1);
        assertThat(done(store.refresh(REVIEWS))).hasSize(1);
    }

    @Test
    void rolloutThatHasNotTheNameOfItsNumberTakesNobodysPlace() {
        List<String> gone = new CopyOnWriteArrayList<>();
        Stored first = done(create(1));
        store.listen(r -> {}, r -> gone.add(r.identity().uid()));
        // When somebody copies a rollout to another name
        var copy = api.server.get("Rollout", "bookinfo", "reviews-1").orElseThrow();
        copy.withObject("/metadata").put("name", "copy-of-reviews");
        copy.withObject("/metadata").remove("uid");
        copy.withObject("/metadata").remove("resourceVersion");
        api.server.put(copy.toString());
        // Then the first is neither replaced nor told as gone
        assertThat(done(store.refresh(REVIEWS))).containsExactly(first);
        assertThat(gone).isEmpty();
        api.server.delete("Rollout", "bookinfo", "copy-of-reviews");
        assertThat(done(store.refresh(REVIEWS))).containsExactly(first);
    }

    @Test
    void deletionLooksAtItsOwnServiceAlone() {
        // Given two services with the same number, and one whose name begins like the other's
        List<String> gone = new CopyOnWriteArrayList<>();
        done(create(1));
        ServiceKey longer = new ServiceKey("bookinfo", "reviews-1");
        done(store.create(new DeployStarted("other", longer, T, new Version("v2")), 1, PLAN));
        store.listen(r -> {}, r -> gone.add(r.identity().name()));
        api.server.delete("Rollout", "bookinfo", "reviews-1-1");
        await().until(() -> store.of(longer).isEmpty());
        assertThat(gone).containsExactly("reviews-1-1");
        assertThat(store.of(REVIEWS)).hasSize(1);
    }
}
