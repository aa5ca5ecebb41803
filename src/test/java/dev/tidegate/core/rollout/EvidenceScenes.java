package dev.tidegate.core.rollout;

import dev.tidegate.core.analysis.AnalysisPlan;

import java.util.List;
import java.util.Optional;

/** Plans that ask for evidence. */
final class EvidenceScenes {

    static final Analysis ACTS = new Analysis(AnalysisPlan.STANDARD, true);

    private EvidenceScenes() {}

    /** The same plan that asks for evidence, with other steps. */
    static RolloutPlan judged(RolloutPlan plan, Analysis analysis, List<Step> steps) {
        return new RolloutPlan(
                plan.routing(),
                steps,
                plan.bake(),
                plan.readyTimeout(),
                plan.propagation(),
                plan.workload(),
                plan.onAlert(),
                plan.onNewDeploy(),
                plan.onDrift(),
                plan.availability(),
                plan.dryRun(),
                plan.scaleDown(),
                Optional.of(analysis));
    }
}
