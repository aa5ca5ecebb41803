package dev.tidegate.door;

/** How much may be sent to each resource that takes bodies, and what a sender who fails hears. */
public enum BodyLimit {
    /**
     * {@code POST /events}: 256 KiB each, together 8 MiB of the heap's 256. Its senders read what
     * they are answered.
     */
    EVENTS("event", 262_144, 32, 408, 400, "send the same event again, with the same id"),
    /** {@code POST /readings}: 1 MiB each, some two thousand readings, together 8 MiB. */
    READINGS("list of readings", 1_048_576, 8, 408, 400, "send the same again, or the next"),
    /**
     * {@code POST /webhooks/<tool>}: 4 MiB each, for a Tekton run is told whole, together 16 MiB;
     * what is read of them takes more. Alertmanager repeats after a 5xx only.
     */
    WEBHOOKS("payload", 4_194_304, 4, 503, 400, "send the same again"),
    /** {@code POST /}: as events. Knative keeps what a 400 refuses, and repeats after a 503. */
    FUNCTION("event", 262_144, 32, 503, 503, "send the same event again, with the same id");

    private final String what;
    private final int bytes;
    private final int count;
    private final int slow;
    private final int broken;
    private final String again;

    BodyLimit(String what, int bytes, int count, int slow, int broken, String again) {
        this.what = what;
        this.bytes = bytes;
        this.count = count;
        this.slow = slow;
        this.broken = broken;
        this.again = again;
    }

    /** The most bytes of one body. */
    public int bytes() {
        return bytes;
    }

    /** How many of the largest are held at once. */
    int count() {
        return count;
    }

    /** Such a body, in a word. */
    String what() {
        return what;
    }

    /** The status for a body that comes too slowly. */
    int slow() {
        return slow;
    }

    /** The status for a body that ends too early. */
    int broken() {
        return broken;
    }

    /** What a sender is to do that may come again. */
    String again() {
        return again;
    }
}
