package dev.tidegate.adapter.policies;

import dev.tidegate.core.distribution.Weight;
import dev.tidegate.core.rollout.Step;
import dev.tidegate.core.traffic.StepTraffic;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;

/**
 * The short form {@code strategy: blueGreen}: a preview for the requests that are named, if any,
 * then all traffic at once, and a bake in which the old version takes it back at once.
 */
final class BlueGreen {

    private static final Duration BAKE = Duration.ofMinutes(10);

    private BlueGreen() {}

    /** How long the old version stays at hand when the policy does not say. */
    static Duration bake(RolloutPolicySpec spec) {
        return spec.strategy() == null ? Duration.ZERO : BAKE;
    }

    /** What it stands for; what breaks a rule is named. */
    static List<Step> steps(@Nullable String strategy, @Nullable PreviewSpec preview) {
        if (strategy == null) {
            throw new IllegalArgumentException(
                    "preview: belongs to strategy: blueGreen, which is missing; add that");
        }
        if (!strategy.equals("blueGreen")) {
            throw new IllegalArgumentException(
                    "strategy: \"%s\" is unknown; there is blueGreen, and for all others write steps"
                            .formatted(strategy));
        }
        Step all = new Step(Weight.FULL, Duration.ZERO, false);
        return preview == null ? List.of(all) : List.of(preview(preview), all);
    }

    private static Step preview(PreviewSpec preview) {
        if (preview.match() == null) {
            throw new IllegalArgumentException(
                    "preview.match: is missing; name the requests that meet the new version first,"
                            + " such as [{headers: {x-preview: {exact: \"true\"}}}]");
        }
        return new Step(
                new StepTraffic(
                        Weight.ZERO, RequestMatchSpecs.read("preview.match", preview.match())),
                Durations.parse("preview.hold", preview.hold(), Duration.ZERO),
                preview.hold() == null);
    }
}
