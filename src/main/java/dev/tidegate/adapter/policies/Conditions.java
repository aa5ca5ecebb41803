package dev.tidegate.adapter.policies;

import dev.tidegate.core.rollout.PlanWarnings;
import dev.tidegate.core.rollout.RolloutPlan;
import dev.tidegate.core.text.TimeText;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The conditions of Kubernetes' objects, and Valid of a policy. */
public final class Conditions {

    private Conditions() {}

    static Condition valid(boolean valid, Instant at, String why, long generation) {
        return condition("Valid", yes(valid), at, valid ? "Accepted" : "Invalid", why, generation);
    }

    /** Whether both say the same, whenever they began to. */
    static boolean same(Condition a, Condition b) {
        return Objects.equals(a.getStatus(), b.getStatus())
                && Objects.equals(a.getMessage(), b.getMessage())
                && Objects.equals(a.getObservedGeneration(), b.getObservedGeneration());
    }

    /** One condition: true, false or unknown since then. */
    public static Condition condition(
            String type,
            String status,
            Instant since,
            String reason,
            String message,
            long generation) {
        return new ConditionBuilder()
                .withType(type)
                .withStatus(status)
                .withLastTransitionTime(TimeText.moment(since))
                .withReason(reason)
                .withMessage(message)
                .withObservedGeneration(generation)
                .build();
    }

    /** A caution makes no policy invalid: somebody may mean it. */
    private static String followed(RolloutPlan plan, List<String> more) {
        List<String> cautions =
                Stream.concat(PlanWarnings.of(plan).stream(), more.stream()).toList();
        return cautions.isEmpty()
                ? "the policy can be followed"
                : "the policy can be followed, with a warning: " + String.join(". ", cautions);
    }

    /** As a condition's status says it. */
    public static String yes(boolean is) {
        return is ? "True" : "False";
    }

    /**
     * The status of a policy that says whether it is valid; the same when it says so already.
     *
     * @param warnings besides those of its own plan
     */
    static RolloutPolicyStatus judged(
            KnownPolicy policy, RolloutPolicyStatus s, List<String> warnings, Instant now) {
        boolean valid = policy.plan().isPresent();
        String why = policy.plan().map(plan -> followed(plan, warnings)).orElse(policy.why());
        Condition next = valid(valid, now, why, policy.generation());
        boolean judged =
                s.conditions() != null && s.conditions().stream().anyMatch(c -> same(c, next));
        return judged
                ? s
                : new RolloutPolicyStatus(
                        policy.generation(),
                        s.stable(),
                        s.liveRollout(),
                        s.firing(),
                        s.resolved(),
                        List.of(next));
    }
}
