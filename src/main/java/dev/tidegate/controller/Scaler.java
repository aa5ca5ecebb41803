package dev.tidegate.controller;

import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.rollout.Scaling;
import dev.tidegate.core.rollout.Scalings;
import dev.tidegate.core.routing.Routing;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** Scales the Deployments of versions as rollouts have decided it. */
record Scaler(Workloads workloads, Clock clock) {

    /** How soon a live release's pods are tried again. */
    private static final Duration AGAIN = Duration.ofSeconds(10);

    /**
     * Scales.
     *
     * @return the rollout to be committed; Unreachable when it is to be tried again
     */
    Result<Rollout> scale(Rollout rollout, Version version) {
        Scaling scaling = Scalings.of(rollout, version).orElseThrow();
        String namespace = rollout.service().namespace();
        String workload = Routing.workload(rollout.plan().workload(), rollout.service(), version);
        return switch (workloads.scale(namespace, workload, scaling)) {
            case Result.Done<Boolean>(Boolean scaled) ->
                    new Result.Done<>(
                            Scalings.done(
                                    rollout,
                                    version,
                                    scaled ? Optional.empty() : Optional.of(other(version))));
            case Result.Rejected<Boolean>(String why) ->
                    new Result.Done<>(
                            Scalings.done(
                                    rollout,
                                    version,
                                    Optional.of("%s is not scaled: %s".formatted(version, why))));
            case Result.Conflict<Boolean> conflict -> later(rollout, namespace, workload, conflict);
            case Result.Unreachable<Boolean> away -> later(rollout, namespace, workload, away);
        };
    }

    private static String other(Version version) {
        return "%s is left as it is: somebody else has scaled it since".formatted(version);
    }

    /** An ended release has its timer; a live one is looked at again. */
    private Result<Rollout> later(
            Rollout rollout, String namespace, String workload, Result<Boolean> trouble) {
        if (rollout.live()) {
            workloads.remind(namespace, workload, clock.instant().plus(AGAIN));
        }
        return new Result.Unreachable<>(trouble.trouble());
    }
}
