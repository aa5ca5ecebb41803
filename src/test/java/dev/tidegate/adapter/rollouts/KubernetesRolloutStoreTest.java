package dev.tidegate.adapter.rollouts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidegate.adapter.cluster.ApiObject;
import dev.tidegate.controller.Result;
import dev.tidegate.controller.RolloutStore.Stored;
import dev.tidegate.controller.Schedulers;
import dev.tidegate.core.rollout.Phase;
import dev.tidegate.core.rollout.Rollout;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;

class KubernetesRolloutStoreTest extends StoreScene {

    @Test
    void ownWritesAreSeenAtOnceAndAfterARestart() {
        // Given a rollout that was created and committed
        Stored opened = done(create(1));
        assertThat(opened.rollout())
                .isEqualTo(
                        Rollout.opened(
                                opened.rollout().identity(), opened.rollout().phase().since()));
        assertThat(opened.rollout().plan()).isEqualTo(PLAN);
        Rollout next = moved(opened.rollout(), new Phase.Preparing(T, T.plusSeconds(5)));
        // When it is read at once
        Stored committed = done(store.commit(opened, next, 1));
        // Then the commit is there
        assertThat(store.of(REVIEWS)).containsExactly(committed);
        // And a new process reads the same
        try (KubernetesRolloutStore other =
                new KubernetesRolloutStore(api.cluster, Schedulers.of(Clock.systemUTC()))) {
            assertThat(other.of(REVIEWS)).containsExactly(committed);
        }
    }

    @Test
    void onlyTheLastTenEndedRolloutsAreKept() {
        // Given twelve releases that have ended and were told
        for (int number = 1; number <= Retention.KEPT + 2; number++) {
            Stored opened = done(create(number));
            done(store.commit(opened, moved(opened.rollout(), new Phase.Succeeded(T)), 2));
        }
        // Then the two oldest go
        await().until(() -> store.of(REVIEWS).size() == Retention.KEPT);
        assertThat(store.of(REVIEWS)).extracting(Stored::number).first().isEqualTo(12);
        assertThat(store.of(REVIEWS)).extracting(Stored::number).last().isEqualTo(3);
    }

    @Test
    void whatServesAndWhatServedBeforeIsKeptHoweverManyFailSince() {
        for (int number = 1; number <= Retention.KEPT + 4; number++) {
            Stored opened = done(create(number));
            Phase end = number < 4 ? new Phase.Succeeded(T) : new Phase.Failed("no pods", T);
            done(store.commit(opened, moved(opened.rollout(), end), 2));
        }
        await().until(() -> store.of(REVIEWS).size() == Retention.KEPT + 2);
        assertThat(store.of(REVIEWS)).extracting(Stored::number).endsWith(5, 3, 2);
    }

    @Test
    void deletionThatFailsIsMadeLater() {
        api.server.fail("delete", "Rollout", 2, 503);
        for (int number = 1; number <= Retention.KEPT + 1; number++) {
            Stored opened = done(create(number));
            done(store.commit(opened, moved(opened.rollout(), new Phase.Succeeded(T)), 2));
        }
        await().until(() -> store.of(REVIEWS).size() == Retention.KEPT);
    }

    @Test
    void listenersSeeTheRevisionsInTheirOrderWhoeverBringsThem() {
        // Given a listener that is slow to take revision 2, while another thread commits revision 3
        Stored opened = done(create(1));
        Rollout second = moved(opened.rollout(), new Phase.Preparing(T, T));
        List<Long> told = new CopyOnWriteArrayList<>();
        Thread other =
                new Thread(
                        () ->
                                done(
                                        store.commit(
                                                done(store.refresh(REVIEWS)).getFirst(),
                                                moved(second, new Phase.Succeeded(T)),
                                                1)));
        store.listen(
                r -> {
                    if (r.revision() == 2) {
                        other.start();
                        await().until(() -> told.contains(3L) || waitsForItsTurn(other));
                    }
                    told.add(r.revision());
                },
                r -> {});
        done(store.commit(opened, second, 1));
        await().until(() -> told.size() == 3);
        assertThat(told).containsExactly(1L, 2L, 3L);
    }

    private static boolean waitsForItsTurn(Thread thread) {
        return Arrays.stream(thread.getStackTrace())
                .anyMatch(f -> f.getClassName().equals(ReentrantLock.class.getName()));
    }

    @Test
    void objectWithAFieldThatTheServerWouldDropIsNotMade() {
        ApiObject rollout =
                ApiObject.of(RolloutObjects.KIND, "bookinfo", "reviews-1", "", "")
                        .with("spec", Map.of("version", "v2", "policy", Map.of("later", true)));
        Result<ApiObject> made = api.cluster.create(RolloutObjects.KIND, rollout);
        assertThat(made).isInstanceOf(Result.Rejected.class);
        assertThat(made.trouble()).contains("unknown field \"spec.policy.later\"");
        assertThat(store.of(REVIEWS)).isEmpty();
    }

    @Test
    void secondCreationOfANumberIsAConflict() {
        done(create(1));
        assertThat(create(1)).isInstanceOf(Result.Conflict.class);
    }

    @Test
    void commitAfterSomebodyElsesIsAConflictUntilRefreshed() {
        // Given somebody else's commit that was not seen
        Stored opened = done(create(1));
        Rollout next = moved(opened.rollout(), new Phase.Preparing(T, T));
        done(store.commit(opened, next, 0));
        // When the old one is committed upon
        Result<Stored> second = store.commit(opened, next, 0);
        // Then it is a conflict, and reading anew helps
        assertThat(second).isInstanceOf(Result.Conflict.class);
        Stored fresh = done(store.refresh(REVIEWS)).getFirst();
        assertThat(store.commit(fresh, moved(next, new Phase.Succeeded(T)), 1))
                .isInstanceOf(Result.Done.class);
    }

    @ParameterizedTest
    @CsvSource({
        "401, Unreachable",
        "403, Unreachable",
        "429, Unreachable",
        "500, Unreachable",
        "503, Unreachable",
        "400, Rejected",
        "413, Rejected",
        "422, Rejected"
    })
    void serversAnswerBecomesAResult(int status, String result) {
        Stored opened = done(create(1));
        api.server.fail("update", "Rollout", 1, status);
        assertThat(store.commit(opened, opened.rollout(), 1).getClass().getSimpleName())
                .isEqualTo(result);
    }

    @Test
    void creationWithoutADefinitionMayBeRepeated() {
        api.server.fail("create", "Rollout", 1, 404);
        assertThat(create(1)).isInstanceOf(Result.Unreachable.class);
        assertThat(create(1)).isInstanceOf(Result.Done.class);
    }

    @Test
    void rolloutWhoseNumberIsUsedAgainIsToldAsGone() {
        // Given a store whose watch does not show that a rollout was deleted
        List<String> gone = new CopyOnWriteArrayList<>();
        Stored first = done(create(1));
        watchStandsStill();
        store.listen(r -> {}, r -> gone.add(r.identity().uid()));
        api.server.delete("Rollout", "bookinfo", "reviews-1");
        // When its number is used again
        Stored second = done(create(1));
        // Then the first is told as gone, once
        assertThat(gone).containsExactly(first.rollout().identity().uid());
        assertThat(store.of(REVIEWS)).containsExactly(second);
    }

    @Test
    void rolloutThatIsNotThereWhenItIsReadAnewIsToldAsGone() {
        List<String> gone = new CopyOnWriteArrayList<>();
        Stored first = done(create(1));
        watchStandsStill();
        store.listen(r -> {}, r -> gone.add(r.identity().uid()));
        api.server.delete("Rollout", "bookinfo", "reviews-1");
        assertThat(done(store.refresh(REVIEWS))).isEmpty();
        assertThat(gone).containsExactly(first.rollout().identity().uid());
    }

    @Test
    void silenceAndALostAnswerAreUnreachable() {
        Stored opened = done(create(1));
        Rollout next = moved(opened.rollout(), new Phase.Preparing(T, T));
        api.server.loseAnswers("update", "Rollout", 1);
        assertThat(store.commit(opened, next, 1)).isInstanceOf(Result.Unreachable.class);
        // and the write that was made all the same is found
        assertThat(store.commit(opened, next, 1)).isInstanceOf(Result.Conflict.class);
        assertThat(done(store.refresh(REVIEWS)).getFirst().rollout()).isEqualTo(next);
    }

    @Test
    void malformedRolloutHidesNoOther() {
        // Given a rollout that nobody can read
        api.apply("{kind: Rollout, metadata: {name: bad, namespace: bookinfo}, spec: {number: x}}");
        api.apply("{kind: Rollout, metadata: {name: worse, namespace: bookinfo}}");
        // When others are made
        Stored opened = done(create(1));
        Set<String> seen = ConcurrentHashMap.newKeySet();
        try (KubernetesRolloutStore other =
                new KubernetesRolloutStore(api.cluster, Schedulers.of(Clock.systemUTC()))) {
            other.listen(r -> seen.add(r.identity().name()), r -> seen.remove(r.identity().name()));
            // Then they are seen
            assertThat(other.of(REVIEWS)).containsExactly(opened);
            // And when one is deleted, this is seen too
            await().until(() -> seen.contains("reviews-1"));
            api.server.delete("Rollout", "bookinfo", "reviews-1");
            await().until(seen::isEmpty);
            assertThat(other.of(REVIEWS)).isEmpty();
        }
    }

    @Test
    void storeStartedDuringAnOutageReadsWhenTheServerIsBack() {
        Stored opened = done(create(1));
        api.server.outage(true);
        try (KubernetesRolloutStore other =
                new KubernetesRolloutStore(api.cluster, Schedulers.of(Clock.systemUTC()))) {
            assertThat(other.trouble()).isPresent();
            api.server.outage(false);
            assertThat(other.of(REVIEWS)).containsExactly(opened);
            await().until(() -> other.trouble().isEmpty());
        }
    }

    @Test
    void commitOfADeletedRolloutIsAConflictAndItIsForgotten() {
        Stored opened = done(create(1));
        api.server.delete("Rollout", "bookinfo", "reviews-1");
        assertThat(store.commit(opened, opened.rollout(), 1)).isInstanceOf(Result.Conflict.class);
        assertThat(done(store.refresh(REVIEWS))).isEmpty();
    }

    @Test
    void tenEndedRolloutsAreKept() {
        for (int i = 1; i <= 12; i++) {
            Stored opened = done(create(i));
            done(store.commit(opened, moved(opened.rollout(), new Phase.Succeeded(T)), 2));
        }
        await().until(() -> store.of(REVIEWS).size() == 10);
        assertThat(store.of(REVIEWS).getLast().number()).isEqualTo(3);
    }

    @Test
    void statusCanBeWaitedFor() {
        Stored opened = done(create(1));
        done(store.commit(opened, moved(opened.rollout(), new Phase.Succeeded(T)), 1));
        var status =
                api.server.get("Rollout", "bookinfo", "reviews-1").orElseThrow().path("status");
        assertThat(status.path("observedGeneration").asInt()).isEqualTo(1);
        assertThat(status.path("conditions").toString())
                .contains("\"type\":\"Succeeded\"")
                .contains("\"reason\":\"Succeeded\"");
    }
}
