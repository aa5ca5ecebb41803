package dev.tidegate.core.analysis;

import org.jspecify.annotations.Nullable;

/**
 * What is known by one measure.
 *
 * @param test of both versions, since the release began
 * @param dispersion of stable
 * @param total what was seen while the traffic was split, compared or not
 * @param step what was seen in this step
 * @param bake the test at 100 %; none before, or when the step before had nothing to compare with
 */
public record MeasureEvidence(
        Measure measure,
        RatioTest test,
        Dispersion dispersion,
        Tick total,
        Tick step,
        @Nullable RateTest bake) {

    /** Before the first request. */
    static MeasureEvidence begin(Measure measure, Baseline baseline) {
        return new MeasureEvidence(
                measure,
                RatioTest.begin(Grid.STANDARD),
                baseline.of(measure),
                Tick.NONE,
                Tick.NONE,
                null);
    }

    /** After what both versions did while the traffic was split. */
    MeasureEvidence split(Tick tick, Terms terms, boolean compared) {
        return new MeasureEvidence(
                measure,
                compared ? test.after(tick, terms) : test,
                dispersion,
                total.plus(tick),
                step.plus(tick),
                bake);
    }

    /** After what the canary did at 100 %. */
    MeasureEvidence whole(Tick tick, Terms terms) {
        return new MeasureEvidence(
                measure,
                test,
                dispersion,
                total,
                step.plus(tick),
                bake == null ? null : bake.after(tick.canary(), terms));
    }

    /** With what is learnt of stable, for later ticks. */
    MeasureEvidence learnt(Dispersion next) {
        return new MeasureEvidence(measure, test, next, total, step, bake);
    }

    /** In the next step, in which both have traffic. */
    MeasureEvidence nextSplit() {
        return new MeasureEvidence(measure, test, dispersion, total, Tick.NONE, null);
    }

    /**
     * At 100 %, measured against stable as it was in this step, if there is anything to compare.
     *
     * @param level the chance that stable is worse than its bound
     * @param comparable whether the split of this step was right
     */
    MeasureEvidence nextWhole(double level, boolean comparable) {
        RateTest against =
                !comparable || step.stable().requests() == 0
                        ? null
                        : RateTest.afterSplit(step.stable(), dispersion.value(), level);
        return new MeasureEvidence(measure, test, dispersion, total, Tick.NONE, against);
    }

    /** ln E of the test at 100 %; 0 when there is none. */
    double logBake() {
        return bake == null ? 0 : bake.logEvidence();
    }
}
