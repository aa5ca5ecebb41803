package dev.tidegate.adapter.telemetry;

/**
 * The keys of Tidegate's log lines: all there are. Each is a key of its own in the JSON log, under
 * {@code mdc}, and means the same in every line.
 */
enum LogKey {
    /** The kind of event, such as {@code alert-fired}. */
    EVENT("event"),
    /** The event's identity: its source, a blank, its id. */
    EVENT_ID("eventId"),
    /** The service, {@code namespace/service}. */
    SERVICE("service"),
    /** The rollout's name. */
    ROLLOUT("rollout"),
    /** The rollout's revision after the decision. */
    REVISION("revision"),
    /** The rollout's phase after the decision. */
    PHASE("phase"),
    /** The canary's wanted weight after the decision, in percent. */
    WEIGHT("weight"),
    /** What was decided: {@code moved}, {@code noted}, {@code unchanged} or {@code refused}. */
    OUTCOME("outcome"),
    /** Why, as a sentence. */
    REASON("reason"),
    /** How many writes made the routes as wanted. */
    WRITES("writes"),
    /** Milliseconds from the event's time to the acknowledged write. */
    SINCE_EVENT_MS("sinceEventMs"),
    /** Number of the attempt that failed, from 1. */
    ATTEMPT("attempt"),
    /** Milliseconds until the next attempt. */
    DELAY_MS("delayMs"),
    /** Milliseconds from a timer's due time until it fired. */
    LATE_MS("lateMs"),
    /** The topic of an event that could not be understood. */
    TOPIC("topic"),
    /** Where somebody came who was not let in, such as {@code webhooks}. */
    ENTRY("entry");

    /** As the log shows it. */
    final String name;

    LogKey(String name) {
        this.name = name;
    }
}
