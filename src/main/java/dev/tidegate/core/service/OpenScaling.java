package dev.tidegate.core.service;

import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.event.RolloutEvent;
import dev.tidegate.core.rollout.Decision;
import dev.tidegate.core.rollout.Rollout;
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
        if (NeededPods.last(view, version).equals(Scalings.of(rollout, version))) {
            return new ServiceDecision.Scale(rollout, version);
        }
        String why = "%s is scaled otherwise since".formatted(version);
        return new OnRollout(
                rollout,
                cause,
                new Decision.Noted(
                        Scalings.done(rollout, version, Optional.of(why)), Optional.empty(), why));
    }
}
