package dev.tidegate.core.service;

import dev.tidegate.core.event.Observation;
import dev.tidegate.core.event.RolloutEvent;
import dev.tidegate.core.event.RolloutEvent.AlertFired;
import dev.tidegate.core.event.RolloutEvent.AlertResolved;
import dev.tidegate.core.event.RolloutEvent.Command;
import dev.tidegate.core.event.RolloutEvent.DeployStarted;
import dev.tidegate.core.event.RolloutEvent.Observed;
import dev.tidegate.core.event.RolloutEvent.StepDue;
import dev.tidegate.core.event.VerdictTold;
import dev.tidegate.core.rollout.Phase;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.service.ServiceDecision.First;
import dev.tidegate.core.service.ServiceDecision.NoNews;
import dev.tidegate.core.service.ServiceDecision.Nothing;
import dev.tidegate.core.service.ServiceDecision.OnRollout;
import dev.tidegate.core.service.ServiceDecision.Settle;

import java.time.Instant;
import java.util.Optional;

/**
 * What an event means for a service: which of its rollouts it is for, whether one opens, what is
 * refused, what is no news, what has to be read anew, and what follows an end. Pure, total and
 * deterministic.
 *
 * <ul>
 *   <li>A <b>deployment</b> is for the live rollout, or opens one, after what waited for the last
 *       one's end. It is refused where no policy lets it, or a newer one was released.
 *   <li>An <b>alert</b> is for the newest rollout, live or just succeeded.
 *   <li>A <b>command</b> is for the live rollout, or for that which has obeyed it before; {@code
 *       retry} opens one.
 *   <li>A <b>verdict</b> is for the newest rollout, if it names that.
 *   <li>A <b>timer</b> is for the newest rollout, once its routes are as wanted.
 *   <li>A <b>nudge</b> has the newest rollout's gates, pods and routes looked at.
 * </ul>
 *
 * <p>Whatever has a local copy refuse is read anew before it is refused. What becomes of the
 * rollout then is for {@link dev.tidegate.core.rollout.RolloutStateMachine}.
 */
public final class ServiceStateMachine {

    private ServiceStateMachine() {}

    /**
     * Decides.
     *
     * @param now when it is decided; holds count from here
     */
    public static ServiceDecision decide(ServiceView view, RolloutEvent event, Instant now) {
        return switch (event) {
            case DeployStarted deploy -> DeploymentDecisions.decide(view, deploy, now);
            case AlertFired fired -> AlertDecisions.decide(view, fired, now);
            case AlertResolved resolved -> onLatest(view, resolved, now);
            case Command command -> CommandDecisions.decide(view, command, now);
            case StepDue due -> timed(view, due, now);
            case VerdictTold told -> VerdictDecisions.decide(view, told, now);
            case Observed seen when isNudge(seen) -> looked(view, seen, now);
            case Observed seen -> onLatest(view, seen, now);
        };
    }

    /** Decides on one rollout, whichever it is: something was seen of its routes. */
    public static OnRollout decide(
            ServiceView view, Rollout rollout, RolloutEvent seen, Instant now) {
        return OnRollout.of(view, rollout, seen, now);
    }

    /**
     * Decides what is to be done next without another event.
     *
     * @param cause what was done last: the event that came, or the deployment that was opened
     */
    public static ServiceDecision next(ServiceView view, RolloutEvent cause, Instant now) {
        return Successor.of(view, cause, now);
    }

    /**
     * Decides a command of which {@link ServiceDecision.Forget} was carried out.
     *
     * @param wasThere whether the alert was remembered
     */
    public static ServiceDecision forgotten(
            ServiceView view, Command command, boolean wasThere, Instant now) {
        return CommandDecisions.forgotten(view, command, wasThere, now);
    }

    /** Decides what becomes of a deployment whose rollout the API server refuses for good. */
    public static ServiceDecision rejected(ServiceView view, DeployStarted deploy, String why) {
        return Successor.rejected(view, deploy, why + "; deploy again");
    }

    /**
     * Decides how a rollback ends whose routes were made: they are looked at once more, and then
     * comes what waits for its end.
     */
    public static ServiceDecision finish(ServiceView view, RolloutEvent cause, Instant now) {
        return view.latest()
                .filter(latest -> latest.phase() instanceof Phase.RollingBack)
                .<ServiceDecision>map(Settle::new)
                .orElseGet(() -> Successor.of(view, cause, now));
    }

    /** Whether the alert changes something of what is known here. */
    public static boolean matters(ServiceView view, AlertFired fired, Instant now) {
        return AlertDecisions.matters(view, fired, now);
    }

    /** Whether the event only says that something in the cluster has changed. */
    static boolean isNudge(RolloutEvent event) {
        return event instanceof Observed seen && seen.observation() instanceof Observation.Nudged;
    }

    static NoNews noRollout(RolloutEvent event) {
        return new NoNews(event, "%s has no rollout".formatted(event.service()));
    }

    private static ServiceDecision onLatest(ServiceView view, RolloutEvent event, Instant now) {
        return view.latest()
                .<ServiceDecision>map(latest -> OnRollout.of(view, latest, event, now))
                .orElseGet(() -> noRollout(event));
    }

    /**
     * The wait that a timer ends is one with weights that are acknowledged: after a crash they may
     * not even be written.
     */
    private static ServiceDecision timed(ServiceView view, StepDue due, Instant now) {
        if (view.latest().isEmpty()) {
            return noRollout(due);
        }
        Optional<Rollout> ended = OldPods.ended(view, due);
        if (ended.isPresent()) {
            return OldPods.decide(view, ended.get(), due, now);
        }
        Rollout latest = view.latest().get();
        if (!view.settled(latest)) {
            return new First(new Settle(latest), due);
        }
        OnRollout decided = OnRollout.of(view, latest, due, now);
        return latest.phase() instanceof Phase.Preparing && !decided.unmoved()
                ? AlertDecisions.armed(view, decided, now)
                : decided;
    }

    private static ServiceDecision looked(ServiceView view, Observed nudge, Instant now) {
        if (view.latest().isEmpty()) {
            return new Nothing();
        }
        Rollout latest = view.latest().get();
        if (latest.phase() instanceof Phase.Pending) {
            return Successor.of(view, nudge, now);
        }
        OnRollout pods =
                OnRollout.of(
                        view,
                        latest,
                        nudge.because(new Observation.PodsSeen(view.canaryPods(latest)), now),
                        now);
        if (pods.unmoved()) {
            return new Settle(latest);
        }
        boolean first = latest.phase() instanceof Phase.Preparing && !latest.reachesCanary();
        return first ? AlertDecisions.armed(view, pods, now) : pods;
    }
}
