package dev.tidegate.adapter.kubernetes;

import dev.tidegate.adapter.cluster.Calls;
import dev.tidegate.controller.Dependency;
import dev.tidegate.controller.Watchdog;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The watchdog's heartbeat, known to all replicas: whoever hears it renews the Lease {@code
 * tidegate-watchdog}, and all look at that. While nobody could look yet, releases hold. Whoever
 * deletes the Lease has it never heard.
 */
public final class KubernetesWatchdog implements Watchdog, Dependency, AutoCloseable {

    /** Name of the Lease. */
    static final String LEASE = "tidegate-watchdog";

    private static final Logger LOG = Logger.getLogger(KubernetesWatchdog.class);

    /** What was heard so lately is not written again. */
    private static final Duration RENEWED_AFTER = Duration.ofSeconds(30);

    private static final int LOOK_SECONDS = 5;

    private final KubernetesClient client;
    private final String namespace;
    private final Duration within;
    private final Clock clock;
    private final Heartbeat heartbeat = new Heartbeat();
    private final ScheduledExecutorService looks =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("watchdog").factory());

    /**
     * Looks at the Lease from now on.
     *
     * @param within how long it may be silent
     */
    public KubernetesWatchdog(
            KubernetesClient client, String namespace, Duration within, Clock clock) {
        this.client = client;
        this.namespace = namespace;
        this.within = within;
        this.clock = clock;
        var _ = looks.scheduleWithFixedDelay(this::look, 0, LOOK_SECONDS, TimeUnit.SECONDS);
    }

    /** {@inheritDoc} What cannot be written is heard the next time. */
    @Override
    public void heard() {
        Instant now = clock.instant();
        if (heartbeat.heard().filter(last -> now.isBefore(last.plus(RENEWED_AFTER))).isPresent()) {
            return;
        }
        try {
            heartbeat.seen(renewed(renew(now)), clock.instant());
        } catch (KubernetesClientException e) {
            LOG.warnf("the watchdog was heard, and cannot be told on: %s", Calls.said(e));
        }
    }

    private Lease renew(Instant now) {
        ZonedDateTime time = now.truncatedTo(ChronoUnit.MICROS).atZone(ZoneOffset.UTC);
        return lease().get() == null
                ? client.leases()
                        .inNamespace(namespace)
                        .resource(
                                new LeaseBuilder()
                                        .withNewMetadata()
                                        .withName(LEASE)
                                        .withNamespace(namespace)
                                        .endMetadata()
                                        .withNewSpec()
                                        .withRenewTime(time)
                                        .endSpec()
                                        .build())
                        .create()
                : lease().edit(
                                found ->
                                        new LeaseBuilder(found)
                                                .editOrNewSpec()
                                                .withRenewTime(time)
                                                .endSpec()
                                                .build());
    }

    private void look() {
        try {
            heartbeat.seen(renewed(lease().get()), clock.instant());
        } catch (RuntimeException e) {
            LOG.debug("the watchdog's Lease cannot be read; trying again", e);
        }
    }

    private Resource<Lease> lease() {
        return client.leases().inNamespace(namespace).withName(LEASE);
    }

    private static @Nullable Instant renewed(@Nullable Lease lease) {
        return lease == null || lease.getSpec() == null || lease.getSpec().getRenewTime() == null
                ? null
                : lease.getSpec().getRenewTime().toInstant();
    }

    @Override
    public Optional<String> silent() {
        if (!heartbeat.known()) {
            return Optional.of(
                    "it is not known whether alerts come: the Lease %s/%s was not read yet; the API server is away, or the right to get leases in namespace %s is missing"
                            .formatted(namespace, LEASE, namespace));
        }
        return heartbeat
                .heard()
                .filter(last -> clock.instant().isAfter(last.plus(within)))
                .map(
                        last ->
                                "no alert can come: the watchdog was last heard at %s; look at Prometheus and Alertmanager, or delete the Lease %s/%s to do without"
                                        .formatted(
                                                last.truncatedTo(ChronoUnit.SECONDS),
                                                namespace,
                                                LEASE));
    }

    @Override
    public String name() {
        return "alerting";
    }

    @Override
    public Optional<String> trouble() {
        return silent();
    }

    /** {@inheritDoc} What takes traffic away must still reach a process that hears no alert. */
    @Override
    public boolean vital() {
        return false;
    }

    @Override
    public void close() {
        looks.shutdownNow();
    }
}
