package dev.tidegate.sandbox.traffic;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * What the callers' proxy has counted since it started, by version, of the route that is split: the
 * requests that a pod took and those that failed. Safe for concurrent callers.
 */
public final class ProxyCounters implements Consumer<Access> {
    private final Map<String, Count> counts = new TreeMap<>();
    private final String route;

    /**
     * Counters of a route.
     *
     * @param route the name of the one whose requests are divided between versions
     */
    public ProxyCounters(String route) {
        this.route = route;
    }

    /**
     * Of one version.
     *
     * @param requests all that its pods took
     * @param failures those that got no good answer
     */
    public record Count(long requests, long failures) {
        private Count plus(Count other) {
            return new Count(requests + other.requests, failures + other.failures);
        }
    }

    @Override
    public synchronized void accept(Access access) {
        if (access.route().equals(route)) {
            Count one = new Count(1, access.failed() ? 1 : 0);
            access.version().ifPresent(version -> counts.merge(version, one, Count::plus));
        }
    }

    /** By version, those that had a request. */
    public synchronized Map<String, Count> counts() {
        return Map.copyOf(counts);
    }
}
