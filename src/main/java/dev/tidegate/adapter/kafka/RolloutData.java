package dev.tidegate.adapter.kafka;

import dev.tidegate.core.distribution.Distribution;
import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.event.Initiator;
import dev.tidegate.core.rollout.Move;
import dev.tidegate.core.rollout.Rollout;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** One move as the audit log has it: {@code kafka/schemas/rollout.json}. */
record RolloutData(
        String namespace,
        String service,
        String rollout,
        String uid,
        long revision,
        String phase,
        int step,
        BigDecimal weight,
        Map<String, BigDecimal> weights,
        @Nullable String stable,
        String canary,
        String cause,
        String event,
        @Nullable Initiator initiator,
        @Nullable Boolean dryRun) {

    static RolloutData of(Rollout rollout, Move move) {
        return new RolloutData(
                rollout.service().namespace(),
                rollout.service().name(),
                rollout.identity().name(),
                rollout.identity().uid(),
                move.revision(),
                move.phase().title(),
                move.step(),
                move.weight().percent(),
                percents(distribution(rollout, move)),
                rollout.stable().map(Version::name).orElse(null),
                rollout.canary().name(),
                move.cause(),
                move.eventId(),
                move.initiator().orElse(null),
                rollout.plan().dryRun() ? true : null);
    }

    /** The last move has set what is wanted now; of an older one the canary's weight is known. */
    private static Optional<Distribution> distribution(Rollout rollout, Move move) {
        return move.revision() == rollout.revision()
                ? rollout.wanted()
                : rollout.stable()
                        .filter(stable -> !stable.equals(rollout.canary()))
                        .map(stable -> Distribution.split(stable, rollout.canary(), move.weight()));
    }

    private static Map<String, BigDecimal> percents(Optional<Distribution> distribution) {
        Map<String, BigDecimal> percents = new TreeMap<>();
        distribution.ifPresent(
                d ->
                        d.weights()
                                .forEach(
                                        (version, weight) ->
                                                percents.put(version.name(), weight.percent())));
        return percents;
    }
}
