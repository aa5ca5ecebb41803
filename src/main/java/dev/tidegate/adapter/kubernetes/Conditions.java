package dev.tidegate.adapter.kubernetes;

import dev.tidegate.core.rollout.Move;
import dev.tidegate.core.rollout.Phase;
import dev.tidegate.core.rollout.PhaseKind;
import dev.tidegate.core.rollout.PlanWarnings;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.rollout.RolloutPlan;
import dev.tidegate.core.text.TimeText;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What {@code kubectl wait} can wait for: Ended, Succeeded, Paused and Stalled of a rollout, Valid
 * of a policy. Stalled is kstatus's: the routes cannot be made as wanted, or the step that is due
 * waits: the canary lacks pods, or no alert would be heard. They follow from the state, so writing
 * them again changes nothing.
 */
final class Conditions {

    private Conditions() {}

    static List<Condition> of(Rollout rollout, long generation) {
        Phase phase = rollout.phase();
        Instant opened = rollout.identity().deploy().time();
        List<Move> history = rollout.history();
        String message = history.isEmpty() ? "" : history.getLast().cause();
        boolean ended = phase instanceof Phase.Ended;
        boolean paused = phase instanceof Phase.Paused;
        String succeeded = ended ? yes(phase instanceof Phase.Succeeded) : "Unknown";
        Instant end = ended ? phase.since() : opened;
        return List.of(
                stalled(rollout, generation),
                condition("Ended", yes(ended), end, phase.title(), message, generation),
                condition("Succeeded", succeeded, end, phase.title(), message, generation),
                condition(
                        "Paused",
                        yes(paused),
                        changed(history, PhaseKind.PAUSED).orElse(opened),
                        phase.title(),
                        phase instanceof Phase.Paused p ? p.reason() : message,
                        generation));
    }

    private static Condition stalled(Rollout rollout, long generation) {
        Optional<String> routes = rollout.routes().problem();
        Optional<String> waits = rollout.pods().waits();
        String otherwise = waits.isPresent() ? "StepWaits" : rollout.phase().title();
        return condition(
                "Stalled",
                yes(routes.isPresent() || waits.isPresent()),
                rollout.phase().since(),
                routes.isPresent() ? "RoutesNotWritten" : otherwise,
                routes.or(() -> waits).orElse(""),
                generation);
    }

    /** When the history last went into or out of {@code phase}. */
    private static Optional<Instant> changed(List<Move> history, PhaseKind phase) {
        Optional<Instant> changed = Optional.empty();
        for (int i = 1; i < history.size(); i++) {
            if ((history.get(i).phase() == phase) != (history.get(i - 1).phase() == phase)) {
                changed = Optional.of(history.get(i).at());
            }
        }
        return changed;
    }

    static Condition valid(boolean valid, Instant at, String why, long generation) {
        return condition("Valid", yes(valid), at, valid ? "Accepted" : "Invalid", why, generation);
    }

    /** Whether both say the same, whenever they began to. */
    static boolean same(Condition a, Condition b) {
        return Objects.equals(a.getStatus(), b.getStatus())
                && Objects.equals(a.getMessage(), b.getMessage())
                && Objects.equals(a.getObservedGeneration(), b.getObservedGeneration());
    }

    private static Condition condition(
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
    private static String followed(RolloutPlan plan) {
        List<String> cautions = PlanWarnings.of(plan);
        return cautions.isEmpty()
                ? "the policy can be followed"
                : "the policy can be followed, with a warning: " + String.join(". ", cautions);
    }

    private static String yes(boolean is) {
        return is ? "True" : "False";
    }

    /** The status of a policy that says whether it is valid; the same when it says so already. */
    static RolloutPolicyStatus judged(KnownPolicy policy, RolloutPolicyStatus s, Instant now) {
        boolean valid = policy.plan().isPresent();
        String why = policy.plan().map(Conditions::followed).orElse(policy.why());
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
