package dev.tidegate.message;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Reads the CloudEvents attributes of a record's headers: the Kafka binding of CloudEvents 1.0,
 * §3.1 and §3.2. The prefix {@code ce-}, as HTTP has it, is read too.
 */
public final class RecordHeaders {

    private static final int PREFIX_LENGTH = 3;

    private RecordHeaders() {}

    /**
     * The attributes without their prefix, and {@code content-type}; keys in lower case.
     *
     * @param headers in their order; of those with the same name the last counts
     */
    public static Map<String, String> attributes(List<Map.Entry<String, byte[]>> headers) {
        Map<String, String> attributes = new HashMap<>();
        for (Map.Entry<String, byte[]> header : headers) {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            String value = new String(header.getValue(), UTF_8);
            if (name.startsWith("ce_") || name.startsWith("ce-")) {
                attributes.put(name.substring(PREFIX_LENGTH), value);
            } else if (name.equals("content-type")) {
                attributes.put(name, value);
            }
        }
        return attributes;
    }
}
