package dev.tidegate.adapter.http;

import com.fasterxml.jackson.annotation.JsonInclude;

import dev.tidegate.controller.RolloutStore.Stored;
import dev.tidegate.core.rollout.Rollout;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/**
 * One rollout in a line.
 *
 * @param name the resource's name: service and number
 * @param version the version that is released
 * @param step number of the step, from 1; 0 before the first
 * @param weightPercent the canary's wanted share, in percent
 * @param since when it entered its phase
 * @param live whether it can still move
 * @param problem why the routes do not carry the wanted share; absent when nothing is in its way
 * @param dryRun whether it only decides and tells, and moves no traffic
 * @param evidence what is known of its evidence; absent while nothing is
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record RolloutSummary(
        String namespace,
        String name,
        String service,
        int number,
        String version,
        @Schema(implementation = PhaseName.class) String phase,
        int step,
        BigDecimal weightPercent,
        Instant since,
        boolean live,
        @Schema(
                        implementation = String.class,
                        description = "why the routes do not carry the wanted share")
                Optional<String> problem,
        @Schema(description = "whether it only decides and tells, and moves no traffic")
                boolean dryRun,
        @Schema(implementation = EvidenceView.class, description = "what is known of its evidence")
                Optional<EvidenceView> evidence) {

    static RolloutSummary of(Stored stored) {
        Rollout rollout = stored.rollout();
        return new RolloutSummary(
                rollout.service().namespace(),
                rollout.identity().name(),
                rollout.service().name(),
                stored.number(),
                rollout.canary().name(),
                rollout.phase().title(),
                rollout.history().isEmpty() ? 0 : rollout.history().getLast().step(),
                rollout.canaryWeight().percent(),
                rollout.phase().since(),
                rollout.live(),
                rollout.routes().problem(),
                rollout.plan().dryRun(),
                EvidenceView.of(rollout));
    }
}
