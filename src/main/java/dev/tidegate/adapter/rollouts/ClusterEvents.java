package dev.tidegate.adapter.rollouts;

import dev.tidegate.adapter.cluster.ApiObject;
import dev.tidegate.adapter.cluster.Background;
import dev.tidegate.adapter.cluster.Cluster;
import dev.tidegate.adapter.cluster.Kind;
import dev.tidegate.controller.Result;
import dev.tidegate.controller.Scheduler;
import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.core.rollout.Move;
import dev.tidegate.core.rollout.PhaseKind;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.rollout.Scaling;
import dev.tidegate.core.text.TimeText;

import org.jboss.logging.Logger;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Kubernetes Events, one a move, as {@code kubectl describe rollout} shows them. In the background;
 * the name holds the uid and the revision, so telling twice makes one Event. One that cannot be
 * told is tried again for as long as the API server would keep it.
 */
final class ClusterEvents implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(ClusterEvents.class);
    private static final Set<PhaseKind> BAD =
            EnumSet.of(PhaseKind.ROLLING_BACK, PhaseKind.ROLLED_BACK, PhaseKind.FAILED);

    /** With half a kilobyte each, five megabytes. */
    private static final int MOST = 10_000;

    /** An API server forgets an Event after an hour by default. */
    private static final Duration KEPT = Duration.ofHours(1);

    private static final Kind KIND = new Kind("", "v1", "Event", "events");

    private final Cluster cluster;
    private final Clock clock;
    private final Background<Told> background;

    ClusterEvents(Cluster cluster, Scheduler scheduler) {
        this.cluster = cluster;
        this.clock = scheduler.clock();
        this.background = new Background<>("cluster-events", MOST, scheduler, this::tell);
    }

    /** An Event that is due: small, because many may be. */
    private record Told(
            ServiceKey service,
            String rollout,
            String uid,
            String name,
            String type,
            String reason,
            String message,
            Instant at) {}

    void tell(Rollout rollout, Move move) {
        String message =
                "%s, %s%% to %s"
                        .formatted(
                                move.cause(),
                                move.weight().percent().toPlainString(),
                                rollout.canary());
        boolean bad = BAD.contains(move.phase()) && !rollout.plan().dryRun();
        String type = bad ? "Warning" : "Normal";
        due(rollout, "r" + move.revision(), type, move.phase().title(), message);
    }

    /** Tells what became of a version's pods. */
    void tell(Rollout rollout, Version version, Scaling scaling) {
        String name = "scaled.%s.%d".formatted(version, scaling.at().toEpochMilli());
        String number = ": from %d pods to %d".formatted(scaling.from(), scaling.to());
        String message = scaling.cause() + (scaling.from() == scaling.to() ? "" : number);
        due(rollout, name.toLowerCase(Locale.ROOT), "Normal", "Scaled", message);
    }

    /** Warns of what is no move; once for each reason and revision. */
    void warn(Rollout rollout, String reason, String message) {
        String name = "r%d.%s".formatted(rollout.revision(), reason.toLowerCase(Locale.ROOT));
        due(rollout, name, "Warning", reason, message);
    }

    private void due(Rollout rollout, String name, String type, String reason, String message) {
        Rollout.Identity identity = rollout.identity();
        background.due(
                new Told(
                        rollout.service(),
                        identity.name(),
                        identity.uid(),
                        name,
                        type,
                        reason,
                        message,
                        clock.instant().truncatedTo(ChronoUnit.SECONDS)));
    }

    /** A conflict is an Event that was told before, or whose namespace is gone. */
    private boolean tell(Told told) {
        Result<ApiObject> result = cluster.create(KIND, event(told)).during("creating an Event");
        boolean late = told.at().plus(KEPT).isBefore(clock.instant());
        if (result instanceof Result.Rejected<?>
                || (result instanceof Result.Unreachable<?> && late)) {
            LOG.warnf(
                    "%s/%s: event %s (%s) is not told: %s",
                    told.service().namespace(),
                    told.rollout(),
                    told.name(),
                    told.message(),
                    result.trouble());
        }
        return late || !(result instanceof Result.Unreachable<?>);
    }

    private static ApiObject event(Told told) {
        String namespace = told.service().namespace();
        String at = TimeText.moment(told.at());
        return ApiObject.of(
                        KIND,
                        namespace,
                        told.rollout() + "." + told.uid() + "." + told.name(),
                        "",
                        "")
                .with(
                        "involvedObject",
                        Map.of(
                                "apiVersion",
                                RolloutObjects.KIND.apiVersion(),
                                "kind",
                                RolloutObjects.KIND.title(),
                                "namespace",
                                namespace,
                                "name",
                                told.rollout(),
                                "uid",
                                told.uid()))
                .with("type", told.type())
                .with("reason", told.reason())
                .with("message", told.message())
                .with("source", Map.of("component", "tidegate"))
                .with("firstTimestamp", at)
                .with("lastTimestamp", at)
                .with("count", 1);
    }

    @Override
    public void close() {
        background.close();
    }
}
