package dev.tidegate.controller;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BinaryOperator;

/**
 * Reads the CloudEvents attributes of a request's headers: the HTTP binding of CloudEvents 1.0,
 * §3.1 and §3.2.
 */
public final class EventHeaders {

    private static final String PREFIX = "ce-";

    private EventHeaders() {}

    /**
     * The attributes without their prefix, and {@code content-type}; keys in lower case.
     *
     * @throws Invalid naming a header whose value is no text
     */
    public static Map<String, String> attributes(Map<String, List<String>> headers) {
        return attributes(headers, HeaderValue::decoded);
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
