package dev.tidegate.adapter.kubernetes;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderElectionConfig;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderElectionConfigBuilder;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaseLock;

import org.jboss.logging.Logger;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/**
 * Exactly one replica leads: it holds the Lease {@code tidegate}. The others try for ever, and so
 * does one that lost it.
 */
public final class Leadership implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Leadership.class);

    private final KubernetesClient client;
    private final LeaderElectionConfig config;
    private final Thread thread;
    private volatile boolean closed;

    /**
     * Begins to stand for election.
     *
     * @param identity this replica's name, unique
     * @param lease how long a silent leader is believed to live; it renews three times as often
     * @param lead told true when this replica leads, false when it does so no more
     */
    public Leadership(
            KubernetesClient client,
            String namespace,
            String identity,
            Duration lease,
            Consumer<Boolean> lead) {
        this.client = client;
        this.config =
                new LeaderElectionConfigBuilder()
                        .withName("tidegate")
                        .withLock(new LeaseLock(namespace, "tidegate", identity))
                        .withLeaseDuration(lease)
                        .withRenewDeadline(lease.multipliedBy(2).dividedBy(3))
                        .withRetryPeriod(lease.dividedBy(6))
                        .withReleaseOnCancel(true)
                        .withLeaderCallbacks(
                                new LeaderCallbacks(
                                        () -> lead.accept(true),
                                        () -> lead.accept(false),
                                        who -> LOG.infof("leader is %s", who)))
                        .build();
        this.thread = Thread.ofVirtual().name("leadership").start(this::stand);
    }

    private void stand() {
        while (!closed) {
            try {
                client.leaderElector().withConfig(config).build().run();
            } catch (CancellationException | CompletionException e) {
                LOG.debug("election ended", e);
            } catch (RuntimeException e) {
                LOG.warnf("election: %s; standing again", e.getMessage());
            }
        }
    }

    /** Gives the Lease back, if held, and stands no more. */
    public void resign() {
        closed = true;
        thread.interrupt();
    }

    @Override
    public void close() {
        resign();
    }
}
