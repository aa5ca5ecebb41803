package dev.tidegate.controller;

import dev.tidegate.controller.Policies.Lookup;
import dev.tidegate.controller.RolloutStore.Stored;
import dev.tidegate.core.event.Alert;
import dev.tidegate.core.event.Observation;
import dev.tidegate.core.event.RolloutEvent;
import dev.tidegate.core.event.RolloutEvent.AlertFired;
import dev.tidegate.core.event.RolloutEvent.DeployStarted;
import dev.tidegate.core.event.RolloutEvent.StepDue;
import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.core.rollout.Decision;
import dev.tidegate.core.rollout.Phase;
import dev.tidegate.core.rollout.Rollout;

import java.util.List;
import java.util.Optional;

/** How a rollout starts: it is created, it waits for its gates, and it may follow another one. */
final class Starts {

    private final Ports ports;
    private final RolloutStore store;
    private final Settler settler;

    Starts(Ports ports, Settler settler) {
        this.ports = ports;
        this.store = ports.store();
        this.settler = settler;
    }

    /**
     * What a deployment means: for the live rollout, or as the start of another.
     *
     * @param fresh whether the rollouts were just read from the API server: nothing is refused
     *     before
     */
    Turn deployed(DeployStarted deploy, boolean fresh) {
        ServiceKey service = deploy.service();
        Optional<Stored> known = store.knowing(deploy);
        Optional<Stored> latest = store.latest(service);
        Optional<Stored> concerned = known.or(() -> latest.filter(Controller::isLive));
        if (concerned.isPresent()) {
            return known.isEmpty() && !fresh && settler.unmoved(concerned.get(), deploy)
                    ? new Turn.Stale("what is known here refuses " + deploy.id())
                    : throughOrFollowed(deploy, settler.decide(concerned.get(), deploy));
        }
        Optional<Stored> followed = latest.filter(s -> s.rollout().next().isPresent());
        if (followed.isPresent()) {
            // whoever ended it got no further: its turn comes first
            Turn turn = followed(service, settler.settle(followed.get(), deploy));
            return turn.isDone() ? deployed(deploy, fresh) : turn;
        }
        if (latest.filter(s -> isTakenBack(deploy, s.rollout())).isPresent()) {
            return fresh
                    ? unchanged(
                            deploy, "was rolled back last; retry it, or release another version")
                    : new Turn.Stale("what is known here has " + deploy.version() + " rolled back");
        }
        return latest.map(Stored::rollout)
                .filter(r -> deploy.time().isBefore(r.identity().deploy().time()))
                .map(
                        newer ->
                                refused(
                                        deploy,
                                        "time: %s is older than the deployment that %s released; deploy again with a new event"
                                                .formatted(deploy.time(), newer.identity().name())))
                .orElseGet(() -> open(deploy));
    }

    /**
     * What is declared again after it was rolled back is no new try of it, unless whoever declares
     * it had taken it back before.
     */
    private static boolean isTakenBack(DeployStarted deploy, Rollout latest) {
        return deploy.declared()
                && latest.phase() instanceof Phase.RolledBack
                && latest.canary().equals(deploy.version())
                && !deploy.hasSourceOf(latest.history().getLast().eventId());
    }

    private Turn unchanged(DeployStarted deploy, String why) {
        String reason = "%s is declared, and %s".formatted(deploy.version(), why);
        ports.telemetry().decided(deploy, Optional.empty(), new Decision.Unchanged(reason));
        return Turn.done();
    }

    private Turn throughOrFollowed(DeployStarted deploy, Turn turn) {
        Optional<Stored> pending =
                store.latest(deploy.service())
                        .filter(s -> s.rollout().phase() instanceof Phase.Pending);
        return turn.isDone() && pending.isPresent()
                ? through(pending.get(), deploy)
                : followed(deploy.service(), turn);
    }

    /**
     * Starts a new rollout; the resource's number is the lock, so two processes cannot both start
     * one.
     */
    private Turn open(DeployStarted deploy) {
        return switch (ports.policies().find(deploy.service())) {
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
                    yield deploy.declared()
                            ? unchanged(deploy, "carries the traffic already")
                            : refused(
                                    deploy,
                                    "version: %s carries the traffic already; deploy another version"
                                            .formatted(deploy.version()));
                }
                yield create(deploy, found);
            }
        };
    }

    /** Tells of an event that will not be followed. */
    Turn refused(RolloutEvent event, String reason) {
        ports.telemetry().refused(event, reason);
        return ports.outcomes().refused(event, reason) instanceof Result.Done<Boolean>
                ? Turn.done()
                : Turn.retry("the refusal is not acknowledged");
    }

    private Turn create(DeployStarted deploy, Lookup.Found policy) {
        int number = store.latest(deploy.service()).map(s -> s.number() + 1).orElse(1);
        return switch (store.create(deploy, number, policy.plan())) {
            case Result.Done<Stored>(Stored created) -> {
                ports.telemetry()
                        .decided(
                                deploy,
                                Optional.of(created.rollout()),
                                new Decision.Moved(created.rollout(), deploy.cause()));
                yield through(created, deploy);
            }
            case Result.Conflict<Stored>(String what) -> taken(deploy, number, what);
            case Result.Unreachable<Stored>(String why) -> Turn.retry(why);
            case Result.Rejected<Stored>(String why) -> refused(deploy, why + "; deploy again");
        };
    }

    /** Somebody else has the number: next time there is a newer rollout to decide on. */
    private Turn taken(DeployStarted deploy, int number, String what) {
        ports.telemetry().conflict(what);
        boolean read =
                store.refresh(deploy.service()) instanceof Result.Done<?>
                        && store.latest(deploy.service())
                                .filter(s -> s.number() >= number)
                                .isPresent();
        return Turn.retry(
                read
                        ? what
                        : "rollout %s-%d exists and cannot be read; repair it, or delete it"
                                .formatted(deploy.service().name(), number));
    }

    /** Settles a pending rollout and lets it through its gates when they are open. */
    Turn through(Stored pending, RolloutEvent cause) {
        Turn settled = settler.settle(pending, cause);
        if (!settled.isDone()) {
            return settled;
        }
        Rollout rollout = pending.rollout();
        Observation seen = Gates.look(ports, rollout).of(rollout);
        return followed(
                rollout.service(), settler.decide(pending, settler.observed(cause, rollout, seen)));
    }

    /**
     * The end of the propagation wait, before the first traffic. When the gates were looked at, an
     * alert may have fired that this process did not know of yet; whoever remembered it then did
     * not know of this rollout as more than pending. So the alerts are read once more.
     */
    Turn armed(Stored preparing, StepDue due) {
        ServiceKey service = due.service();
        return switch (ports.policies().firing(service)) {
            case Result.Done<List<Alert>>(List<Alert> firing) -> {
                RolloutEvent event =
                        firing.stream()
                                .filter(a -> Gates.concerns(a, preparing.rollout()))
                                .<RolloutEvent>map(
                                        a -> new AlertFired(a.identity(), service, due.time(), a))
                                .filter(fired -> !settler.unmoved(preparing, fired))
                                .findFirst()
                                .orElse(due);
                yield followed(service, settler.decide(preparing, event));
            }
            case Result.Conflict<List<Alert>>(String why) -> Turn.retry(why);
            case Result.Unreachable<List<Alert>>(String why) -> Turn.retry(why);
            case Result.Rejected<List<Alert>>(String why) -> Turn.retry(why);
        };
    }

    /** After a rollout has ended, starts the one that waits for it. */
    Turn followed(ServiceKey service, Turn turn) {
        Optional<Stored> ended =
                store.of(service).stream()
                        .filter(s -> !s.rollout().live())
                        .filter(s -> s.rollout().next().isPresent())
                        .findFirst();
        if (!turn.isDone() || ended.isEmpty()) {
            return turn;
        }
        Turn opened =
                store.latest(service).equals(ended)
                        ? open(ended.get().rollout().next().orElseThrow())
                        : Turn.done();
        return opened.isDone() ? dequeued(ended.get()) : opened;
    }

    /**
     * What has started, or was refused when its turn came, must not start again: neither when the
     * reason is gone nor when its rollout is deleted.
     */
    private Turn dequeued(Stored ended) {
        Rollout alone = ended.rollout().withoutNext();
        return Turn.of(store.commit(ended, alone, ended.publishedRevision()));
    }
}
