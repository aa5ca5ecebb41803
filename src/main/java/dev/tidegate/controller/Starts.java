package dev.tidegate.controller;

import dev.tidegate.controller.Policies.Lookup;
import dev.tidegate.controller.RolloutStore.Stored;
import dev.tidegate.core.event.Observation;
import dev.tidegate.core.event.RolloutEvent;
import dev.tidegate.core.event.RolloutEvent.DeployStarted;
import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.core.rollout.Decision;
import dev.tidegate.core.rollout.Rollout;

import java.util.Optional;

/** How a rollout starts: it is created, it waits for its gates, and it may follow another one. */
final class Starts {

    private final Ports ports;
    private final RolloutStore store;
    private final Settler settler;
    private final Gates gates;

    Starts(Ports ports, Settler settler) {
        this.ports = ports;
        this.store = ports.store();
        this.settler = settler;
        this.gates = new Gates(ports);
    }

    /**
     * Starts a new rollout; the resource's number is the lock, so two processes cannot both start
     * one.
     */
    Turn open(DeployStarted deploy) {
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
                    yield refused(
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
                ? Turn.DONE
                : Turn.retry("the refusal is not acknowledged");
    }

    private Turn create(DeployStarted deploy, Lookup.Found policy) {
        int number = latest(deploy.service()).map(s -> s.number() + 1).orElse(1);
        return switch (store.create(deploy, number, policy.plan())) {
            case Result.Done<Stored>(Stored created) -> {
                ports.telemetry()
                        .decided(
                                deploy,
                                Optional.of(created.rollout()),
                                new Decision.Moved(created.rollout(), deploy.cause()));
                Result<Boolean> shown =
                        ports.policies()
                                .show(
                                        deploy.service(),
                                        Optional.of(created.rollout()),
                                        Optional.empty());
                yield shown instanceof Result.Unreachable<Boolean>(String why)
                        ? Turn.retry(why)
                        : through(created, deploy);
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
                        && latest(deploy.service()).filter(s -> s.number() >= number).isPresent();
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
        Observation seen = gates.look(rollout);
        return followed(
                rollout.service(), settler.decide(pending, settler.observed(cause, rollout, seen)));
    }

    /** After a rollout has ended, starts the one that waits for it. */
    Turn followed(ServiceKey service, Turn turn) {
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

    private Optional<Stored> latest(ServiceKey service) {
        return store.of(service).stream().findFirst();
    }
}
