package dev.tidegate.core.service;

import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.event.RolloutEvent.StepDue;
import dev.tidegate.core.rollout.Decision;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.rollout.ScaleDown;
import dev.tidegate.core.rollout.Scaling;
import dev.tidegate.core.rollout.Scalings;
import dev.tidegate.core.service.ServiceDecision.OnRollout;
import dev.tidegate.core.text.TimeText;

import java.time.Instant;
import java.util.Optional;

/**
 * What becomes of the pods of a version that a release has replaced: they are scaled down once,
 * when the policy's time is over and nobody needs them. What is in the way then ends the matter:
 * the pods stay, and that is told. While it cannot be known, nothing is decided, and the timer
 * comes again.
 */
final class OldPods {

    private OldPods() {}

    /** The release of the timer, if it has ended since, and is what it was then. */
    static Optional<Rollout> ended(ServiceView view, StepDue due) {
        return view.rollouts().stream()
                .filter(rollout -> rollout.identity().uid().equals(due.rolloutUid()))
                .filter(rollout -> !rollout.live() && rollout.revision() == due.revision())
                .findFirst();
    }

    /** What the timer of a release means that has ended. */
    static ServiceDecision decide(ServiceView view, Rollout ended, StepDue due, Instant now) {
        Optional<ScaleDown> rule = Scalings.lowers(ended);
        if (rule.isEmpty()) {
            return unchanged(ended, due, "no pods are to be scaled, or that was decided before");
        }
        Instant time = ended.phase().since().plus(rule.get().after());
        if (now.isBefore(time)) {
            return unchanged(ended, due, "the timer is early: due " + TimeText.moment(time));
        }
        OldPodsLook look = OldPodsLook.of(view, ended);
        if (look.unknown().isPresent()) {
            return unchanged(ended, due, look.unknown().get());
        }
        Version old = ended.stable().orElseThrow();
        Scaling scaling =
                look.reason()
                        .map(
                                why ->
                                        Scaling.none(
                                                look.replicas(),
                                                now,
                                                "%s keeps its pods: %s".formatted(old, why)))
                        .orElseGet(
                                () ->
                                        Scaling.wanted(
                                                look.replicas(),
                                                rule.get().replicas(),
                                                now,
                                                "%s is needed no longer: %s has passed since %s succeeded"
                                                        .formatted(
                                                                old,
                                                                TimeText.span(rule.get().after()),
                                                                ended.identity().name())));
        return new OnRollout(
                ended,
                due,
                new Decision.Noted(
                        Scalings.with(ended, old, scaling), Optional.empty(), scaling.cause()));
    }

    private static OnRollout unchanged(Rollout ended, StepDue due, String why) {
        return new OnRollout(ended, due, new Decision.Unchanged(why));
    }
}
