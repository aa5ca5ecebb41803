package dev.tidegate.adapter.policies;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

import org.jspecify.annotations.Nullable;

import java.util.Objects;
import java.util.stream.Stream;

/** An alert as its sender described it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AlertStatus(
        String alert,
        String severity,
        @Nullable String version,
        @Nullable String workload,
        String fingerprint,
        String startsAt,
        @JsonPropertyDescription("Of one that was resolved: when.") @Nullable String endsAt,
        @JsonPropertyDescription("Of one that fires: when a repeat of it was last written down.")
                @Nullable String lastSeen) {

    /** Whether all is there that is written of each: somebody may have edited the status. */
    boolean complete() {
        return Stream.of(alert, severity, fingerprint, startsAt).allMatch(Objects::nonNull);
    }
}
