package dev.tidegate.core.routing;

import dev.tidegate.core.text.TimeText;

import java.time.Duration;
import java.util.OptionalDouble;

/**
 * The time in which a new endpoint gets less than its share.
 *
 * @param duration longer than 0
 * @param minimumPercent share of its weight that it begins with, 0 to 100; Istio's 10 when absent
 * @param aggression how fast the share grows, 1 (linear, when absent) to 1,000
 */
public record Warmup(Duration duration, OptionalDouble minimumPercent, OptionalDouble aggression) {

    public Warmup {
        if (!duration.isPositive()) {
            throw new IllegalArgumentException(
                    "loadBalancer.warmup.duration: %s is too short; use more than 0s"
                            .formatted(TimeText.span(duration)));
        }
        requireRange("minimumPercent", minimumPercent, 0, 100);
        requireRange("aggression", aggression, 1, 1_000);
    }

    private static void requireRange(String field, OptionalDouble value, int min, int max) {
        if (value.isPresent() && !(value.getAsDouble() >= min && value.getAsDouble() <= max)) {
            throw new IllegalArgumentException(
                    "loadBalancer.warmup.%s: %s is out of range; use %d to %d"
                            .formatted(field, value.getAsDouble(), min, max));
        }
    }
}
