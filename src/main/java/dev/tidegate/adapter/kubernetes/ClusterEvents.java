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
import java.util.Set;

/**
 * Kubernetes Events, one a move, as {@code kubectl describe rollout} shows them. Best effort and in
 * the background; the name holds the revision, so telling twice makes one Event.
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
        background.run(() -> send(event(rollout, move)));
    }

    private void send(Event event) {
        Result<Event> result =
                Calls.attempt("creating an Event", () -> client.resource(event).create());
        if (result instanceof Result.Unreachable<?> || result instanceof Result.Rejected<?>) {
            LOG.debugf("event %s is not told: %s", event.getMetadata().getName(), result);
        }
    }

    private Event event(Rollout rollout, Move move) {
        String namespace = rollout.service().namespace();
        Rollout.Identity identity = rollout.identity();
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        return new EventBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(identity.name() + ".r" + move.revision())
                .endMetadata()
                .withNewInvolvedObject()
                .withApiVersion("tidegate.dev/v1alpha1")
                .withKind("Rollout")
                .withNamespace(namespace)
                .withName(identity.name())
                .withUid(identity.uid())
                .endInvolvedObject()
                .withType(BAD.contains(move.phase()) ? "Warning" : "Normal")
                .withReason(move.phase())
                .withMessage(
                        "%s, %s%% to %s"
                                .formatted(
                                        move.cause(),
                                        move.weight().percent().toPlainString(),
                                        rollout.canary()))
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
