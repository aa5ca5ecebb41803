package dev.tidegate.controller;

import dev.tidegate.controller.RolloutStore.Stored;
import dev.tidegate.core.event.RolloutEvent;
import dev.tidegate.core.event.RolloutEvent.AlertFired;
import dev.tidegate.core.event.RolloutEvent.Command;
import dev.tidegate.core.event.RolloutEvent.StepDue;
import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.core.rollout.Rollout;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/**
 * The one loop: an event moves a rollout, the rollout sets a distribution, the distribution becomes
 * route patches. Events of one service are handled one after the other, in its mailbox; an alert
 * overtakes what waits there.
 *
 * <p>Each event runs through the same four steps: commit the decision, apply the routes, publish
 * the outcome, acknowledge. A crash between any two is repaired by redelivery, because the first is
 * recognised and the others may be done twice.
 */
public final class Controller {

    private final Mailboxes mailboxes;
    private final Releases releases;
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
        this.releases = new Releases(ports);
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
        return mailboxes.full(service);
    }

    /** Says that something in the cluster changed that may matter to the service's live rollout. */
    public void nudge(ServiceKey service) {
        mailboxes.postOnce(service, new Nudge(service, () -> {}));
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
                    public boolean urgent() {
                        return false;
                    }

                    @Override
                    public long workMillis() {
                        releases.gone(rollout);
                        return 0;
                    }
                });
    }

    /**
     * Looks at the service's live rollout as after a nudge.
     *
     * @param done runs when everything that follows from the look is acknowledged
     */
    public void look(ServiceKey service, Runnable done) {
        mailboxes.post(service, new Nudge(service, done));
    }

    private final class EventLetter implements Mailboxes.Letter {

        private final RolloutEvent event;
        private final Runnable done;
        private int attempt;
        private boolean handled;

        private EventLetter(RolloutEvent event, Runnable done) {
            this.event = event;
            this.done = done;
        }

        /** Only what an alert does to the traffic is urgent, not the memory of it. */
        @Override
        public boolean urgent() {
            return event instanceof AlertFired && !handled;
        }

        /** A hold is over, or somebody waits for an answer; a deployment may wait for its turn. */
        @Override
        public boolean due() {
            return event instanceof StepDue || event instanceof Command;
        }

        @Override
        public long workMillis() {
            Turn turn = attempted();
            if (turn.retry().isEmpty()) {
                done.run();
                return 0;
            }
            attempt++;
            long millis = backOff.millis(attempt);
            telemetry.retry(event, attempt, Duration.ofMillis(millis), turn.retry().get());
            return millis;
        }

        /**
         * A programmer's error must not lose the event: it is logged with its cause and tried again
         * like an outage.
         */
        @SuppressWarnings("CatchingUnchecked")
        private Turn attempted() {
            try {
                if (!handled) {
                    Turn turn = releases.handle(event);
                    if (!turn.isDone()) {
                        return turn;
                    }
                    handled = true;
                }
                return releases.remember(event);
            } catch (RuntimeException e) {
                return Turn.retry("unexpected " + e + at(e));
            }
        }
    }

    private static String at(RuntimeException e) {
        return e.getStackTrace().length == 0 ? "" : " at " + e.getStackTrace()[0];
    }

    /**
     * A look at a service's live rollout; all of one service are equal: one that waits is enough.
     */
    private final class Nudge implements Mailboxes.Letter {

        private final ServiceKey service;
        private final Runnable done;
        private int attempt;

        private Nudge(ServiceKey service, Runnable done) {
            this.service = service;
            this.done = done;
        }

        @Override
        public boolean urgent() {
            return false;
        }

        @Override
        public long workMillis() {
            try {
                if (releases.look(service).isDone()) {
                    done.run();
                    return 0;
                }
            } catch (RuntimeException e) {
                telemetry.conflict("unexpected " + e + at(e));
            }
            return backOff.millis(++attempt);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Nudge nudge && nudge.service.equals(service);
        }

        @Override
        public int hashCode() {
            return service.hashCode();
        }
    }

    static boolean isLive(Stored stored) {
        return stored.rollout().live();
    }
}
