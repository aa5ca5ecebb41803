package dev.tidegate.sandbox.traffic;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What clients saw of a service, counted from the access log of their proxy. Immutable.
 *
 * @param requests by the version whose pod took them; {@link #NONE} where none did
 * @param failures by version, as in {@code requests}
 * @param reasons of the failures: the proxy's flags, or the status of the version's answer
 * @param seconds requests by version in each second, the last {@link #SECONDS} of them
 * @param last when the last request of each version began
 */
public record ClientReport(
        Map<String, Long> requests,
        Map<String, Long> failures,
        Map<String, Long> reasons,
        SortedMap<Instant, Map<String, Long>> seconds,
        Map<String, Instant> last) {

    /** Stands for the version of a request that no pod took. */
    public static final String NONE = "none";

    /** So many seconds are kept. */
    public static final int SECONDS = 3_600;

    /** Nothing was seen. */
    public static final ClientReport NOTHING =
            new ClientReport(Map.of(), Map.of(), Map.of(), Collections.emptySortedMap(), Map.of());

    /** What was seen after {@code earlier}, a report of the same clients. */
    public ClientReport since(ClientReport earlier) {
        SortedMap<Instant, Map<String, Long>> later = new TreeMap<>();
        seconds.forEach(
                (second, counts) ->
                        later.put(
                                second,
                                minus(counts, earlier.seconds().getOrDefault(second, Map.of()))));
        later.values().removeIf(Map::isEmpty);
        Map<String, Long> rest = minus(requests, earlier.requests());
        Map<String, Instant> lasts = new TreeMap<>(last);
        lasts.keySet().retainAll(rest.keySet());
        return new ClientReport(
                rest,
                minus(failures, earlier.failures()),
                minus(reasons, earlier.reasons()),
                later,
                lasts);
    }

    private static Map<String, Long> minus(Map<String, Long> all, Map<String, Long> before) {
        Map<String, Long> rest = new TreeMap<>();
        all.forEach((key, n) -> rest.put(key, n - before.getOrDefault(key, 0L)));
        rest.values().removeIf(n -> n == 0);
        return rest;
    }

    public long total() {
        return sum(requests);
    }

    public long failed() {
        return sum(failures);
    }

    private static long sum(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Requests that a pod of {@code version} took. */
    public long of(String version) {
        return requests.getOrDefault(version, 0L);
    }

    /** Share of the requests that {@code version} took, in percent; 0 without requests. */
    public double share(String version) {
        return total() == 0 ? 0 : 100.0 * of(version) / total();
    }

    /** Share of the version's requests that failed, in percent; 0 without requests. */
    public double errorRate(String version) {
        long all = of(version);
        return all == 0 ? 0 : 100.0 * failures.getOrDefault(version, 0L) / all;
    }

    /** When the last request of {@code version} began; empty when it had none. */
    public Optional<Instant> last(String version) {
        return Optional.ofNullable(last.get(version));
    }

    /** Requests and failures, for a person: {@code 1200 requests, 3 failed (2 NC, 1 UH)}. */
    public String failuresText() {
        String why =
                reasons.entrySet().stream()
                        .map(e -> e.getValue() + " " + e.getKey())
                        .collect(Collectors.joining(", "));
        return "%d requests, %d failed%s"
                .formatted(total(), failed(), why.isEmpty() ? "" : " (" + why + ")");
    }

    /** The share of a version in the course of time, in whole percent for each second. */
    public String sharesText(String version) {
        return seconds.values().stream()
                .map(counts -> share(counts, version))
                .map(share -> String.format("%.0f", share))
                .collect(Collectors.joining(" "));
    }

    private static double share(Map<String, Long> counts, String version) {
        return 100.0 * counts.getOrDefault(version, 0L) / Math.max(1, sum(counts));
    }
}
