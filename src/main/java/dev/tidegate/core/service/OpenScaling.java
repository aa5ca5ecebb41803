package dev.tidegate.core.service;

import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.event.RolloutEvent;
import dev.tidegate.core.rollout.Decision;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.rollout.Scaling;
import dev.tidegate.core.rollout.Scalings;
import dev.tidegate.core.service.ServiceDecision.OnRollout;

import java.util.Optional;

/** What was decided of a version's pods and is not carried out, whichever release decided it. */
final class OpenScaling {

    private OpenScaling() {}

    /** What is to be done about it; of two decisions on one version the later one counts. */
    static Optional<ServiceDecision> of(ServiceView view, RolloutEvent cause) {
        return view.rollouts().stream()
                .flatMap(r -> Scalings.open(r).map(v -> of(view, r, v, cause)).stream())
                .findFirst();
    }

    private static ServiceDecision of(
            ServiceView view, Rollout rollout, Version version, RolloutEvent cause) {
        Scaling scaling = Scalings.of(rollout, version).orElseThrow();
        if (!NeededPods.last(view, version).equals(Optional.of(scaling))) {
            return left(rollout, version, cause, "%s is scaled otherwise since".formatted(version));
        }
        if (!scaling.takes()) {
            return new ServiceDecision.Scale(rollout, version);
        }
        OldPodsLook look = OldPodsLook.again(view, rollout, scaling);
        return look.unknown()
                .<ServiceDecision>map(why -> new ServiceDecision.NoNews(cause, why))
                .or(
                        () ->
                                look.reason()
                                        .map(why -> "%s keeps its pods: %s".formatted(version, why))
                                        .map(why -> left(rollout, version, cause, why)))
                .orElseGet(() -> new ServiceDecision.Scale(rollout, version));
    }

    /** It is remembered what was to be taken: a write may be under way. */
    private static ServiceDecision left(
            Rollout rollout, Version version, RolloutEvent cause, String why) {
        return new OnRollout(
                rollout,
                cause,
                new Decision.Noted(
                        Scalings.done(rollout, version, Optional.of(why)), Optional.empty(), why));
    }
}
