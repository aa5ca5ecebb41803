package dev.tidegate.controller;

import dev.tidegate.controller.RolloutStore.Stored;
import dev.tidegate.core.event.Alert;
import dev.tidegate.core.event.Observation;
import dev.tidegate.core.event.RolloutEvent;
import dev.tidegate.core.event.RolloutEvent.Action;
import dev.tidegate.core.event.RolloutEvent.AlertFired;
import dev.tidegate.core.event.RolloutEvent.AlertResolved;
import dev.tidegate.core.event.RolloutEvent.Command;
import dev.tidegate.core.event.RolloutEvent.DeployStarted;
import dev.tidegate.core.event.RolloutEvent.Observed;
import dev.tidegate.core.event.RolloutEvent.StepDue;
import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.core.rollout.Decision;
import dev.tidegate.core.rollout.Phase;
import dev.tidegate.core.rollout.Rollout;

import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** What an event means for a service: which of its rollouts it is for, or that a new one starts. */
final class Releases {

    private final Ports ports;
    private final RolloutStore store;
    private final Policies policies;
    private final Settler settler;
    private final Starts starts;
    private final Clock clock;

    Releases(Ports ports) {
        this.ports = ports;
        this.store = ports.store();
        this.policies = ports.policies();
        this.settler = new Settler(ports);
        this.starts = new Starts(ports, settler);
        this.clock = ports.clock();
    }

    Turn handle(RolloutEvent event) {
        return switch (event) {
            case DeployStarted deploy -> deployed(deploy);
            case AlertFired fired -> alerted(fired);
            case AlertResolved resolved -> onLatest(resolved);
            case Command command -> commanded(command);
            case StepDue due -> timed(due);
            case Observed observed -> onLatest(observed);
        };
    }

    /**
     * What remains to be done after an event is handled: an alert is kept in the policy's status,
     * for the release that comes next. Whatever hinders this has not hindered the rollback.
     */
    Turn remember(RolloutEvent event) {
        return switch (event) {
            case AlertFired fired -> remember(fired, fired.alert(), true);
            case AlertResolved resolved -> remember(resolved, resolved.alert(), false);
            case DeployStarted _, Command _, StepDue _, Observed _ -> Turn.DONE;
        };
    }

    private Turn remember(RolloutEvent event, Alert alert, boolean firing) {
        return switch (policies.record(event.service(), alert, firing)) {
            case Result.Done<Boolean> _ -> look(event.service());
            case Result.Rejected<Boolean>(String why) ->
                    ignored(
                            event,
                            "alert %s is not kept for the next release: %s"
                                    .formatted(alert.name(), why));
            case Result.Conflict<Boolean>(String what) -> Turn.retry(what);
            case Result.Unreachable<Boolean>(String why) -> Turn.retry(why);
        };
    }

    /** Looks at the service's newest rollout again, after something in the cluster has changed. */
    Turn look(ServiceKey service) {
        return latest(service).map(this::look).orElse(Turn.DONE);
    }

    private Turn look(Stored stored) {
        Rollout rollout = stored.rollout();
        Observation none = new Observation.RoutesApplied(0);
        Observed nudge = new Observed("cluster", rollout.service(), clock.instant(), none);
        return rollout.phase() instanceof Phase.Pending
                ? starts.through(stored, nudge)
                : starts.followed(rollout.service(), settler.settle(stored, nudge));
    }

    /** Forgets a rollout that was deleted. */
    void gone(Rollout rollout) {
        settler.forget(rollout);
    }

    private Optional<Stored> latest(ServiceKey service) {
        return store.of(service).stream().findFirst();
    }

    private Turn onLatest(RolloutEvent event) {
        Optional<Stored> latest = latest(event.service());
        if (latest.isEmpty()) {
            return ignored(event, "%s has no rollout".formatted(event.service()));
        }
        return starts.followed(event.service(), settler.decide(latest.get(), event));
    }

    private Turn ignored(RolloutEvent event, String reason) {
        ports.telemetry().decided(event, Optional.empty(), new Decision.Unchanged(reason));
        return Turn.DONE;
    }

    private Turn deployed(DeployStarted deploy) {
        List<Stored> rollouts = store.of(deploy.service());
        Optional<Stored> known = knowing(deploy);
        if (known.isPresent()
                || rollouts.stream().findFirst().filter(Controller::isLive).isPresent()) {
            return followedThrough(
                    deploy, settler.decide(known.orElseGet(rollouts::getFirst), deploy));
        }
        if (!rollouts.isEmpty()
                && deploy.time()
                        .isBefore(rollouts.getFirst().rollout().identity().deploy().time())) {
            return starts.refused(
                    deploy,
                    "time: %s is older than the deployment that %s released; deploy again with a new event"
                            .formatted(
                                    deploy.time(),
                                    rollouts.getFirst().rollout().identity().name()));
        }
        return starts.open(deploy);
    }

    /** The rollout that has taken the event into account. */
    private Optional<Stored> knowing(RolloutEvent event) {
        return store.of(event.service()).stream()
                .filter(s -> s.rollout().handled().contains(event.id()))
                .findFirst();
    }

    private Turn followedThrough(DeployStarted deploy, Turn turn) {
        Optional<Stored> latest = latest(deploy.service());
        if (turn.isDone()
                && latest.filter(s -> s.rollout().phase() instanceof Phase.Pending).isPresent()) {
            return starts.through(latest.get(), deploy);
        }
        return starts.followed(deploy.service(), turn);
    }

    /**
     * A command is for the live rollout, but a late copy of one that an earlier rollout has obeyed
     * is for that one: it must not act on the next release.
     */
    private Turn commanded(Command command) {
        Optional<Stored> known = knowing(command);
        if (known.isPresent()) {
            return starts.followed(command.service(), settler.decide(known.get(), command));
        }
        Optional<Stored> latest = latest(command.service());
        if (latest.filter(Controller::isLive).isEmpty()) {
            return command.action() == Action.RETRY ? retried(command) : tooLate(command, latest);
        }
        Turn turn = onLatest(command);
        return turn.isDone() && command.action() == Action.SKIP ? look(command.service()) : turn;
    }

    private Turn retried(Command command) {
        Optional<Stored> ended =
                command.rollout()
                        .map(name -> store.named(command.service(), name))
                        .orElseGet(() -> latest(command.service()));
        return ended.map(
                        s -> {
                            Rollout rollout = s.rollout();
                            return deployed(
                                    new DeployStarted(
                                            command.id(),
                                            command.service(),
                                            command.time(),
                                            rollout.canary(),
                                            "%s, of %s"
                                                    .formatted(
                                                            command.title(),
                                                            rollout.identity().name())));
                        })
                .orElseGet(() -> tooLate(command, ended));
    }

    private Turn tooLate(Command command, Optional<Stored> latest) {
        return starts.refused(
                command,
                latest.map(
                                s ->
                                        "%s has ended: %s; retry releases its version again"
                                                .formatted(
                                                        s.rollout().identity().name(),
                                                        s.rollout().phase().title()))
                        .orElseGet(
                                () ->
                                        "%s has no rollout%s; a deployment event starts one"
                                                .formatted(
                                                        command.service(),
                                                        command.rollout()
                                                                .map(name -> " " + name)
                                                                .orElse(" yet"))));
    }

    /** Nothing that may be away or broken is asked before the decision. */
    private Turn alerted(AlertFired fired) {
        boolean over =
                policies.resolved(fired.service()).stream()
                        .anyMatch(a -> a.identity().equals(fired.alert().identity()));
        return over
                ? ignored(
                        fired,
                        "alert %s was resolved before this copy of it came"
                                .formatted(fired.alert().name()))
                : onLatest(fired);
    }

    /**
     * The wait that a timer ends is one with weights that are acknowledged: after a crash they may
     * not even be written.
     */
    private Turn timed(StepDue due) {
        Optional<Stored> latest = latest(due.service());
        Turn settled = latest.map(s -> settler.settle(s, due)).orElse(Turn.DONE);
        return settled.isDone() ? onLatest(due) : settled;
    }
}
