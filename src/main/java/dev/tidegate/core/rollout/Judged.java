package dev.tidegate.core.rollout;

import java.util.Optional;

/**
 * What is known of the evidence of a release.
 *
 * @param stage index of the step in which something was told last; of the bake their number
 * @param proven the canary's highest share of the requests that was proven in this stage, 0 to 1
 * @param said what was told last; empty when nothing was
 * @param silent whether nothing was told in time, in this stage
 */
public record Judged(int stage, double proven, Optional<Said> said, boolean silent) {

    /** Of a release of which nothing was told in this stage, whatever was before. */
    static Judged silent(int stage, Optional<Judged> before) {
        return new Judged(stage, 0, before.flatMap(Judged::said), true);
    }

    /** The same after another verdict of this stage. */
    static Judged and(Optional<Judged> before, int stage, Said said, double proven) {
        return new Judged(
                stage,
                Math.max(proven, provenIn(before, stage)),
                before.flatMap(Judged::said).map(said::after).or(() -> Optional.of(said)),
                false);
    }

    /** What is proven in a stage: what was proven in another one counts for that alone. */
    static double provenIn(Optional<Judged> known, int stage) {
        return known.filter(judged -> judged.stage == stage).map(Judged::proven).orElse(0.0);
    }
}
