package dev.tidegate.controller;

import dev.tidegate.controller.Letter.Rank;
import dev.tidegate.controller.RolloutStore.Stored;
import dev.tidegate.core.analysis.Verdict;
import dev.tidegate.core.event.RolloutEvent;
import dev.tidegate.core.event.RolloutEvent.AlertFired;
import dev.tidegate.core.event.RolloutEvent.AlertResolved;
import dev.tidegate.core.event.RolloutEvent.Command;
import dev.tidegate.core.event.RolloutEvent.DeployStarted;
import dev.tidegate.core.event.RolloutEvent.Observed;
import dev.tidegate.core.event.RolloutEvent.OfAlert;
import dev.tidegate.core.event.RolloutEvent.StepDue;
import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.core.event.VerdictTold;
import dev.tidegate.core.rollout.Rollout;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * The one loop: an event moves a rollout, the rollout sets a distribution, the distribution becomes
 * route patches. Events of one service are handled one after the other, in its mailbox; an alert
 * that changes something and an abort overtake what waits there, and what waits for other services.
 *
 * <p>Each event runs through the same four steps: commit the decision, apply the routes, publish
 * the outcome, acknowledge. The last two have a mailbox of their own, and so has the keeping of
 * alerts for later releases. A crash between any two is repaired by redelivery, because the first
 * is recognised and the others may be done twice.
 */
public final class Controller {

    /**
     * How many services are worked on at a time, besides those with something urgent. Work is
     * waiting for the API server and for Kafka, and its stacks and buffers are what takes memory
     * when thousands of releases begin at once.
     */
    static final int AT_WORK = 64;

    /** How many namespaces' alerts are kept at a time: each is a row of writes. */
    private static final int KEEPING = 4;

    private final Workers<ServiceKey> mailboxes;
    private final Workers<ServiceKey> outboxes;
    private final Reconciler reconciler;
    private final Outbox outbox;
    private final AlertKeeper keeper;
    private final RolloutStore store;
    private final Telemetry telemetry;
    private final BackOff backOff;

    /**
     * A controller.
     *
     * @param executor runs one task for each service that has something to do; virtual threads
     * @param random the jitter of the back-off
     */
    public Controller(Ports ports, Executor executor, RandomGenerator random) {
        Timers timers = ports.timers();
        this.mailboxes = workers(executor, timers, ServiceKey::namespace, AT_WORK);
        this.outboxes = workers(executor, timers, ServiceKey::namespace, AT_WORK).behind(mailboxes);
        this.outbox = new Outbox(ports);
        this.reconciler = new Reconciler(ports, outbox);
        this.store = ports.store();
        this.telemetry = ports.telemetry();
        this.backOff = new BackOff(random);
        this.keeper =
                new AlertKeeper(
                        ports,
                        workers(executor, timers, Function.<String>identity(), KEEPING)
                                .behind(mailboxes),
                        backOff);
    }

    private static <K> Workers<K> workers(
            Executor executor, Timers timers, Function<K, String> group, int most) {
        return new Workers<>(executor, timers, group, new InFlight(most, timers::nanos));
    }

    /**
     * Handles an event, in its service's mailbox; returns at once.
     *
     * @param done runs when everything that follows from the event is acknowledged: the offset may
     *     be committed
     */
    public void handle(RolloutEvent event, Runnable done) {
        decide(event, () -> keep(event, done));
    }

    /**
     * Whether so much waits for the service that senders should come again later; alerts are taken
     * all the same.
     */
    public boolean full(ServiceKey service) {
        return mailboxes.full(service) || outboxes.full(service);
    }

    /** Says that something in the cluster changed that may matter to the service's live rollout. */
    public void nudge(ServiceKey service) {
        Observed nudge = reconciler.nudge(service);
        mailboxes.postOnce(
                service,
                look(nudge, () -> outboxes.postOnce(service, delivery(nudge, "nudge", () -> {}))));
    }

    /**
     * Looks at the service's live rollout as after a nudge.
     *
     * @param done runs when everything that follows from the look is acknowledged
     */
    public void look(ServiceKey service, Runnable done) {
        Observed nudge = reconciler.nudge(service);
        mailboxes.post(service, look(nudge, () -> deliver(nudge, done)));
    }

    /**
     * Forgets a rollout that was deleted, when its service's mailbox comes to it: what is being
     * done to the rollout then is done, or finds it deleted.
     */
    public void gone(Rollout rollout) {
        mailboxes.post(
                rollout.service(),
                () -> {
                    reconciler.gone(rollout);
                    return 0;
                });
    }

    /** Begins nothing any more; what is not acknowledged comes again, to another process. */
    public void close() {
        mailboxes.close();
        outboxes.close();
        keeper.close();
    }

    static boolean isLive(Stored stored) {
        return stored.rollout().live();
    }

    /** The event, through the commit of what it decides and the routes. */
    private void decide(RolloutEvent event, Runnable after) {
        ServiceKey service = event.service();
        boolean now = event instanceof StepDue || event instanceof Command;
        mailboxes.post(
                service,
                task(
                        event,
                        rank(event),
                        now,
                        new Object(),
                        () -> reconciler.handle(event),
                        () -> finish(event, after)));
    }

    /**
     * What takes the canary's traffic away is urgent, and a freeze, which is to stop the others; an
     * alert without effect holds nobody up. Asks nothing that has to be waited for.
     */
    private Rank rank(RolloutEvent event) {
        return switch (event) {
            case AlertFired fired ->
                    store.isRead() && !reconciler.matters(fired) ? Rank.AHEAD : Rank.URGENT;
            case Command command ->
                    switch (command.action()) {
                        case ABORT, ROLLBACK, FREEZE -> Rank.URGENT;
                        case PROMOTE, PAUSE, RESUME, SKIP, RETRY, FORGET, UNFREEZE -> Rank.NORMAL;
                    };
            case VerdictTold told ->
                    told.verdict() instanceof Verdict.Worse ? Rank.URGENT : Rank.NORMAL;
            case DeployStarted _, AlertResolved _, StepDue _, Observed _ -> Rank.NORMAL;
        };
    }

    /** The end of a rollback is written down: what comes after its routes is not urgent. */
    private void finish(RolloutEvent event, Runnable after) {
        if (reconciler.isFinished(event.service())) {
            after.run();
        } else {
            mailboxes.post(
                    event.service(),
                    task(
                            event,
                            Rank.NORMAL,
                            true,
                            new Object(),
                            () -> reconciler.finish(event),
                            after));
        }
    }

    private Task look(Observed nudge, Runnable after) {
        return task(
                nudge,
                Rank.LATER,
                false,
                nudge.service(),
                () -> {
                    Attempt looked = reconciler.handle(nudge);
                    return looked.isDone() && !reconciler.isFinished(nudge.service())
                            ? reconciler.finish(nudge)
                            : looked;
                },
                after);
    }

    /** Alerts are kept for the releases to come. */
    private void keep(RolloutEvent event, Runnable done) {
        if (event instanceof OfAlert alert) {
            keeper.keep(new KeptAlert(alert, done), this::kept);
        } else {
            deliver(event, done);
        }
    }

    /** What an alert changes of a release that was not known when it came is done now. */
    private void kept(ServiceKey service, List<KeptAlert> alerts) {
        List<KeptAlert> others = new ArrayList<>();
        for (KeptAlert each : alerts) {
            if (each.event() instanceof AlertFired fired && reconciler.matters(fired)) {
                decide(fired, () -> deliver(fired, each.done()));
            } else {
                others.add(each);
            }
        }
        Runnable told = () -> others.forEach(k -> deliver(k.event(), k.done()));
        if (store.latest(service).filter(Controller::isLive).isPresent()) {
            mailboxes.post(service, look(reconciler.nudge(service), told));
        } else {
            told.run();
        }
    }

    private void deliver(RolloutEvent event, Runnable done) {
        outboxes.post(event.service(), delivery(event, new Object(), done));
    }

    /**
     * What is left to be told of a service is told in a mailbox of its own: a topic that takes
     * nothing holds back offsets and no decision.
     */
    private Task delivery(RolloutEvent event, Object same, Runnable done) {
        return task(event, Rank.NORMAL, false, same, () -> outbox.deliver(event), done);
    }

    private Task task(
            RolloutEvent event,
            Rank rank,
            boolean due,
            Object same,
            Supplier<Attempt> work,
            Runnable done) {
        return new Task(event, rank, due, same, work, done, backOff, telemetry);
    }
}
