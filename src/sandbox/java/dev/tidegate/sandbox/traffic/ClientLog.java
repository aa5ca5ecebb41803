package dev.tidegate.sandbox.traffic;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Counts what the callers' proxy logs. Safe for concurrent callers. */
public final class ClientLog implements Consumer<Access> {
    private final Map<String, Long> requests = new TreeMap<>();
    private final Map<String, Long> failures = new TreeMap<>();
    private final Map<String, Long> reasons = new TreeMap<>();
    private final TreeMap<Instant, Map<String, Long>> seconds = new TreeMap<>();
    private final Map<String, Instant> last = new TreeMap<>();
    private final Draws draws = new Draws();

    @Override
    public synchronized void accept(Access access) {
        String version = access.version().orElse(ClientReport.NONE);
        requests.merge(version, 1L, Long::sum);
        seconds.computeIfAbsent(access.at().truncatedTo(ChronoUnit.SECONDS), at -> new TreeMap<>())
                .merge(version, 1L, Long::sum);
        if (seconds.size() > ClientReport.SECONDS) {
            seconds.pollFirstEntry();
        }
        last.merge(version, access.at(), (a, b) -> a.isAfter(b) ? a : b);
        if (access.failed()) {
            failures.merge(version, 1L, Long::sum);
            reasons.merge(access.reason(), 1L, Long::sum);
        }
        access.destination().ifPresent(drawn -> draws.count(access.split(), drawn));
    }

    /** What was seen so far. */
    public synchronized ClientReport report() {
        SortedMap<Instant, Map<String, Long>> copy = new TreeMap<>();
        seconds.forEach((second, counts) -> copy.put(second, Map.copyOf(counts)));
        return new ClientReport(
                Map.copyOf(requests),
                Map.copyOf(failures),
                new TreeMap<>(reasons),
                copy,
                new TreeMap<>(last));
    }

    /** How often each destination was drawn, by the share that the routes in force gave it. */
    public Draws draws() {
        return draws;
    }
}
