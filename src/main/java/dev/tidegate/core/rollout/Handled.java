package dev.tidegate.core.rollout;

import dev.tidegate.core.event.Action;
import dev.tidegate.core.event.Alert;
import dev.tidegate.core.event.RolloutEvent;
import dev.tidegate.core.event.RolloutEvent.AlertFired;
import dev.tidegate.core.event.RolloutEvent.AlertResolved;
import dev.tidegate.core.event.RolloutEvent.Command;
import dev.tidegate.core.event.RolloutEvent.DeployStarted;
import dev.tidegate.core.event.RolloutEvent.Observed;
import dev.tidegate.core.event.RolloutEvent.StepDue;
import dev.tidegate.core.event.VerdictTold;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The events that a rollout has followed: a copy of one changes nothing. Commands and deployments
 * are known apart from alerts: however many alerts come, no old {@code promote} acts again.
 *
 * <p>Kafka may deliver an event again for as long as its topic keeps it, seven days as shipped, and
 * no release tells how long it will last. So no number of ids is enough, and no time is. What is
 * forgotten, because there are more than {@link #EVENTS}, is known by its time instead: whatever is
 * not newer than the newest that was forgotten is taken for a copy. A command that is that late is
 * refused, and may be given again. An abort or a rollback is not: it takes traffic away, and one
 * that had been followed would have ended the rollout.
 *
 * <p>Due steps are not remembered: each says which revision armed it, and is stale afterwards.
 *
 * @param events commands and deployments, the last {@link #EVENTS}, oldest first
 * @param forgotten the newest time of those that were forgotten; empty when none was
 * @param alerts identities of the last {@link #ALERTS} alerts
 */
public record Handled(List<Seen> events, Optional<Instant> forgotten, List<String> alerts) {

    /** How many commands and deployments are kept: by the longest ids some 100 KB of the status. */
    public static final int EVENTS = 200;

    private static final Set<Action> BACK = EnumSet.of(Action.ABORT, Action.ROLLBACK);

    /** How many alerts are kept. */
    public static final int ALERTS = 100;

    /**
     * A command or deployment.
     *
     * @param time the event's own; {@link Instant#EPOCH} when it is not known
     */
    public record Seen(String id, Instant time) {}

    public Handled {
        events = List.copyOf(events);
        alerts = List.copyOf(alerts);
    }

    /** Nothing but the deployment that starts a rollout. */
    static Handled only(DeployStarted deploy) {
        Seen seen = new Seen(deploy.id(), deploy.time());
        return new Handled(List.of(seen), Optional.empty(), List.of());
    }

    /** Whether this is the id of an event, or the identity of an alert, that is remembered. */
    public boolean contains(String id) {
        for (Seen seen : events) {
            if (seen.id().equals(id)) {
                return true;
            }
        }
        return alerts.contains(id);
    }

    /** Whether the event is so old that it may have been handled and forgotten. */
    public boolean forgot(RolloutEvent event) {
        return switch (event) {
            case DeployStarted deploy -> forgot(deploy.time());
            case Command command -> !BACK.contains(command.action()) && forgot(command.time());
            case AlertFired _, AlertResolved _, StepDue _, VerdictTold _, Observed _ -> false;
        };
    }

    private boolean forgot(Instant time) {
        return forgotten.filter(newest -> !time.isAfter(newest)).isPresent();
    }

    /** The same and this event, if it is of a kind that is remembered. */
    Handled and(RolloutEvent event) {
        return switch (event) {
            case AlertFired fired -> and(fired.alert());
            case DeployStarted _, Command _ -> and(new Seen(event.id(), event.time()));
            case AlertResolved _, StepDue _, VerdictTold _, Observed _ -> this;
        };
    }

    private Handled and(Alert alert) {
        return andAlerts(List.of(alert.identity()));
    }

    /** The same and the alerts of these identities. */
    Handled andAlerts(List<String> identities) {
        List<String> all = Stream.concat(alerts.stream(), identities.stream()).distinct().toList();
        return new Handled(
                events, forgotten, all.subList(Math.max(0, all.size() - ALERTS), all.size()));
    }

    private Handled and(Seen seen) {
        if (contains(seen.id())) {
            return this;
        }
        List<Seen> all = new ArrayList<>(events);
        all.add(seen);
        Optional<Instant> newest = forgotten;
        while (all.size() > EVENTS) {
            Instant time = all.removeFirst().time();
            newest = newest.filter(n -> !time.isAfter(n)).or(() -> Optional.of(time));
        }
        return new Handled(all, newest, alerts);
    }
}
