package dev.tidegate.adapter.policies;

import dev.tidegate.core.rollout.RolloutPlan;

import java.util.stream.IntStream;

/** Which field of a policy asks for proof. */
final class ProofAsked {

    private ProofAsked() {}

    /** What asks for proof first; empty when nothing does. */
    static String first(RolloutPolicySpec spec, RolloutPlan plan) {
        if (spec.ramp() != null && spec.ramp().proven() != null) {
            return "ramp.proven";
        }
        String list = spec.ramp() == null ? "steps" : "ramp.custom";
        return IntStream.range(0, plan.steps().size())
                .filter(i -> plan.steps().get(i).until().isPresent())
                .mapToObj(i -> "%s[%d].until: proven".formatted(list, i))
                .findFirst()
                .orElse("");
    }
}
