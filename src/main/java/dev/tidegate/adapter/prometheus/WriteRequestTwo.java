package dev.tidegate.adapter.prometheus;

import dev.tidegate.message.Invalid;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads {@code io.prometheus.write.v2.Request}.
 *
 * @see <a href="https://prometheus.io/docs/specs/prw/remote_write_spec_2_0/">Remote write 2.0</a>
 */
final class WriteRequestTwo {

    private static final int SYMBOLS = 4;
    private static final int TIMESERIES = 5;
    private static final int LABELS = 1;
    private static final int SAMPLES = 2;
    private static final int HISTOGRAMS = 3;

    private final List<String> symbols = new ArrayList<>();
    private final SeriesSink sink;

    private WriteRequestTwo(SeriesSink sink) {
        this.sink = sink;
    }

    static Written read(byte[] body, SeriesSink sink) {
        return new WriteRequestTwo(sink).read(body);
    }

    /** All symbols first: nothing says that they come first. */
    private Written read(byte[] body) {
        Wire request = Wire.of(body);
        while (request.next()) {
            if (request.field() == SYMBOLS) {
                symbols.add(request.text());
            } else {
                request.skip();
            }
        }
        Written written = Written.NOTHING;
        Wire again = Wire.of(body);
        while (again.next()) {
            if (again.field() == TIMESERIES) {
                written = written.plus(series(again.message()));
            } else {
                again.skip();
            }
        }
        return written;
    }

    private Written series(Wire series) {
        List<String> texts = new ArrayList<>();
        List<Point> points = new ArrayList<>(1);
        int histograms = 0;
        while (series.next()) {
            switch (series.field()) {
                case LABELS -> labels(series, texts);
                case SAMPLES -> points.add(WriteRequestOne.point(series.message()));
                case HISTOGRAMS -> {
                    histograms++;
                    series.skip();
                }
                default -> series.skip();
            }
        }
        sink.take(labels(texts), points);
        return new Written(points.size(), histograms);
    }

    private void labels(Wire series, List<String> texts) {
        if (!series.holdsBytes()) {
            texts.add(symbol(series.number()));
            return;
        }
        Wire places = series.message();
        while (!places.done()) {
            texts.add(symbol(places.varint()));
        }
    }

    private String symbol(long place) {
        if (place < 0 || place >= symbols.size()) {
            throw new Invalid(
                    "body",
                    "a label is symbol %d of %d; send a symbol for each"
                            .formatted(place, symbols.size()));
        }
        return symbols.get((int) place);
    }

    private static Map<String, String> labels(List<String> texts) {
        if (texts.size() % 2 != 0) {
            throw new Invalid(
                    "body",
                    "a series has %d label references; send pairs of name and value"
                            .formatted(texts.size()));
        }
        Map<String, String> labels = new HashMap<>();
        for (int i = 0; i < texts.size(); i += 2) {
            WriteRequestOne.put(texts.get(i), texts.get(i + 1), labels);
        }
        return labels;
    }
}
