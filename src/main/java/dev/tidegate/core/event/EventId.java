package dev.tidegate.core.event;

/** The identity of an event that a CloudEvent told: its source, a blank, its id. */
final class EventId {

    private EventId() {}

    /** Whether the same sender told both. */
    static boolean sameSource(String one, String other) {
        return source(one).equals(source(other));
    }

    private static String source(String id) {
        return id.substring(0, Math.max(0, id.indexOf(' ')));
    }
}
