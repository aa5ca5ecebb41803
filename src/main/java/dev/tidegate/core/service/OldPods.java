package dev.tidegate.core.service;

import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.event.RolloutEvent.StepDue;
import dev.tidegate.core.rollout.Decision;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.rollout.ScaleDown;
import dev.tidegate.core.rollout.Scaling;
import dev.tidegate.core.rollout.Scalings;
import dev.tidegate.core.service.ServiceDecision.OnRollout;
import dev.tidegate.core.service.ServiceDecision.ReadAnew;
import dev.tidegate.core.text.TimeText;

import java.time.Instant;
import java.util.Optional;

/**
 * What becomes of the pods of a version that a release has replaced: they are scaled down once,
 * when the policy's time is over and nobody needs them. What is in the way then ends the matter:
 * the pods stay, and that is told. While it cannot be known, nothing is decided, the status says
 * why, and the timer comes again.
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
        Instant time = Scalings.lowered(ended, rule.get());
        if (now.isBefore(time)) {
            return unchanged(ended, due, "the timer is early: due " + TimeText.moment(time));
        }
        if (!view.fresh()) {
            return new ReadAnew("a newer release may use what is to be taken");
        }
        OldPodsLook look = OldPodsLook.of(view, ended);
        return look.unknown().isPresent()
                ? waiting(ended, due, look.unknown().get())
                : noted(ended, due, decided(ended, rule.get(), look, now));
    }

    private static Scaling decided(Rollout ended, ScaleDown rule, OldPodsLook look, Instant now) {
        Version old = ended.stable().orElseThrow();
        return look.reason()
                .map(why -> Scaling.none(look.workload(), look.replicas(), now, kept(old, why)))
                .orElseGet(
                        () ->
                                Scaling.wanted(
                                        look.workload(),
                                        look.replicas(),
                                        rule.replicas(),
                                        now,
                                        "%s is needed no longer, %s after %s succeeded"
                                                .formatted(
                                                        old,
                                                        TimeText.span(rule.after()),
                                                        ended.identity().name())));
    }

    static String kept(Version old, String why) {
        return "%s keeps its pods: %s".formatted(old, why);
    }

    private static OnRollout noted(Rollout ended, StepDue due, Scaling scaling) {
        Rollout next = Scalings.with(ended, ended.stable().orElseThrow(), scaling);
        return new OnRollout(
                ended, due, new Decision.Noted(next, Optional.empty(), scaling.cause()));
    }

    static OnRollout waiting(Rollout ended, StepDue due, String why) {
        Rollout next = Scalings.waiting(ended, why);
        return next.equals(ended)
                ? unchanged(ended, due, why)
                : new OnRollout(ended, due, new Decision.Noted(next, Optional.empty(), why));
    }

    private static OnRollout unchanged(Rollout ended, StepDue due, String why) {
        return new OnRollout(ended, due, new Decision.Unchanged(why));
    }
}
