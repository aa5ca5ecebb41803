package dev.tidegate.adapter.prometheus;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the series of Prometheus' answer, one after the other: all of it at once may be large.
 *
 * @see <a href="https://prometheus.io/docs/prometheus/latest/querying/api/">HTTP API</a>
 */
final class Matrix {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final double MILLIS = 1_000;

    private Matrix() {}

    /** Hands on each series; throws when it is no answer of Prometheus. */
    static void read(InputStream answer, SeriesSink sink) throws IOException {
        try (JsonParser parser = JSON.createParser(answer)) {
            boolean result = false;
            while (parser.nextToken() != null) {
                if (parser.currentToken() == JsonToken.FIELD_NAME
                        && parser.currentName().equals("result")
                        && parser.nextToken() == JsonToken.START_ARRAY) {
                    result = true;
                    while (parser.nextToken() == JsonToken.START_OBJECT) {
                        series(parser.readValueAsTree(), sink);
                    }
                }
            }
            if (!result) {
                throw new IOException("it holds no result");
            }
        }
    }

    private static void series(JsonNode series, SeriesSink sink) {
        Map<String, String> labels = new HashMap<>();
        series.path("metric")
                .properties()
                .forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
        List<Point> points = new ArrayList<>();
        for (JsonNode pair : series.path("values")) {
            long at = Math.round(pair.path(0).asDouble() * MILLIS);
            points.add(new Point(at, number(pair.path(1).asText())));
        }
        sink.take(labels, points);
    }

    private static double number(String text) {
        try {
            return Double.parseDouble(text.replace("Inf", "Infinity"));
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}
