package dev.tidegate.adapter.kubernetes;

import dev.tidegate.adapter.cluster.Calls;
import dev.tidegate.controller.Result;
import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.core.rollout.Move;
import dev.tidegate.core.rollout.PhaseKind;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.text.TimeText;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;

import org.jboss.logging.Logger;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.Locale;
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

    private final KubernetesClient client;
    private final Clock clock;
    private final Background<Told> background =
            new Background<>("cluster-events", MOST, this::tell);

    ClusterEvents(KubernetesClient client, Clock clock) {
        this.client = client;
        this.clock = clock;
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
        String type = BAD.contains(move.phase()) ? "Warning" : "Normal";
        due(rollout, "r" + move.revision(), type, move.phase().title(), message);
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
        Result<Event> result =
                Calls.change("creating an Event", () -> client.resource(event(told)).create());
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

    private static Event event(Told told) {
        String namespace = told.service().namespace();
        return new EventBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(told.rollout() + "." + told.uid() + "." + told.name())
                .endMetadata()
                .withNewInvolvedObject()
                .withApiVersion("tidegate.dev/v1alpha1")
                .withKind("Rollout")
                .withNamespace(namespace)
                .withName(told.rollout())
                .withUid(told.uid())
                .endInvolvedObject()
                .withType(told.type())
                .withReason(told.reason())
                .withMessage(told.message())
                .withNewSource()
                .withComponent("tidegate")
                .endSource()
                .withFirstTimestamp(TimeText.moment(told.at()))
                .withLastTimestamp(TimeText.moment(told.at()))
                .withCount(1)
                .build();
    }

    @Override
    public void close() {
        background.close();
    }
}
