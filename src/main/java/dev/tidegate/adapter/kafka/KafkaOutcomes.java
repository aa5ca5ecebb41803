package dev.tidegate.adapter.kafka;

import dev.tidegate.controller.Outcomes;
import dev.tidegate.controller.Result;
import dev.tidegate.controller.StepTimers;
import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.core.rollout.Move;
import dev.tidegate.core.rollout.Refusal;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.rollout.Scaling;
import dev.tidegate.message.EventHead;

import jakarta.enterprise.context.ApplicationScoped;

import org.apache.kafka.clients.producer.ProducerRecord;

import java.time.Clock;
import java.time.Instant;
import java.util.Locale;

/**
 * Tells what happened on {@code tidegate.rollouts} and, as CDEvents, on {@code tidegate.cdevents};
 * due timers on {@code tidegate.timers}; and what is live on {@code tidegate.live}.
 */
@ApplicationScoped
class KafkaOutcomes implements Outcomes {

    /** Type of what is told of a refused event. */
    static final String REFUSED = "dev.tidegate.event.refused";

    /** Type of what is told of a version's pods. */
    static final String SCALED = "dev.tidegate.version.scaled";

    private final RecordSender sender;
    private final LiveRecords live;
    private final Clock clock;

    KafkaOutcomes(RecordSender sender, LiveRecords live, Clock clock) {
        this.sender = sender;
        this.live = live;
        this.clock = clock;
    }

    /** {@inheritDoc} Done once both the audit log and the CDEvents have it. */
    @Override
    public Result<Boolean> publish(Rollout rollout, Move move) {
        Result<Boolean> logged =
                send(
                        Topics.ROLLOUTS,
                        rollout.service(),
                        rollout.identity().uid() + "/" + move.revision(),
                        "dev.tidegate.rollout." + move.phase().title().toLowerCase(Locale.ROOT),
                        move.at(),
                        RolloutData.of(rollout, move));
        return logged instanceof Result.Done
                ? sender.send(CdEventData.message(rollout, move))
                : logged;
    }

    @Override
    public Result<Boolean> refused(ServiceKey service, Refusal refusal) {
        return send(
                Topics.ROLLOUTS,
                service,
                "refused/" + refusal.event(),
                REFUSED,
                refusal.time(),
                RefusedData.of(service, refusal));
    }

    @Override
    public Result<Boolean> scaled(Rollout rollout, Version version, Scaling scaling) {
        return send(
                Topics.ROLLOUTS,
                rollout.service(),
                "%s/scaled/%s/%d"
                        .formatted(rollout.identity().uid(), version, scaling.at().toEpochMilli()),
                SCALED,
                scaling.at(),
                ScaledData.of(rollout, version, scaling));
    }

    @Override
    public void live(Rollout newest, boolean analysed) {
        live.show(newest, analysed);
    }

    /**
     * {@inheritDoc} Its time is that of its sending, not the due time. No hold is counted from it:
     * that begins with the decision, and is made whole from the acknowledgement of the routes.
     */
    @Override
    public Result<Boolean> stepDue(Rollout rollout) {
        return sender.send(timer(rollout, clock.instant()));
    }

    static ProducerRecord<byte[], byte[]> timer(Rollout rollout, Instant now) {
        ServiceKey service = rollout.service();
        return of(
                Topics.TIMERS,
                service,
                StepTimers.id(rollout),
                "dev.tidegate.step.due",
                now,
                new StepDueData(
                        service.namespace(),
                        service.name(),
                        rollout.identity().name(),
                        rollout.identity().uid(),
                        rollout.revision()));
    }

    private Result<Boolean> send(
            String topic, ServiceKey service, String id, String type, Instant time, Record data) {
        return sender.send(of(topic, service, id, type, time, data));
    }

    private static ProducerRecord<byte[], byte[]> of(
            String topic, ServiceKey service, String id, String type, Instant time, Record data) {
        EventHead head = new EventHead(id, Outcomes.SOURCE, type, time, service.toString());
        return CloudEventRecord.own(topic, service, head, data);
    }
}
