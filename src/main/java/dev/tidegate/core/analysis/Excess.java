package dev.tidegate.core.analysis;

/**
 * By how much the canary may be worse than stable in this step, by one measure: with the bounds of
 * both rates, each with half of the doubt.
 *
 * @param step what was seen
 * @param upper bound U of the canary's rate, 0 to 1
 * @param lower bound L of stable's rate, 0 to 1
 * @param most the bound of the excess, 0 to 1
 * @param allowed at 100 %
 */
public record Excess(
        Measure measure, Tick step, double upper, double lower, double most, double allowed) {

    static Excess of(StakeEvidence known, double doubt, double times) {
        MeasureEvidence proof = known.proof();
        double dispersion = proof.dispersion().value();
        Tick step = proof.step().times(times);
        return new Excess(
                proof.measure(),
                step,
                RateBound.upper(step.canary(), dispersion, doubt / 2),
                RateBound.lower(step.stable(), dispersion, doubt / 2),
                ExcessBound.of(step, dispersion, doubt),
                known.stake().excess());
    }

    /** By how much it is above what is allowed; not above 0 when it is not. */
    double above() {
        return most - allowed;
    }
}
