package dev.tidegate.adapter.cluster;

import static org.awaitility.Awaitility.await;

import dev.tidegate.adapter.rollouts.KubernetesRolloutStore;
import dev.tidegate.controller.Dependency;
import dev.tidegate.controller.Schedulers;
import dev.tidegate.messages.Collection;

import org.junit.jupiter.api.Test;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/** What readiness says of the parts that ask the API server. */
class ReadinessMessagesTest {

    private final AtomicReference<Instant> now =
            new AtomicReference<>(Instant.parse("2026-03-01T10:00:00Z"));
    private final Clock clock = ((InstantSource) now::get).withZone(ZoneOffset.UTC);
    private final Collection collected = new Collection();

    private void unready(String provoked, Dependency dependency) {
        await().until(() -> dependency.trouble().isPresent());
        collected.add(provoked, dependency.name() + ": " + dependency.trouble().orElseThrow());
    }

    @Test
    void troubleSaysWhatToDo() {
        Duration term = Duration.ofMillis(600);
        try (TestApi api = new TestApi()) {
            try (KubernetesRolloutStore store =
                    new KubernetesRolloutStore(api.cluster, Schedulers.of(clock))) {
                // a watch that is not open yet would not be cut
                await().until(() -> store.trouble().isEmpty());
                api.server.outage(true);
                api.server.cutWatches();
                unready("the watch broke off", store);
            }
            try (KubernetesRolloutStore store =
                            new KubernetesRolloutStore(api.cluster, Schedulers.of(clock));
                    KubernetesWatchdog watchdog =
                            new KubernetesWatchdog(
                                    api.cluster,
                                    "tidegate",
                                    Duration.ofMinutes(5),
                                    Schedulers.of(clock))) {
                unready("nothing was read yet", store);
                unready("the watchdog's Lease was not read yet", watchdog);
                api.server.outage(false);
                await().until(() -> watchdog.trouble().isEmpty());
                watchdog.heard();
                now.updateAndGet(t -> t.plusSeconds(301));
                unready("the watchdog is silent", watchdog);
            }
            api.server.fail("create", "Lease", Integer.MAX_VALUE, 403);
            try (Leadership replica =
                    new Leadership(
                            new KubernetesCluster(api.client), "tidegate", "a", term, clock)) {
                replica.stand(_ -> {});
                now.updateAndGet(t -> t.plusSeconds(60));
                unready("nobody leads", replica);
            }
        }
        collected.check("readiness");
    }
}
