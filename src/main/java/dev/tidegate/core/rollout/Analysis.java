package dev.tidegate.core.rollout;

import dev.tidegate.core.analysis.AnalysisPlan;

/**
 * What a release asks of its evidence.
 *
 * @param act whether verdicts move the release; if not, they are told and shown
 */
public record Analysis(AnalysisPlan plan, boolean act) {}
