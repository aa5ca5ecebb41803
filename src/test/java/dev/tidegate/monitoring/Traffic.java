package dev.tidegate.monitoring;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Istio's standard metrics of some minutes, as Prometheus scrapes them every 15 s. A series is not
 * there before its first count.
 */
final class Traffic {

    static final int TICK_SECONDS = 15;
    static final int TICKS_A_MINUTE = 60 / TICK_SECONDS;

    private static final int[] BUCKETS = {5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000};

    private final int ticks;
    private final Map<String, long[]> counts = new LinkedHashMap<>();
    private final Map<String, String> given = new LinkedHashMap<>();

    Traffic(int minutes) {
        this.ticks = minutes * TICKS_A_MINUTE;
    }

    /** The labels of a request to a version of a service of bookinfo that came back. */
    static Map<String, String> answered(String service, String version, int code) {
        Map<String, String> labels = new HashMap<>();
        labels.put("reporter", "source");
        labels.put("source_workload_namespace", "bookinfo");
        labels.put("destination_service_namespace", "bookinfo");
        labels.put("destination_service_name", service);
        labels.put("destination_service", service + ".bookinfo.svc.cluster.local");
        labels.put("destination_version", version);
        labels.put("destination_workload", service + "-" + version);
        labels.put("response_code", "" + code);
        labels.put("response_flags", "-");
        return labels;
    }

    /** The same with other values. */
    static Map<String, String> with(Map<String, String> labels, String... more) {
        Map<String, String> changed = new HashMap<>(labels);
        for (int i = 0; i < more.length; i += 2) {
            changed.put(more[i], more[i + 1]);
        }
        return changed;
    }

    /** Adds requests to one tick. */
    Traffic requests(Map<String, String> labels, int tick, long number) {
        return count("istio_requests_total", labels, tick, number);
    }

    /** Adds requests evenly from one minute to another. */
    Traffic requests(Map<String, String> labels, int from, int to, long perMinute) {
        return evenly("istio_requests_total", labels, from, to, perMinute);
    }

    /** Adds requests of reviews that took so long, and their durations. */
    Traffic durations(String version, int milliseconds, int from, int to, long perMinute) {
        Map<String, String> labels = answered("reviews", version, 200);
        requests(labels, from, to, perMinute);
        for (int bucket : BUCKETS) {
            evenly(
                    "istio_request_duration_milliseconds_bucket",
                    with(labels, "le", "" + bucket),
                    from,
                    to,
                    milliseconds <= bucket ? perMinute : 0);
        }
        return evenly(
                "istio_request_duration_milliseconds_bucket",
                with(labels, "le", "+Inf"),
                from,
                to,
                perMinute);
    }

    /** Adds a series as it is. */
    Traffic series(String series, String values) {
        given.put(series, values);
        return this;
    }

    private Traffic evenly(
            String metric, Map<String, String> labels, int from, int to, long perMinute) {
        int first = from * TICKS_A_MINUTE;
        for (int tick = first; tick < to * TICKS_A_MINUTE; tick++) {
            long before = (tick - first) * perMinute / TICKS_A_MINUTE;
            count(metric, labels, tick, (tick - first + 1) * perMinute / TICKS_A_MINUTE - before);
        }
        return this;
    }

    private Traffic count(String metric, Map<String, String> labels, int tick, long number) {
        String series =
                labels.entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(label -> "%s=\"%s\"".formatted(label.getKey(), label.getValue()))
                        .collect(Collectors.joining(",", metric + "{", "}"));
        counts.computeIfAbsent(series, _ -> new long[ticks])[tick] += number;
        return this;
    }

    /** The values in promtool's notation, by series. */
    Map<String, String> values() {
        Map<String, String> values = new LinkedHashMap<>(given);
        counts.forEach((series, numbers) -> values.put(series, cumulated(numbers)));
        return values;
    }

    private static String cumulated(long[] numbers) {
        StringBuilder text = new StringBuilder();
        long sum = 0;
        for (long number : numbers) {
            sum += number;
            text.append(sum == 0 ? "_ " : sum + " ");
        }
        return text.toString().strip();
    }
}
