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
}
