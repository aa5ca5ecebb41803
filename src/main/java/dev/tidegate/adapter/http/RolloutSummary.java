package dev.tidegate.adapter.http;

import dev.tidegate.controller.RolloutStore.Stored;
import dev.tidegate.core.rollout.Rollout;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * One rollout in a line.
 *
 * @param name the resource's name: service and number
 * @param version the version that is released
 * @param step number of the step, from 1; 0 before the first
 * @param weightPercent the canary's wanted share, in percent
 * @param since when it entered its phase
 * @param live whether it can still move
 */
public record RolloutSummary(
        String namespace,
        String name,
        String service,
        int number,
        String version,
        String phase,
        int step,
        BigDecimal weightPercent,
        Instant since,
        boolean live) {

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
                rollout.live());
    }
}
