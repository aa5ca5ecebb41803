package dev.tidegate.controller;

import dev.tidegate.controller.Mailboxes.Rank;
import dev.tidegate.controller.RolloutStore.Stored;
import dev.tidegate.core.event.RolloutEvent;
import dev.tidegate.core.event.RolloutEvent.Action;
import dev.tidegate.core.event.RolloutEvent.AlertFired;
import dev.tidegate.core.event.RolloutEvent.AlertResolved;
import dev.tidegate.core.event.RolloutEvent.Command;
import dev.tidegate.core.event.RolloutEvent.DeployStarted;
import dev.tidegate.core.event.RolloutEvent.Observed;
import dev.tidegate.core.event.RolloutEvent.StepDue;
import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.core.rollout.Rollout;

import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/**
 * The one loop: an event moves a rollout, the rollout sets a distribution, the distribution becomes
 * route patches. Events of one service are handled one after the other, in its mailbox; an alert
 * and an abort overtake what waits there.
 *
 * <p>Each event runs through the same four steps: commit the decision, apply the routes, publish
 * the outcome, acknowledge. The last two have a mailbox of their own. A crash between any two is
 * repaired by redelivery, because the first is recognised and the others may be done twice.
 */
public final class Controller {

    private final Mailboxes mailboxes;
    private final Mailboxes outboxes;
    private final Releases releases;
    private final Outbox outbox;
    private final Telemetry telemetry;
    private final BackOff backOff;

    /**
     * A controller.
     *
     * @param executor runs one task for each service that has something to do; virtual threads
     * @param random the jitter of the back-off
     */
    public Controller(Ports ports, Executor executor, RandomGenerator random) {
        this.mailboxes = new Mailboxes(executor);
        this.outboxes = new Mailboxes(executor);
        this.outbox = new Outbox(ports);
        this.releases = new Releases(ports, outbox);
        this.telemetry = ports.telemetry();
        this.backOff = new BackOff(random);
    }

    /**
     * Handles an event, in its service's mailbox; returns at once.
     *
     * @param done runs when everything that follows from the event is acknowledged: the offset may
     *     be committed
     */
    public void handle(RolloutEvent event, Runnable done) {
        mailboxes.post(event.service(), new EventLetter(event, done));
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
        mailboxes.postOnce(service, new Nudge(service, Optional.empty()));
    }

    /**
     * Looks at the service's live rollout as after a nudge.
     *
     * @param done runs when everything that follows from the look is acknowledged
     */
    public void look(ServiceKey service, Runnable done) {
        mailboxes.post(service, new Nudge(service, Optional.of(done)));
    }

    /**
     * Forgets a rollout that was deleted, when its service's mailbox comes to it: what is being
     * done to the rollout then is done, or finds it deleted.
     */
    public void gone(Rollout rollout) {
        mailboxes.post(
                rollout.service(),
                new Mailboxes.Letter() {
                    @Override
                    public Rank rank() {
                        return Rank.NORMAL;
                    }

                    @Override
                    public long workMillis() {
                        releases.gone(rollout);
                        return 0;
                    }
                });
    }

    /** Begins nothing any more; what is not acknowledged comes again, to another process. */
    public void close() {
        mailboxes.close();
        outboxes.close();
    }

    static boolean isLive(Stored stored) {
        return stored.rollout().live();
    }

    private final class EventLetter extends Tried {

        private final Runnable done;
        private boolean handled;

        private EventLetter(RolloutEvent event, Runnable done) {
            super(event, backOff, telemetry);
            this.done = done;
        }

        /**
         * What takes the canary's traffic away is urgent, and only while it may do so: not the
         * memory of an alert.
         */
        @Override
        public Rank rank() {
            boolean away =
                    switch (event) {
                        case AlertFired _ -> true;
                        case Command command -> command.action() == Action.ABORT;
                        case DeployStarted _, AlertResolved _, StepDue _, Observed _ -> false;
                    };
            return away && !handled ? Rank.URGENT : Rank.NORMAL;
        }

        /** A hold is over, or somebody waits for an answer; a deployment may wait for its turn. */
        @Override
        public boolean due() {
            return event instanceof StepDue || event instanceof Command;
        }

        @Override
        Turn turn() {
            if (!handled) {
                Turn turn = releases.handle(event);
                if (!turn.isDone()) {
                    return turn;
                }
                handled = true;
            }
            return releases.remember(event);
        }

        @Override
        void done() {
            outboxes.post(event.service(), new Delivery(event, done));
        }
    }

    /**
     * A look at a service's live rollout; all of one service are equal: one that waits is enough.
     */
    private final class Nudge extends Tried {

        private final Optional<Runnable> done;

        private Nudge(ServiceKey service, Optional<Runnable> done) {
            super(releases.nudge(service), backOff, telemetry);
            this.done = done;
        }

        @Override
        public Rank rank() {
            return Rank.LATER;
        }

        @Override
        Turn turn() {
            return releases.look(event.service());
        }

        @Override
        void done() {
            done.ifPresentOrElse(
                    waiting -> outboxes.post(event.service(), new Delivery(event, waiting)),
                    () -> outboxes.postOnce(event.service(), new Delivery(event, () -> {})));
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Nudge nudge && nudge.event.service().equals(event.service());
        }

        @Override
        public int hashCode() {
            return event.service().hashCode();
        }
    }

    /**
     * Tells what is left to be told of a service, in a mailbox of its own: a topic that takes
     * nothing holds back offsets and no decision. All of one service tell the same.
     */
    private final class Delivery extends Tried {

        private final Runnable done;

        private Delivery(RolloutEvent event, Runnable done) {
            super(event, backOff, telemetry);
            this.done = done;
        }

        @Override
        public Rank rank() {
            return Rank.NORMAL;
        }

        @Override
        Turn turn() {
            return outbox.deliver(event.service());
        }

        @Override
        void done() {
            done.run();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Delivery delivery
                    && delivery.event.service().equals(event.service());
        }

        @Override
        public int hashCode() {
            return event.service().hashCode();
        }
    }
}
