package dev.tidegate.adapter.freezes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidegate.adapter.cluster.TestApi;
import dev.tidegate.controller.Scheduler;
import dev.tidegate.controller.Schedulers;
import dev.tidegate.core.event.Action;
import dev.tidegate.core.event.FreezeScope;
import dev.tidegate.core.event.RolloutEvent.Command;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A freeze whose end no watch tells of. */
class UnshownTest {

    private static final Scheduler SCHEDULER = Schedulers.of(Clock.systemUTC());

    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
    private static final FreezeScope BOOKINFO = FreezeScope.of("bookinfo");

    private final TestApi api = new TestApi();

    @AfterEach
    void close() {
        api.close();
    }

    private KubernetesFreezes replica() {
        return new KubernetesFreezes(api.cluster, SCHEDULER, "tidegate");
    }

    private static Command command(String id, Action action, FreezeScope scope, String reason) {
        return new Command(
                "/cli " + id, scope.service(), START, action, Optional.empty(), "ann", reason);
    }

    private static void awaitThawed(KubernetesFreezes replica) {
        await().until(() -> replica.frozen("bookinfo").isEmpty());
    }

    @Test
    void freezeWhoseEndTheWatchDidNotSeeIsOver() {
        try (KubernetesFreezes replica = replica()) {
            awaitThawed(replica);
            Queue<FreezeScope> told = new ConcurrentLinkedQueue<>();
            replica.listen(told::add);
            // Given a freeze that was written and ended while the watch was away
            api.server.fail("list", "ConfigMap", Integer.MAX_VALUE, 503);
            api.server.fail("watch", "ConfigMap", Integer.MAX_VALUE, 503);
            api.server.cutWatches();
            await().until(() -> replica.trouble().isPresent());
            replica.follow(command("f", Action.FREEZE, BOOKINFO, ""));
            assertThat(replica.frozen("bookinfo")).isPresent();
            told.clear();
            api.server.delete("ConfigMap", "tidegate", "tidegate-freeze");
            forgetChanges();
            // When it is back
            api.server.heal();
            // Then it is over, and who waits is told
            awaitThawed(replica);
            await().untilAsserted(() -> assertThat(told).containsExactly(BOOKINFO));
        }
    }

    /** So many that the API server does not remember what was before: a watch lists again. */
    private void forgetChanges() {
        for (int i = 0; i < 20_001; i++) {
            api.server.put(
                    """
                    {"kind": "ConfigMap", "apiVersion": "v1",
                     "metadata": {"name": "other", "namespace": "ns"}, "data": {"n": "%d"}}
                    """
                            .formatted(i));
        }
    }

    @Test
    void deletionThatTheWatchMissedIsNoticedWhenItIsBack() {
        try (KubernetesFreezes replica = replica()) {
            replica.follow(command("f", Action.FREEZE, BOOKINFO, ""));
            replica.follow(command("g", Action.FREEZE, FreezeScope.of("shop"), ""));
            await().until(() -> replica.trouble().isEmpty());
            api.server.fail("watch", "ConfigMap", Integer.MAX_VALUE, 503);
            api.server.fail("list", "ConfigMap", Integer.MAX_VALUE, 503);
            api.server.cutWatches();
            await().until(() -> replica.trouble().isPresent());
            replica.follow(command("h", Action.FREEZE, FreezeScope.of("other"), ""));
            api.server.delete("ConfigMap", "tidegate", "tidegate-freeze");
            forgetChanges();
            api.server.heal();
            awaitThawed(replica);
            assertThat(replica.frozen("other")).isEmpty();
        }
    }
}
