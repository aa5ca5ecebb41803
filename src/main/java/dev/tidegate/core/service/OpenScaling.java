package dev.tidegate.core.service;

import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.event.RolloutEvent;
import dev.tidegate.core.event.RolloutEvent.StepDue;
import dev.tidegate.core.rollout.Decision;
import dev.tidegate.core.rollout.Phase;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.rollout.Scaling;
import dev.tidegate.core.rollout.Scalings;
import dev.tidegate.core.service.ServiceDecision.OnRollout;
import dev.tidegate.core.service.ServiceDecision.ReadAnew;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * What was decided of a version's pods and is not carried out, whichever release decided it. Of two
 * decisions on one version the later one counts. Pods are given at any event, and taken only by the
 * timer, after another look at whether somebody needs them: hours may have passed.
 */
final class OpenScaling {

    private OpenScaling() {}

    /** What is to be done about it; nothing, once a try has failed for this event. */
    static Optional<ServiceDecision> of(ServiceView view, RolloutEvent cause) {
        return view.mayScale()
                ? view.rollouts().stream()
                        .flatMap(r -> Scalings.open(r).stream().flatMap(v -> of(view, r, v, cause)))
                        .findFirst()
                : Optional.empty();
    }

    private static Stream<ServiceDecision> of(
            ServiceView view, Rollout rollout, Version version, RolloutEvent cause) {
        Scaling scaling = Scalings.of(rollout, version).orElseThrow();
        if (!NeededPods.last(view, version).equals(Optional.of(scaling))) {
            String why = "%s is scaled otherwise since".formatted(version);
            return Stream.of(left(rollout, version, scaling.left(why), cause));
        }
        if (!scaling.takes() && version.equals(rollout.canary()) && isLeft(rollout.phase())) {
            String why = "%s needs it no longer".formatted(rollout.identity().name());
            return Stream.of(left(rollout, version, scaling.left(why), cause));
        }
        return scaling.takes()
                ? taking(view, rollout, version, cause)
                : Stream.of(new ServiceDecision.Scale(rollout, version));
    }

    private static boolean isLeft(Phase phase) {
        return phase instanceof Phase.RollingBack
                || (phase instanceof Phase.Ended && !(phase instanceof Phase.Succeeded));
    }

    private static Stream<ServiceDecision> taking(
            ServiceView view, Rollout ended, Version old, RolloutEvent cause) {
        if (!(cause instanceof StepDue due) || !due.rolloutUid().equals(ended.identity().uid())) {
            return Stream.empty();
        }
        if (!view.fresh()) {
            return Stream.of(new ReadAnew("a newer release may use what is to be taken"));
        }
        OldPodsLook look = OldPodsLook.of(view, ended);
        Scaling scaling = Scalings.of(ended, old).orElseThrow();
        boolean gone = look.replicas() == scaling.to();
        if (look.unknown().isEmpty() && (gone || look.reason().isEmpty())) {
            return Stream.of(new ServiceDecision.Scale(ended, old));
        }
        if (look.unknown().isPresent()) {
            return Stream.of(OldPods.waiting(ended, due, look.unknown().get()))
                    .filter(decided -> decided.decision() instanceof Decision.Noted)
                    .map(decided -> decided);
        }
        boolean underWay = due.time().isBefore(scaling.at().plus(Scaling.UNDER_WAY));
        return look.reason().stream()
                .filter(_ -> !underWay)
                .map(why -> left(ended, old, scaling.left(OldPods.kept(old, why)), due));
    }

    private static OnRollout left(
            Rollout rollout, Version version, Scaling left, RolloutEvent cause) {
        return new OnRollout(
                rollout,
                cause,
                new Decision.Noted(
                        Scalings.with(rollout, version, left), Optional.empty(), left.cause()));
    }
}
