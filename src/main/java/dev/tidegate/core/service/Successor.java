package dev.tidegate.core.service;

import dev.tidegate.core.event.Action;
import dev.tidegate.core.event.Observation;
import dev.tidegate.core.event.RolloutEvent;
import dev.tidegate.core.event.RolloutEvent.Command;
import dev.tidegate.core.event.RolloutEvent.DeployStarted;
import dev.tidegate.core.rollout.Phase;
import dev.tidegate.core.rollout.Refusal;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.rollout.RolloutPlan.OnNewDeploy;
import dev.tidegate.core.service.ServiceDecision.NoNews;
import dev.tidegate.core.service.ServiceDecision.Nothing;
import dev.tidegate.core.service.ServiceDecision.OnRollout;
import dev.tidegate.core.service.ServiceDecision.Refuse;
import dev.tidegate.core.service.ServiceDecision.Settle;
import dev.tidegate.core.service.ServiceDecision.Unfollow;

import java.time.Instant;
import java.util.Optional;

/**
 * What is to be done next without another event: a pending rollout goes through its gates when they
 * are open, what waits for an end begins after it, and what could not start may start now.
 */
final class Successor {

    private Successor() {}

    /**
     * The next thing to do.
     *
     * @param cause what was done last: the event that came, or the deployment that was opened
     */
    static ServiceDecision of(ServiceView view, RolloutEvent cause, Instant now) {
        return NeededPods.back(view, cause, now)
                .or(() -> gated(view, cause, now))
                .or(() -> ended(view).map(ended -> following(view, ended, now)))
                .or(() -> givingWay(view, cause, now).map(d -> d))
                .or(() -> OpenScaling.of(view, cause))
                .orElseGet(Nothing::new);
    }

    /** The opening of a release was refused by the API server for good. */
    static ServiceDecision rejected(ServiceView view, DeployStarted deploy, String reason) {
        return ended(view)
                .filter(ended -> ended.next().filter(n -> n.id().equals(deploy.id())).isPresent())
                .<ServiceDecision>map(ended -> refused(ended, Refusal.of(deploy, reason)))
                .orElseGet(() -> new Refuse(deploy, reason));
    }

    private static Optional<ServiceDecision> gated(
            ServiceView view, RolloutEvent cause, Instant now) {
        return view.latest()
                .filter(latest -> latest.phase() instanceof Phase.Pending && opensGates(cause))
                .filter(pending -> !(cause instanceof Command) || pending.knows(cause))
                .map(
                        pending ->
                                OnRollout.of(
                                        view,
                                        pending,
                                        cause.because(KnownDestinations.seen(view, pending), now),
                                        now))
                .filter(decided -> !decided.unmoved())
                .map(decided -> decided);
    }

    private static boolean opensGates(RolloutEvent cause) {
        return cause instanceof DeployStarted || looksAround(cause);
    }

    /** Whether it tells that something besides the release itself has changed. */
    private static boolean looksAround(RolloutEvent cause) {
        return ServiceStateMachine.isNudge(cause)
                || (cause instanceof Command command
                        && (command.action() == Action.SKIP || command.action() == Action.FORGET));
    }

    private static Optional<Rollout> ended(ServiceView view) {
        return view.rollouts().stream()
                .filter(rollout -> !rollout.live() && rollout.next().isPresent())
                .findFirst();
    }

    private static ServiceDecision following(ServiceView view, Rollout ended, Instant now) {
        if (!view.latest().equals(Optional.of(ended))) {
            return begun(ended);
        }
        if (!view.settled(ended)) {
            return new Settle(ended);
        }
        DeployStarted deploy = ended.next().orElseThrow();
        ServiceDecision opening =
                deploy.leaves().isPresent()
                        ? BackDecisions.opening(view, deploy, now)
                        : Opening.of(view, deploy);
        if (opening instanceof Refuse(RolloutEvent next, String reason)) {
            return refused(ended, Refusal.of(next, reason));
        }
        return opening instanceof NoNews(RolloutEvent _, String why)
                ? new Unfollow(ended, Optional.empty(), Optional.of(why))
                : opening;
    }

    private static Unfollow begun(Rollout ended) {
        return new Unfollow(ended, Optional.empty(), Optional.empty());
    }

    private static Unfollow refused(Rollout ended, Refusal why) {
        return new Unfollow(ended, Optional.of(why), Optional.empty());
    }

    private static boolean givesWay(ServiceView view, Rollout live) {
        return live.plan().onNewDeploy() == OnNewDeploy.SUPERSEDE
                || (live.plan().dryRun() && DryRuns.overFor(view));
    }

    /** The release that waits for a live one takes its place, now that it can. */
    private static Optional<OnRollout> givingWay(
            ServiceView view, RolloutEvent cause, Instant now) {
        return view.live()
                .filter(_ -> looksAround(cause))
                .filter(live -> givesWay(view, live))
                .filter(live -> !live.goesBack())
                .filter(
                        live ->
                                live.next()
                                        .filter(n -> DeploymentDecisions.canStart(view, live, n))
                                        .isPresent())
                .map(
                        live ->
                                OnRollout.of(
                                        view,
                                        live,
                                        cause.because(new Observation.NextCanStart(), now),
                                        now))
                .filter(decided -> !decided.unmoved());
    }
}
