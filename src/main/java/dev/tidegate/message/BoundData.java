package dev.tidegate.message;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

import dev.tidegate.core.analysis.Excess;
import dev.tidegate.core.analysis.Measure;

import org.jspecify.annotations.Nullable;

/**
 * By how much the canary may be worse, by one measure of a verdict.
 *
 * @param counts of this step
 * @param upper bound of the canary's rate, 0 to 1
 * @param lower bound of stable's rate, 0 to 1
 * @param excess the bound of the difference, 0 to 1
 * @param allowed at 100 %, 0 to 1
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record BoundData(
        @Nullable String measure,
        TallyData.@Nullable Both counts,
        @Nullable Double upper,
        @Nullable Double lower,
        @Nullable Double excess,
        @Nullable Double allowed) {

    static BoundData of(Excess excess) {
        return new BoundData(
                excess.measure().name(),
                TallyData.Both.of(excess.step()),
                excess.upper(),
                excess.lower(),
                excess.most(),
                excess.allowed());
    }

    static Excess excess(String field, @Nullable BoundData told) {
        BoundData bound = Check.given(field, told, "give the bounds of one measure");
        return new Excess(
                Measure.named(Check.id(field + ".measure", bound.measure())),
                TallyData.Both.tick(field + ".counts", bound.counts()),
                Check.share(field + ".upper", bound.upper()),
                Check.share(field + ".lower", bound.lower()),
                Check.share(field + ".excess", bound.excess()),
                Check.share(field + ".allowed", bound.allowed()));
    }
}
