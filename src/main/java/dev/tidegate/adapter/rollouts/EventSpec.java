package dev.tidegate.adapter.rollouts;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.event.Initiator;
import dev.tidegate.core.event.RecordPosition;
import dev.tidegate.core.event.RolloutEvent.DeployStarted;
import dev.tidegate.core.event.ServiceKey;

import io.fabric8.generator.annotation.Required;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * The deployment that a release began with.
 *
 * @param cause what led to it, for a person
 * @param initiator who gave the command that it stands for
 * @param record where it stands on its topic
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record EventSpec(
        @Required String id,
        @Required String time,
        @Nullable String cause,
        @JsonPropertyDescription("Of a retry or a rollback: who gave it, and why.")
                @Nullable Initiator initiator,
        @JsonPropertyDescription("Its record: topic, partition and offset.")
                @Nullable String record,
        @JsonPropertyDescription("Of a rollback: the version that it goes back from.")
                @Nullable String leaves) {

    static EventSpec of(DeployStarted deploy) {
        return new EventSpec(
                deploy.id(),
                deploy.time().toString(),
                deploy.cause(),
                deploy.initiator().orElse(null),
                deploy.place().map(RecordPosition::toString).orElse(null),
                deploy.leaves().map(Version::name).orElse(null));
    }

    /** The same of the release of {@code version}. */
    DeployStarted deploy(ServiceKey service, String version) {
        DeployStarted deploy =
                new DeployStarted(
                                id,
                                service,
                                Instant.parse(time),
                                new Version(version),
                                Objects.requireNonNullElse(cause, "deployment of " + version),
                                Optional.ofNullable(initiator))
                        .at(Optional.ofNullable(record).flatMap(RecordPosition::parse));
        return leaves == null ? deploy : deploy.leaving(new Version(leaves));
    }
}
