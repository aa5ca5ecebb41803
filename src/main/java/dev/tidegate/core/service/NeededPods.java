package dev.tidegate.core.service;

import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.event.Pods;
import dev.tidegate.core.event.RolloutEvent;
import dev.tidegate.core.rollout.Decision;
import dev.tidegate.core.rollout.Phase;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.rollout.Scaling;
import dev.tidegate.core.rollout.Scalings;
import dev.tidegate.core.service.ServiceDecision.OnRollout;

import java.time.Instant;
import java.util.Optional;

/**
 * Gives a version the pods back that were taken from it when it was replaced: before a release of
 * it, and beside a rollback to it, which waits for none. What somebody else has scaled since is
 * left alone.
 */
final class NeededPods {

    private NeededPods() {}

    /** What was done last to a version's pods, by any release that is kept. */
    static Optional<Scaling> last(ServiceView view, Version version) {
        return view.rollouts().stream()
                .flatMap(rollout -> Scalings.of(rollout, version).stream())
                .filter(scaling -> scaling.from() != scaling.to())
                .findFirst();
    }

    /** Whether the version has fewer pods than it needs because they were taken from it. */
    static boolean taken(ServiceView view, Version version, Pods pods) {
        return last(view, version)
                .filter(Scaling::takes)
                .filter(taken -> pods instanceof Pods.Seen seen && seen.wanted() == taken.to())
                .isPresent();
    }

    /** The decision to give pods back; empty when none were taken that are needed now. */
    static Optional<ServiceDecision> back(ServiceView view, RolloutEvent cause, Instant now) {
        if (view.live().isEmpty()) {
            return Optional.empty();
        }
        Rollout live = view.live().get();
        Optional<Version> needing =
                switch (live.phase()) {
                    case Phase.RollingBack _ -> live.stable();
                    case Phase.Pending _ -> Optional.of(live.canary());
                    case Phase.Preparing _ when live.goesBack() -> Optional.of(live.canary());
                    default -> Optional.empty();
                };
        return needing.flatMap(
                version ->
                        last(view, version)
                                .filter(Scaling::takes)
                                .filter(_ -> mayBegin(view, live))
                                .map(taken -> given(live, version, taken, cause, now)));
    }

    /** A freeze holds what would begin, and no way back. */
    private static boolean mayBegin(ServiceView view, Rollout live) {
        return live.phase() instanceof Phase.RollingBack
                || live.goesBack()
                || view.frozen().isEmpty();
    }

    private static ServiceDecision given(
            Rollout live, Version version, Scaling taken, RolloutEvent cause, Instant now) {
        Scaling back =
                taken.undone(
                        now,
                        "%s gets its pods back for %s".formatted(version, live.identity().name()));
        return new OnRollout(
                live,
                cause,
                new Decision.Noted(
                        Scalings.with(live, version, back), Optional.empty(), back.cause()));
    }
}
