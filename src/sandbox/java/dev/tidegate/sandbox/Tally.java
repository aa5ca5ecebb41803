package dev.tidegate.sandbox;

import java.util.Map;
import java.util.TreeMap;

/**
 * Requests and failures counted by the version that answered.
 *
 * @param requests answered by each version; {@code none} when no version did
 * @param failures those answered with 500 or more
 */
record Tally(Map<String, Long> requests, Map<String, Long> failures) {
    static final Tally NOTHING = new Tally(Map.of(), Map.of());

    /** What was counted after {@code earlier}. */
    Tally since(Tally earlier) {
        return new Tally(minus(requests, earlier.requests()), minus(failures, earlier.failures()));
    }

    private static Map<String, Long> minus(Map<String, Long> all, Map<String, Long> before) {
        Map<String, Long> rest = new TreeMap<>();
        all.forEach((version, n) -> rest.put(version, n - before.getOrDefault(version, 0L)));
        return rest;
    }

    long total() {
        return requests.values().stream().mapToLong(Long::longValue).sum();
    }

    long of(String version) {
        return requests.getOrDefault(version, 0L);
    }

    /** Share of the requests that {@code version} answered, in percent; 0 without requests. */
    double share(String version) {
        return total() == 0 ? 0 : 100.0 * of(version) / total();
    }

    /** Share of the version's requests that failed, in percent; 0 without requests. */
    double errorRate(String version) {
        long all = of(version);
        return all == 0 ? 0 : 100.0 * failures.getOrDefault(version, 0L) / all;
    }
}
