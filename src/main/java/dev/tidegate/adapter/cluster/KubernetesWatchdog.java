package dev.tidegate.adapter.cluster;

import dev.tidegate.controller.Dependency;
import dev.tidegate.controller.Result;
import dev.tidegate.controller.Scheduler;
import dev.tidegate.controller.Watchdog;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

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

    private static final Duration LOOKED_EVERY = Duration.ofSeconds(5);

    /** Another replica may hear it at the same time. */
    private static final int TRIES = 3;

    private static final Kind KIND = new Kind("coordination.k8s.io", "v1", "Lease", "leases");

    /** As Kubernetes writes times with microseconds. */
    private static final DateTimeFormatter MICROS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private final Cluster cluster;
    private final String namespace;
    private final Duration within;
    private final Scheduler scheduler;
    private final Clock clock;
    private final Heartbeat heartbeat = new Heartbeat();
    private volatile boolean closed;

    /**
     * Looks at the Lease from now on.
     *
     * @param within how long it may be silent
     */
    public KubernetesWatchdog(
            Cluster cluster, String namespace, Duration within, Scheduler scheduler) {
        this.cluster = cluster;
        this.namespace = namespace;
        this.within = within;
        this.scheduler = scheduler;
        this.clock = scheduler.clock();
        scheduler.executor().execute(this::look);
    }

    /** {@inheritDoc} What cannot be written is heard the next time. */
    @Override
    public void heard() {
        Instant now = clock.instant();
        if (heartbeat.heard().filter(last -> now.isBefore(last.plus(RENEWED_AFTER))).isPresent()) {
            return;
        }
        heartbeat.wrote();
        Result<ApiObject> renewed = renew(now);
        for (int i = 1; i < TRIES && renewed instanceof Result.Conflict<?>; i++) {
            renewed = renew(now);
        }
        heartbeat.wrote();
        if (renewed instanceof Result.Done<ApiObject>(ApiObject lease)) {
            heartbeat.seen(renewed(lease), clock.instant());
        } else {
            LOG.warnf("the watchdog was heard, and cannot be told on: %s", renewed.trouble());
        }
    }

    private Result<ApiObject> renew(Instant now) {
        return switch (cluster.get(KIND, namespace, LEASE)) {
            case Result.Done<Optional<ApiObject>>(Optional<ApiObject> found) -> {
                ApiObject lease =
                        found.orElseGet(() -> ApiObject.of(KIND, namespace, LEASE, "", ""));
                Map<String, Object> spec = new LinkedHashMap<>(lease.map("spec"));
                spec.put("renewTime", MICROS.format(now));
                ApiObject next = lease.with("spec", spec);
                yield found.isEmpty() ? cluster.create(KIND, next) : cluster.update(KIND, next);
            }
            case Result<Optional<ApiObject>> failed -> failed.map(Optional::orElseThrow);
        };
    }

    /** Whatever goes wrong, there is a next look. */
    private void look() {
        try {
            long writes = heartbeat.writes();
            Result<Optional<ApiObject>> found = cluster.get(KIND, namespace, LEASE);
            if (found instanceof Result.Done<Optional<ApiObject>>(Optional<ApiObject> lease)) {
                heartbeat.looked(
                        writes,
                        lease.map(KubernetesWatchdog::renewed).orElse(null),
                        clock.instant());
            } else {
                LOG.debugf(
                        "the watchdog's Lease cannot be read; trying again: %s", found.trouble());
            }
        } catch (RuntimeException e) {
            LOG.error("the watchdog's Lease: an error of Tidegate's own; looking again", e);
        } finally {
            if (!closed) {
                var _ =
                        scheduler
                                .timers()
                                .after(
                                        LOOKED_EVERY,
                                        () -> scheduler.executor().execute(this::look));
            }
        }
    }

    private static @Nullable Instant renewed(ApiObject lease) {
        try {
            return lease.map("spec").get("renewTime") instanceof String time
                    ? OffsetDateTime.parse(time).toInstant()
                    : null;
        } catch (DateTimeParseException e) {
            return null;
        }
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
        closed = true;
    }
}
