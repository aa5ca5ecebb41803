package dev.tidegate.core.rollout;

import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.event.Alert;
import dev.tidegate.core.event.Problems;
import dev.tidegate.core.event.RolloutEvent;
import dev.tidegate.core.event.RolloutEvent.AlertFired;
import dev.tidegate.core.event.RolloutEvent.AlertResolved;
import dev.tidegate.core.event.RolloutEvent.Command;
import dev.tidegate.core.event.RolloutEvent.DeployStarted;
import dev.tidegate.core.event.RolloutEvent.Observed;
import dev.tidegate.core.event.RolloutEvent.StepDue;
import dev.tidegate.core.event.VerdictTold;
import dev.tidegate.core.rollout.Phase.Live;
import dev.tidegate.core.rollout.Phase.Pausable;
import dev.tidegate.core.rollout.Phase.Paused;
import dev.tidegate.core.rollout.Phase.Pending;
import dev.tidegate.core.rollout.Phase.Preparing;
import dev.tidegate.core.rollout.Phase.Progressing;
import dev.tidegate.core.rollout.Phase.RollingBack;
import dev.tidegate.core.rollout.RolloutPlan.OnNewDeploy;
import dev.tidegate.core.rollout.RolloutPlan.Unversioned;
import dev.tidegate.core.text.TimeText;

import java.time.Instant;

/**
 * What an event does to a rollout: pure, total and deterministic. Each phase, its successors and
 * what leads there:
 *
 * <pre>
 * Pending      → Pending      skip: the gates are open, whatever blocks them
 *              → Preparing    the gates are open
 *              → Failed       the deadline passed, or the version is stable already
 * Preparing    → Progressing  the propagation wait is over (or → Paused, Baking, as the step says)
 * Progressing, Baking, Paused at a pause of the plan → Preparing  a subset was taken away
 * Progressing  → Progressing  the hold is over, and what is to be proven is; promote or skip: the next step
 *              → Paused       the step pauses; nothing was proven in time; a pause command; an alert on
 *                             stable; drift; broken routes
 *              → Baking       after the last step
 * Paused       → the interrupted phase   resume
 *              → Progressing, Baking     promote, skip
 * Baking       → Succeeded    the bake is over, or skip
 * Pending, Preparing and Baking → Paused  a pause command; an alert on stable; drift; broken routes
 * Succeeded    → RollingBack  an alert that counts, written before the bake was over and read after
 * every live phase → RollingBack  an alert on the canary; a verdict that it is worse; abort; the stable version deployed again
 *                             (or declared, by who started the release);
 *                             a subset taken away, when the policy adopts that or it never ends;
 *                             no pod of the canary for the policy's time while it has traffic;
 *                             nothing was proven in time, when the policy says so
 *              → Superseded   a newer deployment, when the policy says so
 * RollingBack  → RolledBack   every route is acknowledged
 * Pending      → RolledBack   as RollingBack, at once: no route was touched
 * </pre>
 *
 * <p>Before a step, and before the bake ends, stands the {@link PodGate}, and before that and the
 * gates of Pending the {@link FreezeGate}. Drift that is reverted or adopted is a move within the
 * same phase, and so is that no evidence was told in time. Succeeded, RolledBack, Superseded and
 * Failed are ends. An alert that nobody had read when the bake ended opens a release again that has
 * succeeded.
 *
 * <p>A release that goes back to an earlier version begins with its gates skipped, has no step
 * before 100 %, and is neither held nor ended by what speaks against the version that it leaves.
 *
 * <p>An alert that began to fire before the release is no news to it, in any phase: it holds it in
 * Pending if it concerns it, and what fires when the gates open is handled with them, so that a
 * copy of it (Alertmanager repeats, and sends all again after a restart) moves nothing. What is
 * heard of for the first time after that is decided by whom it names ({@link AlertTarget}).
 */
public final class RolloutStateMachine {

    private RolloutStateMachine() {}

    /**
     * Decides.
     *
     * @param now when it is decided; holds count from here, because an event may be much older than
     *     its arrival
     */
    public static Decision decide(Rollout rollout, RolloutEvent event, Instant now) {
        if (rollout.hasHandled(event)) {
            return new Decision.Unchanged("event %s was handled before".formatted(event.id()));
        }
        Transition transition = new Transition(rollout, event, now);
        if (event instanceof DeployStarted declared && Declarations.agrees(rollout, declared)) {
            return transition.noted(
                    "%s is declared, to which %s goes back"
                            .formatted(rollout.canary(), rollout.identity().name()));
        }
        if (!(rollout.phase() instanceof Live live)) {
            return event instanceof AlertFired fired
                            && transition.history().carriedTrafficAt(fired.written())
                    ? alerted(transition, fired.alert())
                    : new Decision.Unchanged(
                            "%s has ended: %s"
                                    .formatted(rollout.identity().name(), rollout.phase().title()));
        }
        if (rollout.handled().forgot(event)) {
            return transition.refused(
                    "it is of %s, and %s has forgotten whether it followed it; give it again"
                            .formatted(event.time(), rollout.identity().name()));
        }
        return switch (event) {
            case DeployStarted e -> deployed(transition, live, e);
            case AlertFired e -> alerted(transition, e.alert());
            case AlertResolved e ->
                    new Decision.Unchanged(
                            "%s is resolved; a rollout that it moved stays so"
                                    .formatted(e.alert().name()));
            case StepDue e -> due(transition, live, e);
            case Command e -> Commands.decide(transition, live, e);
            case VerdictTold e -> Verdicts.decide(transition, live, e);
            case Observed e -> Observations.decide(transition, live, e.observation());
        };
    }

    private static Decision deployed(Transition transition, Live live, DeployStarted event) {
        Rollout rollout = transition.from();
        Version version = event.version();
        boolean stable = rollout.stable().filter(version::equals).isPresent();
        if (event.declared()) {
            if (Declarations.isNoNews(rollout, live, event)) {
                return new Decision.Unchanged("%s is declared, and no news".formatted(version));
            }
            if (stable) {
                return transition.rollBack(
                        "the stable version %s is declared again".formatted(version));
            }
        }
        if (event.isOlderThan(rollout.identity().deploy())) {
            return transition.refused(
                    "the deployment of %s is older (%s) than the one being released (%s); if it is the newer one, its sender's clock is behind: set it right, and deploy again with a new event"
                            .formatted(
                                    version,
                                    TimeText.moment(event.time()),
                                    TimeText.moment(rollout.identity().deploy().time())));
        }
        if (version.equals(rollout.canary()) && !(live instanceof RollingBack)) {
            return transition.refused(
                    "%s is being released already, by %s"
                            .formatted(version, rollout.identity().name()));
        }
        OnNewDeploy rule = rollout.plan().onNewDeploy();
        if (rule == OnNewDeploy.REJECT) {
            return transition.refused(
                    "%s is live and the policy rejects a second deployment (onNewDeploy: reject); deploy again when it has ended, or abort it first"
                            .formatted(rollout.identity().name()));
        }
        if (live instanceof RollingBack || rollout.goesBack() || rule == OnNewDeploy.QUEUE) {
            return transition.queued(
                    event,
                    "%s waits for the end of %s".formatted(version, rollout.identity().name()));
        }
        if (stable) {
            return transition.rollBack(
                    "the stable version %s was deployed again".formatted(version));
        }
        return transition.supersede(event);
    }

    private static Decision alerted(Transition transition, Alert alert) {
        Rollout rollout = transition.from();
        Phase phase = rollout.phase();
        if (!rollout.plan().onAlert().counts(alert)) {
            return new Decision.Unchanged(
                    "severity: \"%s\" is none of %s, which the policy's onAlert.severity names"
                            .formatted(
                                    alert.severity(),
                                    String.join(", ", rollout.plan().onAlert().severities())));
        }
        if (rollout.handled().contains(alert.identity())) {
            return new Decision.Unchanged(
                    "alert %s was taken into account before".formatted(alert.name()));
        }
        if (phase instanceof RollingBack) {
            return new Decision.Unchanged("it is rolling back already");
        }
        AlertTarget target = AlertTarget.of(alert, rollout);
        String what =
                "alert %s (%s) on %s".formatted(alert.name(), alert.severity(), target.title());
        Unversioned reaction = target.reaction(rollout);
        boolean older = alert.startsAt().isBefore(transition.history().answersSince());
        if (older && reaction != Unversioned.IGNORE && !target.actsWhenOlder(rollout)) {
            return new Decision.Unchanged(
                    rollout.traffic().isEmpty() && target != AlertTarget.STABLE
                            ? what + " fired before the release and holds it in Pending"
                            : what + " fired before the release, which is not its cause");
        }
        return switch (reaction) {
            case ROLLBACK -> transition.rollBack(what);
            case PAUSE ->
                    switch (phase) {
                        case Pausable pausable ->
                                transition.to(
                                        new Paused(pausable, false, what, transition.now()), what);
                        case Live _ ->
                                transition.noted(what + ", and the rollout is paused already");
                        case Phase.Ended _ ->
                                new Decision.Unchanged(what + ", and the rollout has ended");
                    };
            case IGNORE -> new Decision.Unchanged(what + " is not about this release");
        };
    }

    private static Decision due(Transition transition, Live live, StepDue timer) {
        Rollout rollout = transition.from();
        if (!timer.rolloutUid().equals(rollout.identity().uid())
                || timer.revision() != rollout.revision()) {
            return new Decision.Unchanged(
                    "the timer is stale: armed by revision %d of %s, now at revision %d"
                            .formatted(timer.revision(), timer.rolloutUid(), rollout.revision()));
        }
        if (live.due().isEmpty()) {
            return new Decision.Unchanged("%s waits for no timer".formatted(live.title()));
        }
        if (transition.now().isBefore(live.due().get())) {
            return new Decision.Unchanged(
                    "the timer is early: due %s".formatted(TimeText.moment(live.due().get())));
        }
        return live instanceof Pausable pausable
                ? waited(transition, pausable)
                : new Decision.Unchanged("%s waits for no timer".formatted(live.title()));
    }

    /**
     * The wait of {@code phase} is over, because its time has come or because somebody skipped it.
     */
    static Decision waited(Transition transition, Pausable phase) {
        return switch (phase) {
            case Pending p -> {
                String reason = "not ready in time: " + Problems.brief(p.waits());
                yield transition.to(new Phase.Failed(reason, transition.now()), reason);
            }
            case Preparing p -> transition.leave(p.step() - 1, "the propagation wait is over");
            case Progressing p -> Proving.over(transition, p);
            case Phase.Baking b ->
                    transition.to(new Phase.Succeeded(transition.now()), "the bake is over");
        };
    }
}
