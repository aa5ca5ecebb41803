package dev.tidegate.core.distribution;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A rule by which a canary's weight grows; it expands to stages, each a weight and how long to hold
 * it.
 *
 * <p>Every ramp's weights increase from stage to stage and end with {@code cap}. The first is
 * {@code from}, unless there is a single stage, which has the cap. Weights between hundredths of a
 * percent are rounded down. A ramp of more than {@link #MAX_STAGES} stages is refused. Stages
 * listed one by one need no rule and are no ramp here.
 */
public sealed interface Ramp {

    /** The most stages of a ramp. */
    int MAX_STAGES = 1_000;

    /** The stages, at least one, with increasing weights. */
    List<Stage> stages();

    /**
     * One stage of a ramp.
     *
     * @param weight the canary's share, more than zero
     * @param hold how long to stay; zero or more
     */
    record Stage(Weight weight, Duration hold) {

        public Stage {
            if (weight.basisPoints() == 0) {
                throw new IllegalArgumentException(
                        "ramp weight: 0 moves no traffic; use 0.01 to 100");
            }
            if (hold.isNegative()) {
                throw new IllegalArgumentException(
                        "ramp hold: %ds is negative; use 0s or more".formatted(hold.toSeconds()));
            }
        }
    }

    /**
     * A given number of stages with equal distances: stage {@code i} of {@code n} has {@code from +
     * (cap − from) · i / (n − 1)}.
     *
     * @param count how many stages, 1 to {@link #MAX_STAGES}; a single one has the cap
     */
    record Stepped(Weight from, int count, Duration hold, Weight cap) implements Ramp {

        public Stepped {
            requireRange(from, cap, hold);
            if (count < 1 || count > MAX_STAGES) {
                throw new IllegalArgumentException(
                        "ramp.stepped.count: %d is out of range; use 1 to %d"
                                .formatted(count, MAX_STAGES));
            }
            int room = cap.basisPoints() - from.basisPoints() + 1;
            if (count > room) {
                throw new IllegalArgumentException(
                        "ramp.stepped.count: %d does not fit between %s and %s in hundredths of a percent; use at most %d"
                                .formatted(count, from, cap, room));
            }
        }

        @Override
        public List<Stage> stages() {
            List<Stage> stages = new ArrayList<>();
            for (int i = 0; i < count - 1; i++) {
                int way = (cap.basisPoints() - from.basisPoints()) * i / (count - 1);
                stages.add(new Stage(new Weight(from.basisPoints() + way), hold));
            }
            stages.add(new Stage(cap, hold));
            return List.copyOf(stages);
        }
    }

    /**
     * Equal growth: {@code min(cap, from + i · by)}.
     *
     * @param by what each stage adds, more than zero
     */
    record Linear(Weight from, Weight by, Duration hold, Weight cap) implements Ramp {

        public Linear {
            requireRange(from, cap, hold);
            if (by.basisPoints() == 0) {
                throw new IllegalArgumentException(
                        "ramp.linear.by: 0 does not grow; use 0.01 to 100");
            }
            requireStages(
                    "linear.by",
                    by,
                    (cap.basisPoints() - from.basisPoints()) / (double) by.basisPoints());
        }

        @Override
        public List<Stage> stages() {
            List<Stage> stages = new ArrayList<>();
            for (int at = from.basisPoints(); at < cap.basisPoints(); at += by.basisPoints()) {
                stages.add(new Stage(new Weight(at), hold));
            }
            stages.add(new Stage(cap, hold));
            return List.copyOf(stages);
        }
    }

    /**
     * Growth by a factor: {@code min(cap, from · factorⁱ)}; a factor of 2 doubles.
     *
     * @param factor more than 1 and finite; so small that a stage would not grow by a hundredth of
     *     a percent, it grows by that
     */
    record Exponential(Weight from, double factor, Duration hold, Weight cap) implements Ramp {

        public Exponential {
            requireRange(from, cap, hold);
            if (!(factor > 1) || Double.isInfinite(factor)) {
                throw new IllegalArgumentException(
                        "ramp.exponential.factor: %s does not grow; use a finite number above 1, such as 2"
                                .formatted(factor));
            }
            requireStages(
                    "exponential.factor",
                    factor,
                    Math.log((double) cap.basisPoints() / from.basisPoints()) / Math.log(factor));
        }

        @Override
        public List<Stage> stages() {
            List<Stage> stages = new ArrayList<>();
            BigDecimal exact = BigDecimal.valueOf(from.basisPoints());
            int at = from.basisPoints();
            while (at < cap.basisPoints()) {
                stages.add(new Stage(new Weight(at), hold));
                exact = exact.multiply(BigDecimal.valueOf(factor), MathContext.DECIMAL64);
                double next = Math.min(exact.doubleValue(), cap.basisPoints());
                at = Math.max(at + 1, (int) next);
            }
            stages.add(new Stage(cap, hold));
            return List.copyOf(stages);
        }
    }

    private static void requireRange(Weight from, Weight cap, Duration hold) {
        Stage first = new Stage(from, hold);
        if (cap.compareTo(first.weight()) < 0) {
            throw new IllegalArgumentException(
                    "ramp cap: %s is below the first weight %s; use that or more"
                            .formatted(cap, from));
        }
    }

    private static void requireStages(String field, Object value, double growths) {
        if (growths + 1 > MAX_STAGES) {
            throw new IllegalArgumentException(
                    "ramp.%s: %s makes more than %d stages; grow faster"
                            .formatted(field, value, MAX_STAGES));
        }
    }
}
