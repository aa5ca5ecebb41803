package dev.tidegate.adapter.otlp;

import java.util.Set;

/**
 * How a request ended, as Envoy logs it.
 *
 * @param code {@code %RESPONSE_CODE%}; 0 when the client got no answer, and of a connection
 * @param flags {@code %RESPONSE_FLAGS%}: {@code -}, one, or several with commas
 */
record Answer(int code, String flags) {

    private static final int SERVER_ERROR = 500;

    /**
     * No answer came from the version: connection failed (UF), no healthy endpoint (UH), retries
     * used up (URX), connection ended by the server (UC), time-out (UT), overflow (UO), no such
     * cluster (NC). (Envoy's documentation, "Access logging", response flags.)
     */
    private static final Set<String> FAILED = Set.of("UF", "UH", "URX", "UC", "UT", "UO", "NC");

    /**
     * Whether the version failed: it answered with 5xx, or not at all. A client that went away (DC,
     * code 0) is no failure; how long it had waited counts all the same.
     */
    boolean failed() {
        if (code >= SERVER_ERROR) {
            return true;
        }
        for (String flag : flags.split(",", -1)) {
            if (FAILED.contains(flag.strip())) {
                return true;
            }
        }
        return false;
    }
}
