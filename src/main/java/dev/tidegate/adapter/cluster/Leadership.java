package dev.tidegate.adapter.cluster;

import dev.tidegate.controller.Dependency;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderElectionConfig;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderElectionConfigBuilder;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/**
 * Exactly one replica leads: it holds the Lease {@code tidegate}. The others try for ever, and so
 * does one that lost it. Without a leader no timer is armed and nothing is nudged, but events, and
 * so rollbacks, go on.
 */
public final class Leadership implements Dependency, AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Leadership.class);

    /** After so many terms without any renewal there is no leader, and none is about to be. */
    private static final int TERMS = 3;

    private final KubernetesClient client;
    private final String namespace;
    private final Duration term;
    private final RenewedLease lease;
    private volatile @Nullable Thread standing;
    private volatile boolean closed;

    /**
     * Of a replica that does not stand yet.
     *
     * @param identity this replica's name, unique
     * @param term how long a silent leader is believed to live; it renews three times as often
     */
    public Leadership(
            KubernetesCluster cluster,
            String namespace,
            String identity,
            Duration term,
            Clock clock) {
        this.client = cluster.client();
        this.namespace = namespace;
        this.term = term;
        this.lease = new RenewedLease(namespace, "tidegate", identity, clock);
    }

    /**
     * Stands for election from now on.
     *
     * @param lead told true when this replica leads, false when it does so no more
     */
    public void stand(Consumer<Boolean> lead) {
        LeaderElectionConfig config =
                new LeaderElectionConfigBuilder()
                        .withName("tidegate")
                        .withLock(lease)
                        .withLeaseDuration(term)
                        .withRenewDeadline(term.multipliedBy(2).dividedBy(3))
                        .withRetryPeriod(term.dividedBy(6))
                        .withReleaseOnCancel(true)
                        .withLeaderCallbacks(
                                new LeaderCallbacks(
                                        () -> lead.accept(true),
                                        () -> lead.accept(false),
                                        who -> LOG.infof("leader is %s", who)))
                        .build();
        standing = Thread.ofVirtual().name("leadership").start(() -> stand(config));
    }

    private void stand(LeaderElectionConfig config) {
        while (!closed) {
            try {
                client.leaderElector().withConfig(config).build().run();
            } catch (CancellationException | CompletionException e) {
                LOG.debug("election ended", e);
            } catch (RuntimeException e) {
                LOG.warnf("election: %s; standing again", Calls.said(e));
            }
        }
    }

    /** Gives the Lease back, if held, and stands no more. */
    public void resign() {
        closed = true;
        Thread thread = standing;
        if (thread != null) {
            thread.interrupt();
        }
    }

    @Override
    public String name() {
        return "leader";
    }

    /** {@inheritDoc} A replica that does not stand needs no leader: something else ticks for it. */
    @Override
    public Optional<String> trouble() {
        Duration silence = lease.silence();
        return standing == null || silence.compareTo(term.multipliedBy(TERMS)) <= 0
                ? Optional.empty()
                : Optional.of(
                        "nobody has renewed the Lease %s/tidegate for %d s: no replica moves releases on when their holds end; alerts still roll back; allow get, create and patch of leases in namespace %s"
                                .formatted(namespace, silence.toSeconds(), namespace));
    }

    /** {@inheritDoc} Alerts must still reach a process that has no leader. */
    @Override
    public boolean vital() {
        return false;
    }

    @Override
    public void close() {
        resign();
    }
}
