package dev.tidegate.adapter.policies;

import dev.tidegate.adapter.cluster.Cluster;
import dev.tidegate.controller.Policies.Remembered;
import dev.tidegate.controller.Result;
import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.event.Alert;
import dev.tidegate.core.event.ServiceKey;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is remembered beside a policy.
 *
 * @param stable the version that the last release left stable
 * @param firing alerts of the service that fire
 * @param live name of the rollout that is under way
 */
public record PolicyNotes(Optional<Version> stable, List<Alert> firing, Optional<String> live) {

    /**
     * Reads them once; of a policy that is not there nothing is remembered.
     *
     * @param memory how long an alert counts that nobody repeats
     */
    public static Result<PolicyNotes> read(
            Cluster cluster, ServiceKey service, Duration memory, Instant now) {
        return new PolicyObjects(cluster)
                .find(service)
                .during("the RolloutPolicy " + service)
                .map(
                        found ->
                                of(
                                        found.map(KnownPolicy::status)
                                                .orElse(RolloutPolicyStatus.NONE),
                                        memory,
                                        now));
    }

    private static PolicyNotes of(RolloutPolicyStatus status, Duration memory, Instant now) {
        return new PolicyNotes(
                KnownPolicy.stable(status),
                new AlertMemory(status, memory, now)
                        .firing().stream().map(Remembered::alert).toList(),
                Optional.ofNullable(status.liveRollout()));
    }
}
