package dev.tidegate.controller;

import dev.tidegate.controller.Policies.Lookup;
import dev.tidegate.controller.RolloutStore.Stored;
import dev.tidegate.core.event.Alert;
import dev.tidegate.core.event.Observation;
import dev.tidegate.core.event.RolloutEvent;
import dev.tidegate.core.event.RolloutEvent.AlertFired;
import dev.tidegate.core.event.RolloutEvent.DeployStarted;
import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.core.rollout.Decision;
import dev.tidegate.core.rollout.Phase;
import dev.tidegate.core.rollout.Refusal;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.rollout.RolloutPlan.OnNewDeploy;
import dev.tidegate.core.rollout.Routing;
import dev.tidegate.core.text.TimeText;

import java.util.List;
import java.util.Optional;

/** How a rollout starts: it is created, it waits for its gates, and it may follow another one. */
final class Starts {

    private final Ports ports;
    private final RolloutStore store;
    private final Settler settler;
    private final Outbox outbox;
    private final Openings openings;

    Starts(Ports ports, Settler settler, Outbox outbox) {
        this.ports = ports;
        this.store = ports.store();
        this.settler = settler;
        this.outbox = outbox;
        this.openings = new Openings(ports);
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
                    : throughOrFollowed(deploy, concerning(concerned.get(), deploy));
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
                .filter(r -> deploy.isOlderThan(r.identity().deploy()))
                .map(
                        newer ->
                                refused(
                                        deploy,
                                        "time: %s is older than %s, of the deployment that %s released; if it is the newer one, its sender's clock is behind: set it right, and deploy again with a new event"
                                                .formatted(
                                                        TimeText.moment(deploy.time()),
                                                        TimeText.moment(
                                                                newer.identity().deploy().time()),
                                                        newer.identity().name())))
                .orElseGet(() -> opened(latest, deploy));
    }

    /**
     * Starts a release. One that has succeeded may still be opened again by a late alert, so that
     * it is followed is written on it first: either that fails, or the alert's write does.
     */
    private Turn opened(Optional<Stored> latest, DeployStarted deploy) {
        Optional<Stored> succeeded =
                latest.filter(s -> s.rollout().phase() instanceof Phase.Succeeded);
        if (succeeded.isPresent() && openings.mayOpen(deploy.service(), deploy.version())) {
            Turn queued = settler.queued(succeeded.get(), deploy);
            return queued.isDone() ? followed(deploy.service(), queued) : queued;
        }
        return switch (openings.open(deploy)) {
            case Opened.Begun(Stored pending) -> through(pending, deploy);
            case Opened.Refused(Refusal why) -> refused(deploy, why.reason());
            case Opened.Not(String why) -> unchanged(deploy, why);
            case Opened.NotYet(String why) -> Turn.retry(why);
        };
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

    /** No release ends for one that cannot start: that is found out first. */
    private Turn concerning(Stored stored, DeployStarted deploy) {
        if (!settler.supersedes(stored, deploy)) {
            return settler.decide(stored, deploy);
        }
        Lookup policy = ports.policies().find(deploy.service());
        if (policy instanceof Lookup.Unreachable(String why)) {
            return Turn.retry(why);
        }
        return settler.decide(
                stored,
                canStart(policy, deploy)
                        ? deploy
                        : settler.observed(
                                deploy,
                                stored.rollout(),
                                new Observation.Hindered(
                                        deploy, Openings.ungoverned(policy, deploy))));
    }

    /** Lets the release that waits for a live one take its place, now that it can. */
    Turn giveWay(Stored live, RolloutEvent cause) {
        Rollout rollout = live.rollout();
        boolean given =
                rollout.plan().onNewDeploy() == OnNewDeploy.SUPERSEDE
                        && rollout.next()
                                .filter(n -> canStart(ports.policies().find(n.service()), n))
                                .isPresent();
        RolloutEvent seen = settler.observed(cause, rollout, new Observation.NextCanStart());
        return given && !settler.unmoved(live, seen)
                ? followed(rollout.service(), settler.decide(live, seen))
                : Turn.done();
    }

    private boolean canStart(Lookup policy, DeployStarted deploy) {
        return policy instanceof Lookup.Found found
                && ports.workloads()
                        .exists(
                                deploy.service().namespace(),
                                Routing.workload(
                                        found.plan().workload(),
                                        deploy.service(),
                                        deploy.version()));
    }

    /** That the rollout has ended, and what starts another one: a retry may be refused too. */
    String afterEnd(Rollout ended) {
        return "%s has ended: %s; %s"
                .formatted(
                        ended.identity().name(),
                        ended.phase().title(),
                        openings.mayOpen(ended.service(), ended.canary())
                                ? "retry releases its version again"
                                : "a deployment event starts the next one");
    }

    /** Refuses an event of which no rollout's status tells. */
    Turn refused(RolloutEvent event, String reason) {
        ports.telemetry().refused(event, reason);
        outbox.refuse(event.service(), Refusal.of(event, reason));
        return Turn.done();
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
     * The end of the propagation wait, or of the one for pods, before the first traffic. When the
     * gates were looked at, an alert may have fired that this process did not know of yet; whoever
     * remembered it then did not know of this rollout as more than pending. So the alerts are read
     * once more.
     */
    Turn armed(Stored preparing, RolloutEvent due) {
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
        Rollout rollout = ended.get().rollout();
        DeployStarted next = rollout.next().orElseThrow();
        Opened opened =
                store.latest(service).equals(ended)
                        ? openings.open(next)
                        : new Opened.Not("is not the next one any more");
        Turn begun =
                switch (opened) {
                    case Opened.Begun(Stored pending) -> through(pending, next);
                    case Opened.NotYet(String why) -> Turn.retry(why);
                    case Opened.Refused(Refusal why) -> {
                        ports.telemetry().refused(next, why.reason());
                        yield Turn.done();
                    }
                    case Opened.Not(String why) ->
                            next.declared() ? unchanged(next, why) : Turn.done();
                };
        // what has started, or was refused, must not start again when the reason is gone
        return begun.isDone()
                ? settler.dequeued(
                        ended.get(),
                        opened instanceof Opened.Refused(Refusal why)
                                ? Optional.of(why)
                                : Optional.empty())
                : begun;
    }
}
