package dev.tidegate.adapter.prometheus;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.xerial.snappy.Snappy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A request of remote write, written as Prometheus writes it. */
public final class Push {

    private record Sent(Map<String, String> labels, List<Point> points) {}

    private final List<Sent> series = new ArrayList<>();

    /** Adds a series with one sample. */
    public Push with(Map<String, String> labels, long at, double value) {
        series.add(new Sent(new TreeMap<>(labels), List.of(new Point(at, value))));
        return this;
    }

    /** The labels of Istio's counter of requests, with some of them set otherwise. */
    public static Map<String, String> requests(String pod, String version, String code) {
        return labels("istio_requests_total", pod, version, code);
    }

    /** The labels of a bucket of the durations. */
    public static Map<String, String> bucket(String pod, String version, String le) {
        Map<String, String> labels =
                labels("istio_request_duration_milliseconds_bucket", pod, version, "200");
        labels.put("le", le);
        return labels;
    }

    static Map<String, String> labels(String name, String pod, String version, String code) {
        Map<String, String> labels = new TreeMap<>();
        labels.put("__name__", name);
        labels.put("reporter", "source");
        labels.put("destination_service_namespace", "bookinfo");
        labels.put("destination_service_name", "reviews");
        labels.put("destination_version", version);
        labels.put("response_code", code);
        labels.put("response_flags", "-");
        labels.put("namespace", "bookinfo");
        labels.put("pod", pod);
        labels.put("instance", "10.0.0.7:15020");
        labels.put("job", "kubernetes-pods");
        return labels;
    }

    /** The same labels with one of another value. */
    static Map<String, String> with(Map<String, String> labels, String name, String value) {
        Map<String, String> other = new TreeMap<>(labels);
        other.put(name, value);
        return other;
    }

    /** As 1.0 writes it, packed. */
    public byte[] one() {
        return packed(plainOne());
    }

    byte[] plainOne() {
        Message request = new Message();
        for (Sent each : series) {
            Message timeSeries = new Message();
            each.labels()
                    .forEach(
                            (name, value) ->
                                    timeSeries.message(
                                            1, new Message().text(1, name).text(2, value)));
            each.points().forEach(point -> timeSeries.message(2, sample(point)));
            request.message(1, timeSeries);
        }
        // metadata, which nobody reads here
        return request.message(3, new Message().number(1, 1)).bytes();
    }

    /** As 2.0 writes it, packed. */
    public byte[] two() {
        List<String> symbols = new ArrayList<>(List.of(""));
        Message request = new Message();
        Message rest = new Message();
        for (Sent each : series) {
            Message refs = new Message();
            each.labels()
                    .forEach(
                            (name, value) ->
                                    refs.varint(place(symbols, name))
                                            .varint(place(symbols, value)));
            Message timeSeries = new Message().message(1, refs);
            each.points().forEach(point -> timeSeries.message(2, sample(point)));
            rest.message(5, timeSeries.message(5, new Message().number(1, 1)));
        }
        symbols.forEach(symbol -> request.text(4, symbol));
        return packed(request.raw(rest.bytes()).bytes());
    }

    private static Message sample(Point point) {
        return new Message().real(1, point.value()).number(2, point.at());
    }

    private static long place(List<String> symbols, String text) {
        if (!symbols.contains(text)) {
            symbols.add(text);
        }
        return symbols.indexOf(text);
    }

    static byte[] packed(byte[] plain) {
        try {
            return Snappy.compress(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A protobuf message in the making. */
    static final class Message {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        Message varint(long value) {
            long rest = value;
            while ((rest & ~0x7fL) != 0) {
                out.write((int) ((rest & 0x7f) | 0x80));
                rest >>>= 7;
            }
            out.write((int) rest);
            return this;
        }

        Message number(int field, long value) {
            return varint((long) field << 3).varint(value);
        }

        Message real(int field, double value) {
            varint((long) field << 3 | 1);
            out.writeBytes(
                    ByteBuffer.allocate(Double.BYTES)
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .putDouble(value)
                            .array());
            return this;
        }

        Message text(int field, String text) {
            return bytes(field, text.getBytes(UTF_8));
        }

        Message message(int field, Message inner) {
            return bytes(field, inner.bytes());
        }

        private Message bytes(int field, byte[] bytes) {
            varint((long) field << 3 | 2).varint(bytes.length);
            return raw(bytes);
        }

        Message raw(byte[] bytes) {
            out.writeBytes(bytes);
            return this;
        }

        byte[] bytes() {
            return out.toByteArray();
        }
    }
}
