package dev.tidegate.adapter.webhook;

import com.fasterxml.jackson.databind.JsonNode;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * The fingerprint of an alert whose sender gave none: that of its labels, by the rule of Prometheus
 * (FNV-1a of 64 bits over the sorted names and values, each followed by the byte 255), so that it
 * is the one that Alertmanager gives to the same labels.
 *
 * @see <a href="https://github.com/prometheus/common/blob/main/model/signature.go">signature.go</a>
 */
final class Fingerprint {

    private static final long OFFSET = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;

    private Fingerprint() {}

    /** Of these labels, 16 hexadecimal digits; the same whatever their order. */
    static String of(JsonNode labels) {
        Map<String, String> sorted = new TreeMap<>();
        labels.properties().forEach(e -> sorted.put(e.getKey(), e.getValue().asText()));
        long sum = OFFSET;
        for (Map.Entry<String, String> label : sorted.entrySet()) {
            sum = added(added(sum, label.getKey()), label.getValue());
        }
        return "%016x".formatted(sum);
    }

    private static long added(long sum, String text) {
        long result = sum;
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            result = (result ^ (b & 0xff)) * PRIME;
        }
        return (result ^ 0xff) * PRIME;
    }
}
