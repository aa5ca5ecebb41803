package dev.tidegate.core.rollout;

import dev.tidegate.core.text.TimeText;

import java.time.Duration;

/**
 * What a policy says of the pods of the version that a release has replaced. Without it they are
 * left alone.
 *
 * @param after how long after the release has succeeded they are scaled down
 * @param replicas how many stay, 0 or more
 */
public record ScaleDown(Duration after, int replicas) {

    public ScaleDown {
        if (after.isNegative()) {
            throw new IllegalArgumentException(
                    "oldVersion.scaleDown.after: %s is negative; use 0s or more"
                            .formatted(TimeText.span(after)));
        }
        if (replicas < 0) {
            throw new IllegalArgumentException(
                    "oldVersion.scaleDown.replicas: %d is negative; use 0 or more"
                            .formatted(replicas));
        }
    }

    /** The same, so long after the end at least. */
    ScaleDown notBefore(Duration least) {
        return after.compareTo(least) < 0 ? new ScaleDown(least, replicas) : this;
    }

    /** The rest of the policy must name each version's Deployment, and look at its pods. */
    void requireFit(String workload, Availability availability) {
        if (!workload.contains("{version}")) {
            throw new IllegalArgumentException(
                    "oldVersion.scaleDown: takes the pods of one version, and workload: \"%s\" is the same for all; give it a name with {version}"
                            .formatted(workload));
        }
        if (!availability.counts()) {
            throw new IllegalArgumentException(
                    "oldVersion.scaleDown: takes pods that a later release has to wait for, and pods.minAvailable: %s looks at none; use 1 or more"
                            .formatted(availability.minAvailable()));
        }
    }
}
