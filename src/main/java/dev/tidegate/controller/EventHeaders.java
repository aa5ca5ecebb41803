package dev.tidegate.controller;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads the CloudEvents attributes of a request's headers: the HTTP binding of CloudEvents 1.0,
 * §3.1 and §3.2. Values are percent-decoded as §3.1.3.2 asks.
 */
public final class EventHeaders {

    private static final String PREFIX = "ce-";

    private EventHeaders() {}

    /** The attributes without their prefix, and {@code content-type}; keys in lower case. */
    public static Map<String, String> attributes(Map<String, List<String>> headers) {
        Map<String, String> attributes = new TreeMap<>();
        for (Map.Entry<String, List<String>> header : headers.entrySet()) {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            String value = header.getValue().isEmpty() ? "" : header.getValue().getFirst();
            if (name.startsWith(PREFIX)) {
                attributes.put(name.substring(PREFIX.length()), percentDecoded(value));
            } else if (name.equals("content-type")) {
                attributes.put(name, value);
            }
        }
        return attributes;
    }

    private static String percentDecoded(String value) {
        if (value.indexOf('%') < 0) {
            return value;
        }
        byte[] in = value.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream out = new ByteArrayOutputStream(in.length);
        for (int i = 0; i < in.length; i++) {
            int high = in[i] == '%' && i + 2 < in.length ? Character.digit(in[i + 1], 16) : -1;
            int low = high < 0 ? -1 : Character.digit(in[i + 2], 16);
            if (low < 0) {
                out.write(in[i]);
            } else {
                out.write(high * 16 + low);
                i += 2;
            }
        }
        return out.toString(StandardCharsets.UTF_8);
    }
}
