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

    /** What was decided last of a version's pods, by any release that is kept. */
    static Optional<Scaling> last(ServiceView view, Version version) {
        return view.rollouts().stream()
                .flatMap(rollout -> Scalings.of(rollout, version).stream())
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
        return view.live()
                .filter(live -> !live.plan().dryRun())
                .flatMap(
                        live ->
                                Scalings.versions(live)
                                        .filter(version -> lacks(view, live, version))
                                        .map(version -> given(view, live, version, cause, now))
                                        .findFirst());
    }

    private static boolean lacks(ServiceView view, Rollout live, Version version) {
        boolean leaves = live.phase() instanceof Phase.RollingBack && version.equals(live.canary());
        return !leaves
                && last(view, version).filter(Scaling::takes).isPresent()
                && mayBegin(view, live);
    }

    /** A freeze holds what would begin, and nothing else. */
    private static boolean mayBegin(ServiceView view, Rollout live) {
        return !(live.phase() instanceof Phase.Pending)
                || live.goesBack()
                || view.frozen().isEmpty();
    }

    private static ServiceDecision given(
            ServiceView view, Rollout live, Version version, RolloutEvent cause, Instant now) {
        Scaling back =
                last(view, version)
                        .orElseThrow()
                        .undone(
                                now,
                                "%s gets its pods back for %s"
                                        .formatted(version, live.identity().name()));
        return new OnRollout(
                live,
                cause,
                new Decision.Noted(
                        Scalings.with(live, version, back), Optional.empty(), back.cause()));
    }
}
