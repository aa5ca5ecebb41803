package dev.tidegate.adapter.policies;

import dev.tidegate.core.distribution.Weight;
import dev.tidegate.core.rollout.RolloutPlan;
import dev.tidegate.core.rollout.Step;
import dev.tidegate.core.traffic.StickyByCookie;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a new release is not started with, and one that runs is let end with. */
final class PolicyChecks {

    private PolicyChecks() {}

    /**
     * Does nothing where all is well.
     *
     * @param list the field that holds the steps
     * @throws IllegalArgumentException naming the field, the value and what would be right
     */
    static void check(String list, RolloutPlan plan) {
        List<Step> steps = plan.steps();
        Set<Weight> before = new HashSet<>();
        for (int i = 0; i < steps.size(); i++) {
            String field = "%s[%d]".formatted(list, i);
            Step step = steps.get(i);
            if (step.traffic().sticky().orElse(null) instanceof StickyByCookie(var cookie, var _)) {
                cookie.dropped().ifPresent(why -> refuse(field + ".sticky.cookie." + why));
            }
            if (step.traffic().plain() && !before.add(step.weight())) {
                refuse(
                        "%s.weight: %s and nothing else is what an earlier step gave; each step must give the canary more"
                                .formatted(field, step.weight()));
            }
        }
    }

    private static void refuse(String why) {
        throw new IllegalArgumentException(why);
    }
}
