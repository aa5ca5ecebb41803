package dev.tidegate.core.event;

import dev.tidegate.core.distribution.Version;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * Something that happened to a service and may move its rollout. Events from outside arrive on a
 * topic; {@link Observation}s are made by the controller itself.
 */
public sealed interface RolloutEvent
        permits RolloutEvent.DeployStarted,
                RolloutEvent.OfAlert,
                RolloutEvent.StepDue,
                RolloutEvent.Command,
                RolloutEvent.Observed,
                VerdictTold {

    /**
     * Identity of the event: the same id, the same event, however often it arrives. Of a CloudEvent
     * it is its source and its id, with a blank between.
     */
    String id();

    ServiceKey service();

    /** When it happened, by its sender's clock. */
    Instant time();

    /** Who gave the command that it is or stands for; empty when it comes of no command. */
    default Optional<Initiator> initiator() {
        return Optional.empty();
    }

    /** What was seen because of this event: it has its id, so that the history tells the cause. */
    default Observed because(Observation observation, Instant now) {
        return new Observed(id(), service(), now, observation);
    }

    private static <T> Optional<T> none() {
        return Optional.empty();
    }

    /**
     * A new version of the service was deployed and wants traffic.
     *
     * @param cause what led to it, for a person
     * @param initiator who had an ended rollout's version released again; empty of a deployment
     * @param declared whether the sender tells, time and again, which version is to run (GitOps);
     *     only what is news to it is a deployment then
     * @param place where it stands on its topic, as far as is known
     * @param leaves the version that a person goes back from, to this one; empty of what goes on
     */
    record DeployStarted(
            String id,
            ServiceKey service,
            Instant time,
            Version version,
            String cause,
            Optional<Initiator> initiator,
            boolean declared,
            Optional<RecordPosition> place,
            Optional<Version> leaves)
            implements RolloutEvent {

        /** As it is remembered beside a rollout. */
        public DeployStarted(
                String id,
                ServiceKey service,
                Instant time,
                Version version,
                String cause,
                Optional<Initiator> initiator) {
            this(id, service, time, version, cause, initiator, false, none(), none());
        }

        /** As a deployment event says it. */
        public DeployStarted(String id, ServiceKey service, Instant time, Version version) {
            this(id, service, time, version, "deployment of " + version, Optional.empty());
        }

        /** The same event of a sender that declares. */
        public DeployStarted asDeclared() {
            return with(time, true, place, leaves);
        }

        /** The same as a way back from {@code left}. */
        public DeployStarted leaving(Version left) {
            return with(time, declared, place, Optional.of(left));
        }

        /** The same event, which happened by then at the latest. */
        public DeployStarted writtenBy(Instant latest) {
            return time.isAfter(latest) ? with(latest, declared, place, leaves) : this;
        }

        /** The same event, which stands there. */
        public DeployStarted at(Optional<RecordPosition> there) {
            return with(time, declared, there, leaves);
        }

        private DeployStarted with(
                Instant then,
                boolean declares,
                Optional<RecordPosition> there,
                Optional<Version> left) {
            return new DeployStarted(
                    id, service, then, version, cause, initiator, declares, there, left);
        }

        /**
         * Whether it was said before {@code other}: by its time, unless the same sender wrote it
         * later on the same partition. His clock may have been set back in between. An earlier
         * offset proves nothing: a topic that was made anew counts from 0.
         */
        public boolean isOlderThan(DeployStarted other) {
            return time.isBefore(other.time) && !(hasSourceOf(other.id) && isBehind(other));
        }

        private boolean isBehind(DeployStarted other) {
            return place.flatMap(mine -> other.place.map(mine::isBehind)).orElse(false);
        }

        /** Whether the other event was told by the same sender: ids begin with the source. */
        public boolean hasSourceOf(String otherId) {
            return EventId.sameSource(id, otherId);
        }
    }

    /** What a monitoring system says of an alert. */
    sealed interface OfAlert extends RolloutEvent {
        Alert alert();
    }

    /**
     * An alert began to fire.
     *
     * @param written when its record was; the event's time where that is not known
     */
    record AlertFired(String id, ServiceKey service, Instant time, Alert alert, Instant written)
            implements OfAlert {

        /** One of whose record nothing is known. */
        public AlertFired(String id, ServiceKey service, Instant time, Alert alert) {
            this(id, service, time, alert, time);
        }

        /** The same, whose record was written then. */
        public AlertFired writtenAt(Instant then) {
            return new AlertFired(id, service, time, alert, then);
        }
    }

    /** An alert stopped firing. */
    record AlertResolved(String id, ServiceKey service, Instant time, Alert alert)
            implements OfAlert {}

    /**
     * The due time of a rollout's current phase has come.
     *
     * @param rolloutUid the rollout that armed the timer
     * @param revision its revision when it did; any other revision makes the timer stale
     */
    record StepDue(String id, ServiceKey service, Instant time, String rolloutUid, long revision)
            implements RolloutEvent {}

    /**
     * A person's command.
     *
     * @param rollout name of the rollout it is meant for; the service's latest when empty
     * @param actor who gave it
     * @param reason why, in the person's words; may be empty
     * @param fingerprint of {@link Action#FORGET} the alert's; empty of the others
     * @param version of {@link Action#ROLLBACK} the one to go back to, or empty; empty of others
     */
    record Command(
            String id,
            ServiceKey service,
            Instant time,
            Action action,
            Optional<String> rollout,
            String actor,
            String reason,
            Optional<String> fingerprint,
            Optional<Version> version)
            implements RolloutEvent {

        /** One that is about a rollout. */
        public Command(
                String id,
                ServiceKey service,
                Instant time,
                Action action,
                Optional<String> rollout,
                String actor,
                String reason) {
            this(id, service, time, action, rollout, actor, reason, none(), none());
        }

        /** The same, to that version; to the last stable one when empty. */
        public Command to(Optional<Version> target) {
            return new Command(
                    id, service, time, action, rollout, actor, reason, fingerprint, target);
        }

        @Override
        public Optional<Initiator> initiator() {
            return Optional.of(new Initiator(actor, reason));
        }

        /** What was asked, by whom and why, for a person. */
        public String title() {
            return "%s%s%s%s by %s%s"
                    .formatted(
                            action.name().toLowerCase(Locale.ROOT),
                            fingerprint.map(alert -> " alert " + alert).orElse(""),
                            version.map(target -> " to " + target).orElse(""),
                            FreezeScope.of(this).map(frozen -> " of " + frozen).orElse(""),
                            actor,
                            reason.isEmpty() ? "" : ": " + reason);
        }
    }

    /**
     * What the controller saw in the cluster.
     *
     * @param id of the event that it follows from; {@link #NUDGE} when it follows from none
     */
    record Observed(String id, ServiceKey service, Instant time, Observation observation)
            implements RolloutEvent {

        /** Id of what follows from no event: the cluster itself has changed. */
        public static final String NUDGE = "cluster";

        /** Something in the cluster has changed that may matter to the service. */
        public static Observed nudge(ServiceKey service, Instant now) {
            return new Observed(NUDGE, service, now, new Observation.Nudged());
        }
    }
}
