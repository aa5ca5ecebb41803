package dev.tidegate.message;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BinaryOperator;

/**
 * Reads the CloudEvents attributes of a request's headers: the HTTP binding of CloudEvents 1.0,
 * §3.1 and §3.2.
 */
public final class EventHeaders {

    private static final String PREFIX = "ce-";

    private static final Set<String> READ =
            Set.of("specversion", "id", "source", "type", "time", "subject", "datacontenttype");

    private EventHeaders() {}

    /**
     * The attributes without their prefix, and {@code content-type}; keys in lower case.
     *
     * @throws Invalid naming the header of an attribute that is read and is no text
     */
    public static Map<String, String> attributes(Map<String, List<String>> headers) {
        return attributes(headers, EventHeaders::decoded);
    }

    /** An extension that is no text is nothing that anybody reads: it refuses no event. */
    private static String decoded(String name, String value) {
        try {
            return HeaderValue.decoded(name, value);
        } catch (Invalid e) {
            if (READ.contains(name.substring(PREFIX.length()))) {
                throw e;
            }
            return value;
        }
    }

    /** The same of a sender that encodes nothing. */
    public static Map<String, String> asTheyAre(Map<String, List<String>> headers) {
        return attributes(headers, (_, value) -> value);
    }

    private static Map<String, String> attributes(
            Map<String, List<String>> headers, BinaryOperator<String> decoded) {
        Map<String, String> attributes = new TreeMap<>();
        for (Map.Entry<String, List<String>> header : headers.entrySet()) {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            String value = header.getValue().isEmpty() ? "" : header.getValue().getFirst();
            if (name.startsWith(PREFIX)) {
                attributes.put(name.substring(PREFIX.length()), decoded.apply(name, value));
            } else if (name.equals("content-type")) {
                attributes.put(name, value);
            }
        }
        return attributes;
    }
}
