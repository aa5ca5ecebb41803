package dev.tidegate.adapter.rollouts;

import static dev.tidegate.adapter.policies.Conditions.condition;
import static dev.tidegate.adapter.policies.Conditions.yes;

import dev.tidegate.core.rollout.Move;
import dev.tidegate.core.rollout.Phase;
import dev.tidegate.core.rollout.PhaseKind;
import dev.tidegate.core.rollout.ReleaseView;
import dev.tidegate.core.rollout.Rollout;

import io.fabric8.kubernetes.api.model.Condition;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What {@code kubectl wait} can wait for: Ended, Succeeded, Paused and Stalled. Stalled is
 * kstatus's: the routes cannot be made as wanted, or the step that is due waits: the canary lacks
 * pods, or no alert would be heard. Of a release that asks for evidence there is Evidence, too.
 * They follow from the state, so writing them again changes nothing.
 */
final class RolloutConditions {

    private RolloutConditions() {}

    static List<Condition> of(Rollout rollout, long generation) {
        Phase phase = rollout.phase();
        Instant opened = rollout.identity().deploy().time();
        List<Move> history = rollout.history();
        String message = history.isEmpty() ? "" : history.getLast().cause();
        boolean ended = phase instanceof Phase.Ended;
        boolean paused = phase instanceof Phase.Paused;
        String succeeded = ended ? yes(phase instanceof Phase.Succeeded) : "Unknown";
        Instant end = ended ? phase.since() : opened;
        List<Condition> usual =
                List.of(
                        stalled(rollout, generation),
                        condition("Ended", yes(ended), end, phase.title(), message, generation),
                        condition("Succeeded", succeeded, end, phase.title(), message, generation),
                        condition(
                                "Paused",
                                yes(paused),
                                changed(history, PhaseKind.PAUSED).orElse(opened),
                                phase.title(),
                                paused ? ReleaseView.why(rollout).orElse(message) : message,
                                generation));
        return Stream.concat(usual.stream(), EvidenceCondition.of(rollout, generation).stream())
                .toList();
    }

    private static Condition stalled(Rollout rollout, long generation) {
        Optional<String> routes = rollout.routes().problem();
        Optional<String> waits = rollout.pods().waits();
        String why = rollout.live() ? "StepWaits" : "PodsNotScaled";
        String otherwise = waits.isPresent() ? why : rollout.phase().title();
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
}
