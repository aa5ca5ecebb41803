package dev.tidegate.door;

import java.util.Locale;

/** Where somebody comes in by HTTP. */
public enum Entry {
    /** {@code POST /events}. */
    EVENTS,
    /** {@code POST /readings}. */
    READINGS,
    /** {@code POST /webhooks/<tool>}. */
    WEBHOOKS,
    /** {@code GET /api/...}. */
    API,
    /** {@code POST /}, where Knative delivers. */
    FUNCTION;

    /**
     * The entry that a path belongs to.
     *
     * @param path with its first slash
     */
    public static Entry of(String path) {
        if (path.startsWith("/events")) {
            return EVENTS;
        }
        if (path.startsWith("/readings")) {
            return READINGS;
        }
        if (path.startsWith("/webhooks")) {
            return WEBHOOKS;
        }
        return path.startsWith("/api") ? API : FUNCTION;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
