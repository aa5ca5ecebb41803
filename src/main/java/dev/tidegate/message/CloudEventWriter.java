package dev.tidegate.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;

import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.event.Alert;
import dev.tidegate.core.event.FreezeScope;
import dev.tidegate.core.event.RolloutEvent;
import dev.tidegate.core.event.RolloutEvent.AlertFired;
import dev.tidegate.core.event.RolloutEvent.AlertResolved;
import dev.tidegate.core.event.RolloutEvent.Command;
import dev.tidegate.core.event.RolloutEvent.DeployStarted;
import dev.tidegate.core.event.RolloutEvent.Observed;
import dev.tidegate.core.event.RolloutEvent.StepDue;
import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.core.event.VerdictTold;

import jakarta.enterprise.context.ApplicationScoped;

import java.time.Instant;
import java.util.Optional;

/** Writes what {@link CloudEventCodec} reads, by the schemas in {@code kafka/schemas}. */
@ApplicationScoped
public class CloudEventWriter {

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .defaultPropertyInclusion(
                            JsonInclude.Value.construct(
                                    JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
                    .build();

    /**
     * Writes one event.
     *
     * @param source who tells it: a URI reference such as {@code /webhooks/github}
     * @throws IllegalArgumentException for a timer or an observation: nobody but the controller may
     *     tell one
     */
    public BinaryEvent write(String source, RolloutEvent event) {
        return switch (event) {
            case DeployStarted deploy ->
                    written(source, deploy, EventType.DEPLOY_STARTED, data(deploy));
            case AlertFired fired ->
                    written(source, fired, EventType.ALERT_FIRED, data(fired, fired.alert()));
            case AlertResolved resolved ->
                    written(
                            source,
                            resolved,
                            EventType.ALERT_RESOLVED,
                            data(resolved, resolved.alert()));
            case Command command -> written(source, command, EventType.COMMAND, data(command));
            case VerdictTold told -> VerdictCodec.write(source, told, Optional.empty());
            case StepDue _, Observed _ ->
                    throw new IllegalArgumentException(
                            event + " is the controller's own; send no such event");
        };
    }

    static BinaryEvent written(String source, RolloutEvent event, EventType type, EventData data) {
        EventHead head =
                new EventHead(
                        event.id(), source, type.type(), event.time(), event.service().toString());
        try {
            return new BinaryEvent(type.topic(), head.attributes(), JSON.writeValueAsString(data));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(data + " cannot be written as JSON", e);
        }
    }

    private static EventData data(DeployStarted deploy) {
        return new DeployData(
                deploy.service().namespace(),
                deploy.service().name(),
                deploy.version().name(),
                deploy.declared() ? true : null);
    }

    private static EventData data(RolloutEvent event, Alert alert) {
        return new AlertData(
                event.service().namespace(),
                event.service().name(),
                alert.name(),
                alert.severity(),
                alert.version().orElse(null),
                alert.workload().orElse(null),
                alert.fingerprint(),
                alert.startsAt().toString(),
                alert.endsAt().map(Instant::toString).orElse(null));
    }

    private static EventData data(Command command) {
        Optional<FreezeScope> frozen = FreezeScope.of(command);
        Optional<ServiceKey> about =
                frozen.isPresent() ? Optional.empty() : Optional.of(command.service());
        return new CommandData(
                about.map(ServiceKey::namespace)
                        .or(() -> frozen.flatMap(FreezeScope::namespace))
                        .orElse(null),
                about.map(ServiceKey::name).orElse(null),
                CommandWord.of(command.action()),
                command.actor(),
                command.reason(),
                command.rollout().orElse(null),
                command.fingerprint().orElse(null),
                command.version().map(Version::name).orElse(null),
                frozen.equals(Optional.of(FreezeScope.ALL)) ? true : null);
    }
}
