package dev.tidegate.adapter.policies;

import dev.tidegate.core.rollout.RolloutPlan;

/** That a step which lasts until proven has evidence that moves it. */
final class EvidenceChecks {

    private static final String ASKED =
            "add analysis: {}, which judges errors and latency and rolls back at most 1% of"
                    + " the canaries that are not worse";

    private EvidenceChecks() {}

    /**
     * Does nothing where all is well.
     *
     * @throws IllegalArgumentException naming the field, the value and what would be right
     */
    static void check(RolloutPolicySpec spec, RolloutPlan plan) {
        if (plan.analysis().isPresent() && plan.routing().movesConnectionsAlone()) {
            throw new IllegalArgumentException(
                    "analysis: stands beside tcp and tls routes alone, which carry connections, in"
                            + " which no request is seen; leave it out, or name an http route");
        }
        String field = ProofAsked.first(spec, plan);
        if (field.isEmpty()) {
            return;
        }
        if (plan.analysis().isEmpty()) {
            throw new IllegalArgumentException(
                    "%s asks for evidence, and there is no analysis; %s".formatted(field, ASKED));
        }
        if (!plan.analysis().get().act()) {
            throw new IllegalArgumentException(
                    "analysis.act: false lets no verdict move the release, so %s would never end; use act: true, or steps that end by their hold"
                            .formatted(field));
        }
    }
}
