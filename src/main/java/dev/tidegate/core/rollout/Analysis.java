package dev.tidegate.core.rollout;

import dev.tidegate.core.analysis.AnalysisPlan;

import java.util.List;

/**
 * What a release asks of its evidence.
 *
 * @param act whether verdicts move the release; if not, they are told and shown
 * @param custom the user's own metrics among those of the plan, and where they are counted
 */
public record Analysis(AnalysisPlan plan, boolean act, List<CustomMetric> custom) {

    public Analysis {
        custom = List.copyOf(custom);
    }

    /** By the metrics that are built in. */
    public Analysis(AnalysisPlan plan, boolean act) {
        this(plan, act, List.of());
    }
}
