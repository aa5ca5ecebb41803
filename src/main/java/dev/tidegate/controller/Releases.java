package dev.tidegate.controller;

import dev.tidegate.controller.RolloutStore.Stored;
import dev.tidegate.core.distribution.Weight;
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
import java.util.Optional;
import java.util.function.Function;

/** What an event means for a service: which of its rollouts it is for, or that a new one starts. */
final class Releases {

    /** Id of what the controller itself saw: what follows from it has this in front of its id. */
    static final String NUDGE = "cluster";

    /** After so many readings that were out of date the event waits a little. */
    private static final int READINGS = 20;

    private final Ports ports;
    private final RolloutStore store;
    private final Policies policies;
    private final Settler settler;
    private final Starts starts;
    private final LateAlerts late;
    private final Clock clock;
    private final PodWatch pods;

    Releases(Ports ports, Outbox outbox) {
        this.ports = ports;
        this.store = ports.store();
        this.policies = ports.policies();
        this.settler = new Settler(ports, outbox);
        this.starts = new Starts(ports, settler, outbox);
        this.late = new LateAlerts(ports, settler, starts);
        this.clock = ports.clock();
        this.pods = new PodWatch(ports);
    }

    Turn handle(RolloutEvent event) {
        return reminded(event.service(), upToDate(event.service(), fresh -> handled(event, fresh)));
    }

    /**
     * Decides; when what it decides on turns out to be out of date, reads anew and decides again:
     * which rollout the event is for, too.
     *
     * @param decide given whether the service's rollouts were just read from the API server
     */
    private Turn upToDate(ServiceKey service, Function<Boolean, Turn> decide) {
        Turn turn = decide.apply(false);
        for (int i = 0; i < READINGS && turn instanceof Turn.Stale; i++) {
            turn =
                    store.refresh(service) instanceof Result.Done<?>
                            ? decide.apply(true)
                            : Turn.retry("the rollouts of %s cannot be read".formatted(service));
        }
        return turn instanceof Turn.Stale(String what) ? Turn.retry(what) : turn;
    }

    private Turn handled(RolloutEvent event, boolean fresh) {
        return switch (event) {
            case DeployStarted deploy -> starts.deployed(deploy, fresh);
            case AlertFired fired -> alerted(fired, fresh);
            case AlertResolved resolved -> onLatest(resolved);
            case Command command -> commanded(command, fresh);
            case StepDue due -> timed(due);
            case Observed observed -> onLatest(observed);
        };
    }

    /** Whether nothing remains to be done for the routes of the service. */
    boolean isFinished(ServiceKey service) {
        return store.latest(service)
                .filter(s -> s.rollout().phase() instanceof Phase.RollingBack)
                .isEmpty();
    }

    /** The end of a rollback whose routes are acknowledged is written down. */
    Turn finish(RolloutEvent event) {
        ServiceKey service = event.service();
        Turn turn = Turn.done();
        for (int i = 0; i < READINGS && turn.isDone() && !isFinished(service); i++) {
            turn =
                    upToDate(
                            service,
                            _ ->
                                    store.latest(service)
                                            .map(s -> settler.settle(s, event))
                                            .orElse(Turn.done()));
        }
        if (!turn.isDone() || isFinished(service)) {
            return starts.followed(service, turn);
        }
        return Turn.retry("somebody else writes the routes of %s all the time".formatted(service));
    }

    /** Whether the alert changes something of what is known here. */
    boolean matters(AlertFired fired) {
        return !over(fired) && late.matters(fired);
    }

    /** Looks at the service's newest rollout again, after something in the cluster has changed. */
    Turn look(ServiceKey service) {
        return reminded(
                service,
                upToDate(service, _ -> store.latest(service).map(this::look).orElse(Turn.done())));
    }

    private Turn reminded(ServiceKey service, Turn turn) {
        store.latest(service).ifPresent(s -> pods.remind(s.rollout()));
        return turn;
    }

    /** What a look says that it follows from. */
    Observed nudge(ServiceKey service) {
        return new Observed(NUDGE, service, clock.instant(), new Observation.RoutesApplied(0));
    }

    private Turn look(Stored stored) {
        Rollout rollout = stored.rollout();
        Observed nudge = nudge(rollout.service());
        if (rollout.phase() instanceof Phase.Pending) {
            return replaced(rollout.service(), starts.through(stored, nudge), nudge);
        }
        RolloutEvent seen = settler.observed(nudge, rollout, pods.seen(rollout));
        if (settler.unmoved(stored, seen)) {
            return replaced(
                    rollout.service(),
                    starts.followed(rollout.service(), settler.settle(stored, nudge)),
                    nudge);
        }
        boolean first =
                rollout.phase() instanceof Phase.Preparing
                        && rollout.canaryWeight().equals(Weight.ZERO);
        return first
                ? starts.armed(stored, seen)
                : starts.followed(rollout.service(), settler.decide(stored, seen));
    }

    private Turn replaced(ServiceKey service, Turn turn, Observed nudge) {
        return turn.isDone()
                ? store.latest(service)
                        .filter(Controller::isLive)
                        .map(s -> starts.giveWay(s, nudge))
                        .orElse(turn)
                : turn;
    }

    /** Forgets a rollout that was deleted. */
    void gone(Rollout rollout) {
        settler.forget(rollout);
    }

    private Turn onLatest(RolloutEvent event) {
        Optional<Stored> latest = store.latest(event.service());
        if (latest.isEmpty()) {
            return ignored(event, "%s has no rollout".formatted(event.service()));
        }
        return starts.followed(event.service(), settler.decide(latest.get(), event));
    }

    private Turn ignored(RolloutEvent event, String reason) {
        ports.telemetry().decided(event, Optional.empty(), new Decision.Unchanged(reason));
        return Turn.done();
    }

    /**
     * A command is for the live rollout, but a late copy of one that an earlier rollout has obeyed
     * is for that one: it must not act on the next release.
     */
    private Turn commanded(Command command, boolean fresh) {
        if (command.action() == Action.FORGET) {
            return forgotten(command);
        }
        Optional<Stored> known = store.knowing(command);
        if (known.isPresent()) {
            return starts.followed(command.service(), settler.decide(known.get(), command));
        }
        Optional<Stored> latest = store.latest(command.service());
        Optional<Stored> live = latest.filter(Controller::isLive);
        if (!fresh && live.filter(s -> !settler.unmoved(s, command)).isEmpty()) {
            return new Turn.Stale("what is known here refuses " + command.id());
        }
        if (live.isEmpty()) {
            return command.action() == Action.RETRY ? retried(command) : tooLate(command, latest);
        }
        Turn turn = onLatest(command);
        return turn.isDone() && command.action() == Action.SKIP
                ? store.latest(command.service()).map(this::look).orElse(turn)
                : turn;
    }

    /** An alert is no longer taken to fire; a live release notes who said so, and looks again. */
    private Turn forgotten(Command command) {
        Result<Boolean> done = policies.forget(command.service(), command.fingerprint().orElse(""));
        if (!(done instanceof Result.Done<Boolean>(Boolean wasThere))) {
            return Turn.retry("%s is not done: %s".formatted(command.title(), done.trouble()));
        }
        Optional<Stored> live = store.latest(command.service()).filter(Controller::isLive);
        if (live.isEmpty()) {
            return ignored(command, command.title() + (wasThere ? "" : "; it was not remembered"));
        }
        Turn turn = onLatest(command);
        return turn.isDone() ? store.latest(command.service()).map(this::look).orElse(turn) : turn;
    }

    private Turn retried(Command command) {
        Optional<Stored> ended =
                command.rollout()
                        .map(name -> store.named(command.service(), name))
                        .orElseGet(() -> store.latest(command.service()));
        return ended.map(
                        s -> {
                            Rollout rollout = s.rollout();
                            return starts.deployed(
                                    new DeployStarted(
                                            command.id(),
                                            command.service(),
                                            command.time(),
                                            rollout.canary(),
                                            "%s, of %s"
                                                    .formatted(
                                                            command.title(),
                                                            rollout.identity().name()),
                                            command.initiator()),
                                    true);
                        })
                .orElseGet(() -> tooLate(command, ended));
    }

    private Turn tooLate(Command command, Optional<Stored> latest) {
        return starts.refused(
                command,
                latest.map(s -> starts.afterEnd(s.rollout()))
                        .orElseGet(
                                () ->
                                        "%s has no rollout%s; a deployment event starts one"
                                                .formatted(
                                                        command.service(),
                                                        command.rollout()
                                                                .map(name -> " " + name)
                                                                .orElse(" yet"))));
    }

    /**
     * Nothing that may be away or broken is asked before the decision on a live release. An alert
     * that changes nothing of what is known here may be about a newer rollout: {@link Remembrance}
     * finds that out.
     */
    private Turn alerted(AlertFired fired, boolean fresh) {
        return over(fired)
                ? ignored(
                        fired,
                        "alert %s was resolved before this copy of it came"
                                .formatted(fired.alert().name()))
                : late.hindered(fired, fresh).orElseGet(() -> onLatest(fired));
    }

    private boolean over(AlertFired fired) {
        return policies.resolved(fired.service()).stream().anyMatch(end -> end.ends(fired.alert()));
    }

    /**
     * The wait that a timer ends is one with weights that are acknowledged: after a crash they may
     * not even be written.
     */
    private Turn timed(StepDue due) {
        Turn settled =
                store.latest(due.service()).map(s -> settler.settle(s, due)).orElse(Turn.done());
        if (!settled.isDone()) {
            return settled;
        }
        return store.latest(due.service())
                .filter(s -> s.rollout().phase() instanceof Phase.Preparing)
                .filter(s -> !settler.unmoved(s, due))
                .map(s -> starts.armed(s, due))
                .orElseGet(() -> onLatest(due));
    }
}
