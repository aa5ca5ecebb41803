package dev.tidegate.adapter.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidegate.sandbox.ApiClient;
import dev.tidegate.sandbox.ApiServer;

import io.fabric8.kubernetes.client.KubernetesClient;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

class LeadershipTest {

    private final ApiServer server = ApiServer.start(0);
    private final KubernetesClient client = ApiClient.of(server);

    private final AtomicReference<Instant> now =
            new AtomicReference<>(Instant.parse("2026-03-01T10:00:00Z"));
    private final Clock clock = ((InstantSource) now::get).withZone(ZoneOffset.UTC);

    @AfterEach
    void close() {
        client.close();
        server.close();
    }

    @Test
    void oneLeadsAndTheOtherFollowsWhenItGoes() {
        AtomicBoolean first = new AtomicBoolean();
        AtomicBoolean second = new AtomicBoolean();
        Duration lease = Duration.ofMillis(1_200);
        try (Leadership a = replica("a", lease)) {
            a.stand(first::set);
            await().untilTrue(first);
            try (Leadership b = replica("b", lease)) {
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

    @Test
    void leaseThatNobodyRenewsIsTroubleAndNoneAnyMoreWhenSomebodyDoes() {
        Duration lease = Duration.ofMillis(600);
        AtomicBoolean leads = new AtomicBoolean();
        try (Leadership replica = replica("a", lease)) {
            // Given a replica that may not create the Lease
            server.fail("create", "Lease", Integer.MAX_VALUE, 403);
            replica.stand(leads::set);
            assertThat(replica.trouble()).isEmpty();
            // When nobody has renewed it for more than three terms
            now.updateAndGet(t -> t.plus(lease.multipliedBy(3)).plusMillis(1));
            // Then it says what stands still and what to allow
            assertThat(replica.trouble().orElseThrow())
                    .contains("Lease tidegate/tidegate", "no replica moves releases on")
                    .contains("allow get, create and patch of leases in namespace tidegate");
            // And nothing when it leads
            server.heal();
            await().untilTrue(leads);
            await().untilAsserted(() -> assertThat(replica.trouble()).isEmpty());
        }
    }

    @Test
    void replicaThatFollowsSeesTheLeadersRenewals() {
        Duration lease = Duration.ofMillis(600);
        AtomicBoolean first = new AtomicBoolean();
        try (Leadership leader = replica("a", lease);
                Leadership follower = replica("b", lease)) {
            leader.stand(first::set);
            await().untilTrue(first);
            follower.stand(lead -> {});
            now.updateAndGet(t -> t.plusSeconds(60));
            await().untilAsserted(() -> assertThat(follower.trouble()).isEmpty());
        }
    }

    @Test
    void replicaThatDoesNotStandNeedsNoLeader() {
        try (Leadership replica = replica("a", Duration.ofSeconds(1))) {
            now.updateAndGet(t -> t.plusSeconds(60));
            assertThat(replica.trouble()).isEmpty();
        }
    }

    private Leadership replica(String identity, Duration lease) {
        return new Leadership(new KubernetesCluster(client), "tidegate", identity, lease, clock);
    }
}
