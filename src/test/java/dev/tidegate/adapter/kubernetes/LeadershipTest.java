package dev.tidegate.adapter.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Test;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

class LeadershipTest {

    private final AtomicReference<Instant> now =
            new AtomicReference<>(Instant.parse("2026-03-01T10:00:00Z"));
    private final Clock clock = ((InstantSource) now::get).withZone(ZoneOffset.UTC);

    @Test
    void oneLeadsAndTheOtherFollowsWhenItGoes() {
        AtomicBoolean first = new AtomicBoolean();
        AtomicBoolean second = new AtomicBoolean();
        Duration lease = Duration.ofMillis(1_200);
        try (Cluster cluster = new Cluster()) {
            try (Leadership a = replica(cluster, "a", lease)) {
                a.stand(first::set);
                await().untilTrue(first);
                try (Leadership b = replica(cluster, "b", lease)) {
                    b.stand(second::set);
                    assertThat(second).as("only one leads").isFalse();
                    a.resign();
                    await().untilTrue(second);
                    await().untilFalse(first);
                    b.resign();
                    await().untilFalse(second);
                }
            }
        }
    }

    @Test
    void leaseThatNobodyRenewsIsTroubleAndNoneAnyMoreWhenSomebodyDoes() {
        Duration lease = Duration.ofMillis(600);
        AtomicBoolean leads = new AtomicBoolean();
        try (Cluster cluster = new Cluster();
                Leadership replica = replica(cluster, "a", lease)) {
            // Given a replica that may not create the Lease
            cluster.server.fail("create", "Lease", Integer.MAX_VALUE, 403);
            replica.stand(leads::set);
            assertThat(replica.trouble()).isEmpty();
            // When nobody has renewed it for more than three terms
            now.updateAndGet(t -> t.plus(lease.multipliedBy(3)).plusMillis(1));
            // Then it says what stands still and what to allow
            assertThat(replica.trouble().orElseThrow())
                    .contains("Lease tidegate/tidegate", "no replica moves releases on")
                    .contains("allow get, create and update of leases in namespace tidegate");
            // And nothing when it leads
            cluster.server.heal();
            await().untilTrue(leads);
            await().untilAsserted(() -> assertThat(replica.trouble()).isEmpty());
        }
    }

    @Test
    void replicaThatFollowsSeesTheLeadersRenewals() {
        Duration lease = Duration.ofMillis(600);
        AtomicBoolean first = new AtomicBoolean();
        try (Cluster cluster = new Cluster();
                Leadership leader = replica(cluster, "a", lease);
                Leadership follower = replica(cluster, "b", lease)) {
            leader.stand(first::set);
            await().untilTrue(first);
            follower.stand(lead -> {});
            now.updateAndGet(t -> t.plusSeconds(60));
            await().untilAsserted(() -> assertThat(follower.trouble()).isEmpty());
        }
    }

    @Test
    void replicaThatDoesNotStandNeedsNoLeader() {
        try (Cluster cluster = new Cluster();
                Leadership replica = replica(cluster, "a", Duration.ofSeconds(1))) {
            now.updateAndGet(t -> t.plusSeconds(60));
            assertThat(replica.trouble()).isEmpty();
        }
    }

    private Leadership replica(Cluster cluster, String identity, Duration lease) {
        return new Leadership(cluster.client, "tidegate", identity, lease, clock);
    }
}
