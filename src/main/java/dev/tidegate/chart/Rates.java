package dev.tidegate.chart;

import dev.tidegate.core.analysis.Excess;

/**
 * Shares of the requests, each 0 to 1.
 *
 * @param upper at most so many of the canary's
 * @param lower at least so many of stable's
 */
public record Rates(double canary, double upper, double stable, double lower) {

    static Rates of(Excess bound) {
        return new Rates(
                bound.step().canary().rate(),
                bound.upper(),
                bound.step().stable().rate(),
                bound.lower());
    }
}
