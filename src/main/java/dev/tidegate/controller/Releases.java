package dev.tidegate.controller;

import dev.tidegate.controller.Policies.Lookup;
import dev.tidegate.controller.RolloutStore.Stored;
import dev.tidegate.core.event.Alert;
import dev.tidegate.core.event.Observation;
import dev.tidegate.core.event.RolloutEvent;
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

/**
 * What an event means for a service: which of its rollouts it is for, and when a new one starts.
 */
final class Releases {

    private final Ports ports;
    private final RolloutStore store;
    private final Policies policies;
    private final Settler settler;
    private final Gates gates;
    private final Clock clock;

    Releases(Ports ports) {
        this.ports = ports;
        this.store = ports.store();
        this.policies = ports.policies();
        this.settler = new Settler(ports);
        this.gates = new Gates(ports);
        this.clock = ports.clock();
    }

    Turn handle(RolloutEvent event) {
        return switch (event) {
            case DeployStarted deploy -> deployed(deploy);
            case AlertFired fired -> alerted(fired, fired.alert(), true);
            case AlertResolved resolved -> alerted(resolved, resolved.alert(), false);
            case Command command -> commanded(command);
            case StepDue due -> onLatest(due);
            case Observed observed -> onLatest(observed);
        };
    }

    /** Looks at the service's newest rollout again, after something in the cluster has changed. */
    Turn look(ServiceKey service) {
        return latest(service).map(this::look).orElse(Turn.DONE);
    }

    private Turn look(Stored stored) {
        if (stored.rollout().phase() instanceof Phase.Pending) {
            return through(stored, nudge(stored));
        }
        return followed(stored.rollout().service(), settler.settle(stored, nudge(stored)));
    }

    private Optional<Stored> latest(ServiceKey service) {
        return store.of(service).stream().findFirst();
    }

    private Turn onLatest(RolloutEvent event) {
        Optional<Stored> latest = latest(event.service());
        if (latest.isEmpty()) {
            return ignored(event, "%s has no rollout".formatted(event.service()));
        }
        return followed(event.service(), settler.decide(latest.get(), event));
    }

    private Turn ignored(RolloutEvent event, String reason) {
        ports.telemetry().decided(event, Optional.empty(), new Decision.Unchanged(reason));
        return Turn.DONE;
    }

    private Turn refused(RolloutEvent event, String reason) {
        ports.telemetry().refused(event, reason);
        return ports.outcomes().refused(event, reason) instanceof Result.Done<Boolean>
                ? Turn.DONE
                : Turn.retry("the refusal is not acknowledged");
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
            return refused(
                    deploy,
                    "time: %s is older than the deployment that %s released; deploy again with a new event"
                            .formatted(
                                    deploy.time(),
                                    rollouts.getFirst().rollout().identity().name()));
        }
        return open(deploy);
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
            return through(latest.get(), deploy);
        }
        return followed(deploy.service(), turn);
    }

    private Turn commanded(Command command) {
        Optional<Stored> latest = latest(command.service());
        boolean retry =
                command.action() == RolloutEvent.Action.RETRY
                        && latest.filter(s -> !s.rollout().live()).isPresent();
        if (retry) {
            return deployed(
                    new DeployStarted(
                            command.id(),
                            command.service(),
                            command.time(),
                            latest.get().rollout().canary()));
        }
        if (latest.filter(Controller::isLive).isEmpty() && knowing(command).isEmpty()) {
            return refused(
                    command,
                    latest.map(
                                    s ->
                                            "%s has ended: %s; retry releases its version again"
                                                    .formatted(
                                                            s.rollout().identity().name(),
                                                            s.rollout().phase().title()))
                            .orElse(
                                    "%s has no rollout yet; a deployment event starts one"
                                            .formatted(command.service())));
        }
        Turn turn = onLatest(command);
        return turn.isDone() && command.action() == RolloutEvent.Action.SKIP
                ? look(command.service())
                : turn;
    }

    private Turn alerted(RolloutEvent event, Alert alert, boolean firing) {
        Lookup policy = policies.find(event.service());
        if (firing
                && policy instanceof Lookup.Found found
                && found.resolved().stream().anyMatch(a -> a.identity().equals(alert.identity()))) {
            return ignored(
                    event,
                    "alert %s was resolved before this copy of it came".formatted(alert.name()));
        }
        Turn turn = onLatest(event);
        if (!turn.isDone()) {
            return turn;
        }
        if (!(policies.record(event.service(), alert, firing) instanceof Result.Done<Boolean>)) {
            return Turn.retry("the alert is not recorded in the policy's status");
        }
        return look(event.service());
    }

    /**
     * Starts a new rollout; the resource's number is the lock, so two processes cannot both start
     * one.
     */
    private Turn open(DeployStarted deploy) {
        return switch (policies.find(deploy.service())) {
            case Lookup.Absent() ->
                    refused(
                            deploy,
                            "service: %s has no RolloutPolicy; create one of that name in namespace %s"
                                    .formatted(deploy.service(), deploy.service().namespace()));
            case Lookup.Invalid(String why) ->
                    refused(
                            deploy,
                            "RolloutPolicy %s is invalid: %s".formatted(deploy.service(), why));
            case Lookup.Unreachable(String why) -> Turn.retry(why);
            case Lookup.Found found -> {
                RouteGateway.Seen seen =
                        ports.routes().look(deploy.service(), found.plan(), found.stable());
                if (seen.stable().filter(deploy.version()::equals).isPresent()) {
                    yield refused(
                            deploy,
                            "version: %s carries the traffic already; deploy another version"
                                    .formatted(deploy.version()));
                }
                yield create(deploy, found);
            }
        };
    }

    private Turn create(DeployStarted deploy, Lookup.Found policy) {
        int number = latest(deploy.service()).map(s -> s.number() + 1).orElse(1);
        return switch (store.create(deploy, number, policy.plan())) {
            case Result.Done<Stored>(Stored created) -> {
                ports.telemetry()
                        .decided(
                                deploy,
                                Optional.of(created.rollout()),
                                new Decision.Moved(
                                        created.rollout(), "deployment of " + deploy.version()));
                Result<Boolean> shown =
                        policies.show(
                                deploy.service(), Optional.of(created.rollout()), Optional.empty());
                yield shown instanceof Result.Done<Boolean>
                        ? through(created, deploy)
                        : Turn.retry("the policy's status is not written");
            }
            case Result.Conflict<Stored>(String what) -> {
                ports.telemetry().conflict(what);
                yield store.refresh(deploy.service()) instanceof Result.Done<?>
                        ? deployed(deploy)
                        : Turn.retry(what);
            }
            case Result.Unreachable<Stored>(String why) -> Turn.retry(why);
            case Result.Rejected<Stored>(String why) -> Turn.retry(why);
        };
    }

    /** Settles a pending rollout and lets it through its gates when they are open. */
    private Turn through(Stored pending, RolloutEvent cause) {
        Turn settled = settler.settle(pending, cause);
        if (!settled.isDone()) {
            return settled;
        }
        Rollout rollout = pending.rollout();
        Observation seen = gates.look(rollout);
        return followed(
                rollout.service(), settler.decide(pending, settler.observed(cause, rollout, seen)));
    }

    /** After a rollout has ended, starts the one that waits for it. */
    private Turn followed(ServiceKey service, Turn turn) {
        if (!turn.isDone()) {
            return turn;
        }
        Optional<Stored> ended =
                latest(service)
                        .filter(s -> !s.rollout().live())
                        .filter(s -> s.rollout().next().isPresent());
        if (ended.isEmpty()) {
            return Turn.DONE;
        }
        Stored stored = ended.get();
        Turn opened = open(stored.rollout().next().orElseThrow());
        boolean refused = opened.isDone() && latest(service).equals(ended);
        return refused ? dequeued(stored) : opened;
    }

    /** What was refused when its turn came must not start later, when the reason is gone. */
    private Turn dequeued(Stored ended) {
        Rollout alone = ended.rollout().withoutNext();
        return store.commit(ended, alone, ended.publishedRevision()) instanceof Result.Done<Stored>
                ? Turn.DONE
                : Turn.retry("the end of the queue is not committed");
    }

    private RolloutEvent nudge(Stored stored) {
        Rollout rollout = stored.rollout();
        Observation none = new Observation.RoutesApplied(0);
        return new Observed("cluster", rollout.service(), clock.instant(), none);
    }
}
