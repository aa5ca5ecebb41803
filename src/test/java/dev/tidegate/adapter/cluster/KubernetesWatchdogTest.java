package dev.tidegate.adapter.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidegate.controller.Result;
import dev.tidegate.controller.Schedulers;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

class KubernetesWatchdogTest {

    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
    private static final Duration WITHIN = Duration.ofMinutes(5);

    private final AtomicReference<Instant> now = new AtomicReference<>(START);
    private final Clock clock = ((InstantSource) now::get).withZone(ZoneOffset.UTC);
    private final TestApi api = new TestApi();

    @AfterEach
    void close() {
        api.close();
    }

    private KubernetesWatchdog replica() {
        return new KubernetesWatchdog(api.cluster, "tidegate", WITHIN, Schedulers.of(clock));
    }

    private static void awaitHeard(KubernetesWatchdog replica) {
        await().until(() -> replica.silent().isEmpty());
    }

    private static void awaitSilent(KubernetesWatchdog replica) {
        await().until(
                        () ->
                                replica.silent()
                                        .filter(why -> why.contains("no alert can come"))
                                        .isPresent());
    }

    private void pass(Duration time) {
        now.updateAndGet(t -> t.plus(time));
    }

    @Test
    void isOffUntilItWasHeardOnce() {
        try (KubernetesWatchdog replica = replica()) {
            awaitHeard(replica);
            pass(Duration.ofDays(1));
            assertThat(replica.silent()).isEmpty();
        }
    }

    @Test
    void whatOneReplicaHearsTheOtherKnows() {
        try (KubernetesWatchdog one = replica()) {
            // Given one that heard it, and then no more for longer than may be
            one.heard();
            awaitHeard(one);
            pass(WITHIN.plusSeconds(1));
            assertThat(one.silent().orElseThrow())
                    .contains("last heard at 2026-03-01T10:00:00Z")
                    .contains("Prometheus and Alertmanager")
                    .contains("Lease tidegate/tidegate-watchdog");
            assertThat(one.trouble()).isEqualTo(one.silent());
            // Then another says so, too
            try (KubernetesWatchdog other = replica()) {
                awaitSilent(other);
                // When that hears it, both know
                other.heard();
                awaitHeard(other);
                awaitHeard(one);
            }
        }
    }

    @Test
    void silenceIsKnownToAProcessThatStartsInIt() {
        api.apply(
                """
                kind: Lease
                metadata: {name: tidegate-watchdog, namespace: tidegate}
                spec: {renewTime: "2026-03-01T09:54:00.000000Z"}
                """);
        try (KubernetesWatchdog replica = replica()) {
            awaitSilent(replica);
            // and who deletes the Lease does without
            api.server.delete("Lease", "tidegate", "tidegate-watchdog");
            awaitHeard(replica);
        }
    }

    @Test
    void writesNoMoreOftenThanNeeded() {
        try (KubernetesWatchdog replica = replica()) {
            replica.heard();
            pass(Duration.ofSeconds(29));
            replica.heard();
            assertThat(renewed()).isEqualTo("2026-03-01T10:00:00.000000Z");
            pass(Duration.ofSeconds(1));
            replica.heard();
            assertThat(renewed()).isEqualTo("2026-03-01T10:00:30.000000Z");
        }
    }

    private String renewed() {
        return api.server
                .get("Lease", "tidegate", "tidegate-watchdog")
                .orElseThrow()
                .at("/spec/renewTime")
                .asText();
    }

    @Test
    void releasesHoldWhileTheLeaseCannotBeRead() {
        api.server.fail("get", "Lease", Integer.MAX_VALUE, 403);
        try (KubernetesWatchdog replica = replica()) {
            assertThat(replica.silent().orElseThrow())
                    .contains("Lease tidegate/tidegate-watchdog was not read")
                    .contains("right to get leases in namespace tidegate");
            replica.heard();
            assertThat(replica.silent()).isPresent();
            assertThat(replica.vital()).isFalse();
            api.server.heal();
            awaitHeard(replica);
        }
    }

    @Test
    void thereIsANextLookWhateverHappened() {
        // Given a server whose first answer is not understood
        api.apply(
                """
                kind: Lease
                metadata: {name: tidegate-watchdog, namespace: tidegate}
                spec: {renewTime: "2026-03-01T09:54:00.000000Z"}
                """);
        Cluster first = new FirstAnswerOdd(api.cluster, new AtomicBoolean(true));
        // When, Then what is written there is seen all the same
        try (KubernetesWatchdog replica =
                new KubernetesWatchdog(first, "tidegate", WITHIN, Schedulers.of(clock))) {
            awaitSilent(replica);
        }
    }

    /** A cluster whose first answer throws what nobody foresaw. */
    private record FirstAnswerOdd(Cluster cluster, AtomicBoolean odd) implements Cluster {

        @Override
        public Result<Optional<ApiObject>> get(Kind kind, String namespace, String name) {
            if (odd.getAndSet(false)) {
                throw new UnsupportedOperationException("an answer without metadata");
            }
            return cluster.get(kind, namespace, name);
        }

        @Override
        public Result<Listed> list(Kind kind, Need need, Scope scope) {
            return cluster.list(kind, need, scope);
        }

        @Override
        public Result<Optional<Replicas>> replicas(Kind kind, String namespace, String name) {
            return cluster.replicas(kind, namespace, name);
        }

        @Override
        public Result<Boolean> scale(Kind kind, String namespace, String name, Replicas replicas) {
            return cluster.scale(kind, namespace, name, replicas);
        }

        @Override
        public Result<ApiObject> create(Kind kind, ApiObject object) {
            return cluster.create(kind, object);
        }

        @Override
        public Result<ApiObject> update(Kind kind, ApiObject object) {
            return cluster.update(kind, object);
        }

        @Override
        public Result<ApiObject> updateStatus(Kind kind, ApiObject object) {
            return cluster.updateStatus(kind, object);
        }

        @Override
        public Result<Boolean> delete(Kind kind, String namespace, String name, String version) {
            return cluster.delete(kind, namespace, name, version);
        }

        @Override
        public Watch watch(Kind kind, Need need, Watcher watcher) {
            return cluster.watch(kind, need, watcher);
        }
    }

    @Test
    void lookThatCrossesAnOwnWriteSaysNothing() {
        Heartbeat heartbeat = new Heartbeat();
        // Given a look that finds no Lease, and one that is made before the look's answer comes
        long before = heartbeat.writes();
        heartbeat.wrote();
        long between = heartbeat.writes();
        heartbeat.wrote();
        heartbeat.seen(START, START);
        // When the answer comes, Then what was written counts
        heartbeat.looked(before, null, START);
        heartbeat.looked(between, null, START);
        assertThat(heartbeat.heard()).contains(START);
        // And a look from after that counts
        heartbeat.looked(heartbeat.writes(), null, START);
        assertThat(heartbeat.heard()).isEmpty();
    }

    @Test
    void clockOfTheOtherReplicaDoesNotCountOnceItsWritesAreSeen() {
        Heartbeat heartbeat = new Heartbeat();
        heartbeat.seen(START.minusSeconds(900), START);
        assertThat(heartbeat.heard()).contains(START.minusSeconds(900));
        heartbeat.seen(START.minusSeconds(870), START.plusSeconds(30));
        assertThat(heartbeat.heard()).contains(START.plusSeconds(30));
        heartbeat.seen(START.minusSeconds(870), START.plusSeconds(60));
        assertThat(heartbeat.heard()).contains(START.plusSeconds(30));
        Heartbeat behind = new Heartbeat();
        behind.seen(START.plusSeconds(900), START);
        assertThat(behind.heard()).isEqualTo(Optional.of(START));
    }
}
