package dev.tidegate.adapter.kubernetes;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.event.Initiator;
import dev.tidegate.core.event.Place;
import dev.tidegate.core.event.RolloutEvent.DeployStarted;
import dev.tidegate.core.event.ServiceKey;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/** A deployment that waits for this rollout's end. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record NextDeploy(
        String id,
        String time,
        String version,
        @Nullable String cause,
        @JsonPropertyDescription("Of a retry: who gave it, and why.") @Nullable Initiator initiator,
        @JsonPropertyDescription("Its record: topic, partition and offset.")
                @Nullable String record) {

    static NextDeploy of(DeployStarted deploy) {
        return new NextDeploy(
                deploy.id(),
                deploy.time().toString(),
                deploy.version().name(),
                deploy.cause(),
                deploy.initiator().orElse(null),
                deploy.place().map(Place::toString).orElse(null));
    }

    DeployStarted deploy(ServiceKey service) {
        return new DeployStarted(
                        id,
                        service,
                        Instant.parse(time),
                        new Version(version),
                        Objects.requireNonNullElse(cause, "deployment of " + version),
                        Optional.ofNullable(initiator))
                .at(Optional.ofNullable(record).flatMap(Place::parse));
    }
}
