package dev.tidegate.sandbox.envoy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.tidegate.sandbox.traffic.Access;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Reads a line of Envoy's access log. */
final class EnvoyLog {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String NOTHING = "-";

    private EnvoyLog() {}

    /**
     * The request or connection of a line.
     *
     * @param versions of the pods, by the port that they listen on
     * @throws IllegalArgumentException for a line that is none of ours
     */
    static Access read(String line, Map<Integer, String> versions) {
        JsonNode fields = tree(line);
        String route = text(fields, "route");
        int chain = route.indexOf('#');
        String split = chain < 0 ? text(fields, "split") : route.substring(chain + 1);
        return new Access(
                instant(fields.path("start").asText()),
                chain < 0 ? route : route.substring(0, chain),
                Split.percents(split),
                destination(text(fields, "cluster")),
                version(text(fields, "host"), versions),
                text(fields, "flags"),
                fields.path("status").asInt());
    }

    private static JsonNode tree(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("no line of the access log: " + line, e);
        }
    }

    private static String text(JsonNode fields, String name) {
        String text = fields.path(name).asText("");
        return text.equals(NOTHING) ? "" : text;
    }

    private static Instant instant(String seconds) {
        BigDecimal time = new BigDecimal(seconds);
        long whole = time.longValue();
        long nanos = time.subtract(BigDecimal.valueOf(whole)).movePointRight(9).longValue();
        return Instant.ofEpochSecond(whole, nanos);
    }

    /** {@code outbound|9080|v2|reviews.bookinfo.svc.cluster.local}: the subset, else the host. */
    private static Optional<String> destination(String cluster) {
        String[] parts = cluster.split("\\|", -1);
        if (parts.length != 4) {
            return Optional.empty();
        }
        return Optional.of(parts[2].isEmpty() ? parts[3].split("\\.", 2)[0] : parts[2]);
    }

    private static Optional<String> version(String host, Map<Integer, String> versions) {
        int colon = host.lastIndexOf(':');
        return colon < 0
                ? Optional.empty()
                : Optional.ofNullable(versions.get(Integer.valueOf(host.substring(colon + 1))));
    }
}
