package dev.tidegate.adapter.kafka;

import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.rollout.Scaling;

/**
 * What became of a version's pods: {@code kafka/schemas/version-scaled.json}.
 *
 * @param from how many its Deployment wanted before
 * @param to how many it wants now; the same when it was left alone
 * @param cause why, for a person
 */
record ScaledData(
        String namespace,
        String service,
        String rollout,
        String uid,
        String version,
        String workload,
        long from,
        long to,
        String cause) {

    static ScaledData of(Rollout rollout, Version version, Scaling scaling) {
        return new ScaledData(
                rollout.service().namespace(),
                rollout.service().name(),
                rollout.identity().name(),
                rollout.identity().uid(),
                version.name(),
                scaling.workload(),
                scaling.from(),
                scaling.to(),
                scaling.cause());
    }
}
