package dev.tidegate.adapter.kubernetes;

import dev.tidegate.controller.Result;
import dev.tidegate.core.rollout.Move;
import dev.tidegate.core.rollout.Rollout;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;

import org.jboss.logging.Logger;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Set;

/**
 * Kubernetes Events, one a move, as {@code kubectl describe rollout} shows them. Best effort and in
 * the background; the name holds the uid and the revision, so telling twice makes one Event.
 */
final class ClusterEvents implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(ClusterEvents.class);
    private static final Set<String> BAD = Set.of("RollingBack", "RolledBack", "Failed");

    private final KubernetesClient client;
    private final Clock clock;
    private final Background background = new Background("cluster-events");

    ClusterEvents(KubernetesClient client, Clock clock) {
        this.client = client;
        this.clock = clock;
    }

    void tell(Rollout rollout, Move move) {
        String message =
                "%s, %s%% to %s"
                        .formatted(
                                move.cause(),
                                move.weight().percent().toPlainString(),
                                rollout.canary());
        String type = BAD.contains(move.phase()) ? "Warning" : "Normal";
        String name = "r" + move.revision();
        background.run(() -> send(event(rollout, name, type, move.phase(), message)));
    }

    /** Warns of what is no move; once for each reason and revision. */
    void warn(Rollout rollout, String reason, String message) {
        String name = "r%d.%s".formatted(rollout.revision(), reason.toLowerCase(Locale.ROOT));
        background.run(() -> send(event(rollout, name, "Warning", reason, message)));
    }

    private void send(Event event) {
        Result<Event> result =
                Calls.attempt("creating an Event", () -> client.resource(event).create());
        if (result instanceof Result.Unreachable<?> || result instanceof Result.Rejected<?>) {
            LOG.debugf("event %s is not told: %s", event.getMetadata().getName(), result);
        }
    }

    private Event event(Rollout rollout, String name, String type, String reason, String message) {
        String namespace = rollout.service().namespace();
        Rollout.Identity identity = rollout.identity();
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        return new EventBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(identity.name() + "." + identity.uid() + "." + name)
                .endMetadata()
                .withNewInvolvedObject()
                .withApiVersion("tidegate.dev/v1alpha1")
                .withKind("Rollout")
                .withNamespace(namespace)
                .withName(identity.name())
                .withUid(identity.uid())
                .endInvolvedObject()
                .withType(type)
                .withReason(reason)
                .withMessage(message)
                .withNewSource()
                .withComponent("tidegate")
                .endSource()
                .withFirstTimestamp(now.toString())
                .withLastTimestamp(now.toString())
                .withCount(1)
                .build();
    }

    @Override
    public void close() {
        background.close();
    }
}
