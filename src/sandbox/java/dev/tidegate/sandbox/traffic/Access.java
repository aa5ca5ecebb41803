package dev.tidegate.sandbox.traffic;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * One request, or one connection of a port that carries those, as the callers' proxy logged it when
 * it ended.
 *
 * @param at when it began
 * @param route the name of the route it took; empty text without one
 * @param split how that route divided requests, by destination, in percent
 * @param destination the one it was given to: a subset's name, or the first label of a host; empty
 *     when the proxy had none
 * @param version of the pod that took it; empty when none did
 * @param flags why the proxy itself answered or gave up, as Envoy abbreviates it ({@code NC},
 *     {@code UH}, {@code UF}, …); empty text when it did neither
 * @param status of the answer; 0 of a connection
 * @see <a
 *     href="https://www.envoyproxy.io/docs/envoy/v1.40.0/configuration/observability/access_log/usage">Envoy:
 *     access logging, RESPONSE_FLAGS</a>
 */
public record Access(
        Instant at,
        String route,
        Map<String, Double> split,
        Optional<String> destination,
        Optional<String> version,
        String flags,
        int status) {

    private static final String CLIENT_GONE = "DC";

    /** Whether the client got no good answer; one who went away himself counts for nobody. */
    public boolean failed() {
        return !flags.equals(CLIENT_GONE) && (status >= 500 || !flags.isEmpty());
    }

    /** What a failure is counted by: the proxy's flags, else the status of the version's answer. */
    public String reason() {
        return flags.isEmpty() ? "status " + status : flags;
    }
}
