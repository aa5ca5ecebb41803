package dev.tidegate.adapter.prometheus;

import dev.tidegate.message.Invalid;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads {@code prometheus.WriteRequest}.
 *
 * @see <a href="https://prometheus.io/docs/specs/prw/remote_write_spec/">Remote write 1.0</a>
 */
final class WriteRequestOne {

    private static final int TIMESERIES = 1;
    private static final int LABELS = 1;
    private static final int SAMPLES = 2;
    private static final int HISTOGRAMS = 4;
    private static final int NAME = 1;
    private static final int VALUE = 2;

    private WriteRequestOne() {}

    static Written read(byte[] body, SeriesSink sink) {
        Written written = Written.NOTHING;
        Wire request = Wire.of(body);
        while (request.next()) {
            if (request.field() == TIMESERIES) {
                written = written.plus(series(request.message(), sink));
            } else {
                request.skip();
            }
        }
        return written;
    }

    private static Written series(Wire series, SeriesSink sink) {
        Map<String, String> labels = new HashMap<>();
        List<Point> points = new ArrayList<>(1);
        int histograms = 0;
        while (series.next()) {
            switch (series.field()) {
                case LABELS -> label(series.message(), labels);
                case SAMPLES -> points.add(point(series.message()));
                case HISTOGRAMS -> {
                    histograms++;
                    series.skip();
                }
                default -> series.skip();
            }
        }
        sink.take(labels, points);
        return new Written(points.size(), histograms);
    }

    private static void label(Wire label, Map<String, String> labels) {
        String name = "";
        String value = "";
        while (label.next()) {
            switch (label.field()) {
                case NAME -> name = label.text();
                case VALUE -> value = label.text();
                default -> label.skip();
            }
        }
        put(name, value, labels);
    }

    /** Takes a label that must be new. */
    static void put(String name, String value, Map<String, String> labels) {
        if (labels.put(name, value) != null) {
            throw new Invalid(
                    "body", "a series has the label \"%s\" twice; send it once".formatted(name));
        }
    }

    /** A sample, which is the same in both versions. */
    static Point point(Wire sample) {
        double value = 0;
        long at = 0;
        while (sample.next()) {
            switch (sample.field()) {
                case 1 -> value = sample.real();
                case 2 -> at = sample.number();
                default -> sample.skip();
            }
        }
        return new Point(at, value);
    }
}
