package dev.tidegate.core.service;

import dev.tidegate.core.event.Observation;
import dev.tidegate.core.event.RolloutEvent.DeployStarted;
import dev.tidegate.core.rollout.Decision;
import dev.tidegate.core.rollout.Phase;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.service.ServiceDecision.OnRollout;

import java.time.Instant;
import java.util.Optional;

/**
 * What dry runs and real releases are to one another: a dry run ends no release that moves traffic,
 * and stands in the way of none.
 */
final class DryRuns {

    private DryRuns() {}

    /** Whether what begins now moves traffic, as the policy says. */
    static boolean overFor(ServiceView view) {
        return view.policy() instanceof PolicyLookup.Found found && !found.plan().dryRun();
    }

    /** Whether what begins now is a dry run, as the policy says. */
    static boolean onFor(ServiceView view) {
        return view.policy() instanceof PolicyLookup.Found found && found.plan().dryRun();
    }

    /** Why nothing takes the live release's place now; empty when something may. */
    static Optional<String> delaying(ServiceView view, Rollout live) {
        return live.plan().dryRun() || !onFor(view)
                ? Optional.empty()
                : Optional.of(
                        "the policy's dryRun is true, and a dry run ends no release that moves"
                                + " traffic");
    }

    /**
     * The deployment ends a live dry run that would refuse it or let it wait, because it is to move
     * traffic itself; empty when it does not.
     */
    static Optional<OnRollout> takenOver(
            ServiceView view, OnRollout decided, DeployStarted deploy, Instant now) {
        Rollout live = decided.rollout();
        boolean asked =
                live.live()
                        && live.plan().dryRun()
                        && !decided.supersedes()
                        && !deploy.isOlderThan(live.identity().deploy())
                        && (deploy.version().equals(live.canary())
                                || decided.decision() instanceof Decision.Noted);
        return asked && (overFor(view) || view.policy() instanceof PolicyLookup.Unreachable)
                ? Optional.of(
                        OnRollout.of(
                                view,
                                live,
                                deploy.because(new Observation.TakenOver(deploy), now),
                                now))
                : Optional.empty();
    }

    /**
     * What is declared again after it was rolled back is no new try of it, unless whoever declares
     * it had taken it back before; and that a dry run of it was speaks against no release.
     */
    static boolean tookBack(ServiceView view, DeployStarted deploy) {
        return deploy.declared()
                && view.latest()
                        .filter(latest -> !latest.plan().dryRun() || onFor(view))
                        .or(() -> view.moved().stream().findFirst())
                        .filter(last -> last.phase() instanceof Phase.RolledBack)
                        .filter(last -> last.canary().equals(deploy.version()))
                        .filter(last -> !deploy.hasSourceOf(last.history().getLast().eventId()))
                        .isPresent();
    }

    /** Whether another dry run would only say the same, again and again. */
    static boolean tried(ServiceView view, DeployStarted deploy) {
        return deploy.declared()
                && view.latest()
                        .filter(latest -> latest.plan().dryRun())
                        .filter(latest -> latest.canary().equals(deploy.version()))
                        .isPresent()
                && onFor(view);
    }
}
