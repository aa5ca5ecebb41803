package dev.tidegate.core.event;

import dev.tidegate.core.analysis.Verdict;

import java.time.Instant;

/**
 * The analysis tells what the evidence says of a release.
 *
 * @param rolloutUid the release; a verdict on another one is stale
 * @param revision of the rollout that the analysis knew
 * @param stage index of the plan's step that it knew; what is proven in one step is not of another
 */
public record VerdictTold(
        String id,
        ServiceKey service,
        Instant time,
        String rolloutUid,
        long revision,
        int stage,
        Verdict verdict)
        implements RolloutEvent {}
