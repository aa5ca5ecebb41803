package dev.tidegate.adapter.kafka;

import dev.tidegate.controller.Outcomes;
import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.core.rollout.Move;
import dev.tidegate.core.rollout.PhaseKind;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.message.EventHead;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

import java.util.Locale;
import java.util.Optional;

/**
 * One move as a CDEvent 0.5.1: the ends {@code service.upgraded} and {@code service.rolledback}
 * ({@code kafka/schemas/cdevents-outcome.json}), and what is between as custom events of ours
 * ({@code kafka/schemas/cdevents-rollout.json}). The rollout's uid is the chain that holds them
 * together.
 *
 * @param customData the move in full, where the specification fixes the subject's content
 * @see <a href="https://cdevents.dev/docs/">CDEvents</a>
 * @see <a href="https://github.com/cdevents/spec/tree/v0.5.1/custom">custom events</a>
 */
record CdEventData(Context context, Subject subject, @Nullable RolloutData customData) {

    private static final String SERVICE = "dev.cdevents.service.%s.0.3.0";
    private static final String CUSTOM = "dev.cdeventsx.tidegate-rollout.%s.0.1.0";

    /** Of the event; a CloudEvent around it says the same. */
    record Context(
            String specversion,
            String id,
            String source,
            String type,
            String timestamp,
            String chainId) {}

    /** What it is about. */
    record Subject(String id, Record content) {}

    /** What the specification has a service tell. */
    record Service(Environment environment, String artifactId) {}

    /** Where the service runs: its namespace. */
    record Environment(String id) {}

    /** A move's event, with the same id as in the audit log. */
    static ProducerRecord<byte[], byte[]> message(Rollout rollout, Move move) {
        ServiceKey service = rollout.service();
        RolloutData told = RolloutData.of(rollout, move);
        Optional<Version> serving = serving(rollout, move);
        String type =
                (serving.isPresent() ? SERVICE : CUSTOM)
                        .formatted(predicate(rollout, move.phase()));
        String subject =
                serving.isPresent()
                        ? service.toString()
                        : service.namespace() + "/" + rollout.identity().name();
        EventHead head =
                new EventHead(
                        told.uid() + "/" + move.revision(),
                        Outcomes.SOURCE,
                        type,
                        move.at(),
                        subject);
        Context context =
                new Context(
                        "0.5.1",
                        head.id(),
                        head.source(),
                        type,
                        head.time().toString(),
                        told.uid());
        CdEventData data =
                serving.map(
                                version ->
                                        new CdEventData(
                                                context,
                                                new Subject(subject, running(service, version)),
                                                told))
                        .orElseGet(
                                () -> new CdEventData(context, new Subject(subject, told), null));
        return CloudEventRecord.own(Topics.CDEVENTS, service, head, data);
    }

    /**
     * The version that serves now that the rollout has ended, where CDEvents has an event for that
     * end. A rollout that never learnt of a stable version has nothing to be back on, and a dry run
     * has changed nothing.
     */
    private static Optional<Version> serving(Rollout rollout, Move move) {
        if (rollout.plan().dryRun()) {
            return Optional.empty();
        }
        return switch (move.phase()) {
            case SUCCEEDED -> Optional.of(rollout.canary());
            case ROLLED_BACK -> rollout.stable();
            default -> Optional.empty();
        };
    }

    /** Who goes back to an earlier version has rolled back, when that has succeeded. */
    private static String predicate(Rollout rollout, PhaseKind phase) {
        if (phase != PhaseKind.SUCCEEDED || rollout.plan().dryRun()) {
            return phase.title().toLowerCase(Locale.ROOT);
        }
        return rollout.goesBack() ? "rolledback" : "upgraded";
    }

    private static Service running(ServiceKey service, Version version) {
        return new Service(
                new Environment(service.namespace()),
                "pkg:generic/%s@%s".formatted(service, version));
    }
}
