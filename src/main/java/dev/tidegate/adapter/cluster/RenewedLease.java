package dev.tidegate.adapter.cluster;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaderElectionRecord;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaseLock;

import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;

/**
 * A Lease that remembers when it was last renewed, by whomever: as this clock has seen it, because
 * the holder's may be off.
 */
final class RenewedLease extends LeaseLock {

    private final Clock clock;
    private volatile Instant renewed;
    private volatile @Nullable ZonedDateTime seen;

    RenewedLease(String namespace, String name, String identity, Clock clock) {
        super(namespace, name, identity);
        this.clock = clock;
        this.renewed = clock.instant();
    }

    /** How long nobody was seen to renew it. */
    Duration silence() {
        return Duration.between(renewed, clock.instant());
    }

    @Override
    public synchronized @Nullable LeaderElectionRecord get(KubernetesClient client) {
        LeaderElectionRecord found = super.get(client);
        if (found != null && !found.getRenewTime().equals(seen)) {
            seen = found.getRenewTime();
            renewed = clock.instant();
        }
        return found;
    }

    @Override
    public synchronized void create(KubernetesClient client, LeaderElectionRecord own) {
        super.create(client, own);
        renewed = clock.instant();
    }

    @Override
    public synchronized void update(KubernetesClient client, LeaderElectionRecord own) {
        super.update(client, own);
        renewed = clock.instant();
    }
}
