package dev.tidegate.chart;

import dev.tidegate.core.analysis.Evidence;
import dev.tidegate.core.analysis.Findings;
import dev.tidegate.core.analysis.Judge;

import java.util.Optional;

/**
 * What was known of a release at a time.
 *
 * @param second since the release began, 0 or more
 * @param weight of the canary, 0 to 1
 * @param logEvidence ln E that the canary is worse
 * @param threshold ln E at which it is rolled back
 * @param rates of failed requests in this step; empty where nothing can be compared
 */
public record Moment(
        double second, double weight, double logEvidence, double threshold, Optional<Rates> rates) {

    /** What a verdict rests on, with the rates of its first metric. */
    public static Moment of(double second, double weight, Findings findings) {
        return new Moment(
                second,
                weight,
                findings.logEvidence(),
                findings.threshold(),
                findings.bounds().stream()
                        .filter(bound -> bound.step().canary().requests() > 0)
                        .findFirst()
                        .map(Rates::of));
    }

    /** What a verdict on the evidence would rest on. */
    public static Moment of(double second, Evidence evidence) {
        return of(second, evidence.step().weight(), Judge.findings(evidence));
    }
}
