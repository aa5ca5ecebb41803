package dev.tidegate.adapter.otlp;

import dev.tidegate.core.analysis.Counts;
import dev.tidegate.core.analysis.Reading;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What one proxy has told of one service by one route since it was first heard. Thread-safe.
 *
 * <p>The first reading is of nothing, from before the first request: what is counted until the
 * second one is evidence too, and none is lost when a proxy is new here.
 */
final class Series {

    /**
     * How old a request may be when it is counted: Envoy keeps its log for a second, or 16 KiB. So
     * a reading certainly holds what had ended so long before, and perhaps what has ended since.
     */
    static final Duration KEPT = Duration.ofSeconds(1);

    /** Versions of a service that had requests lately; names come from outside. */
    private static final int MOST_VERSIONS = 16;

    private static final Duration SMALLEST = Duration.ofMillis(1);

    private final Instant base;
    private final Map<String, VersionCounts> versions = new HashMap<>();
    private Instant last;
    private boolean based;
    private boolean changed;

    /** Nothing counted yet. */
    Series(Instant now) {
        this.base = now.minus(KEPT);
        this.last = now;
    }

    /** Counts a request; false when there is no room for another version. */
    synchronized boolean count(String version, boolean failed, long millis, Instant now) {
        VersionCounts counts = versions.get(version);
        if (counts == null) {
            if (versions.size() >= MOST_VERSIONS) {
                return false;
            }
            counts = new VersionCounts();
            versions.put(version, counts);
        }
        counts.count(failed, millis, now);
        last = now;
        changed = true;
        return true;
    }

    /** The readings that are to be told now: none when nothing was counted since the last. */
    synchronized List<Reading> untold(String observer, Instant now) {
        if (!changed) {
            return List.of();
        }
        changed = false;
        List<Reading> readings = new ArrayList<>();
        Map<String, Counts> counts = new HashMap<>();
        versions.forEach((name, of) -> counts.put(name, of.counts()));
        if (!based) {
            Map<String, Counts> none = new HashMap<>(counts);
            none.replaceAll((_, _) -> VersionCounts.none());
            readings.add(new Reading(observer, base, now, none));
        }
        Instant certain = now.minus(KEPT);
        Instant at = certain.isAfter(base) ? certain : base.plus(SMALLEST);
        readings.add(new Reading(observer, at, now, counts));
        return readings;
    }

    /** Whether Kafka has what was untold; if not, it is to be told again, with what follows. */
    synchronized void told(boolean all) {
        if (all) {
            based = true;
        } else {
            changed = true;
        }
    }

    /** Forgets versions that had no request since; whether any is left. */
    synchronized boolean heardSince(Instant time) {
        if (!last.isBefore(time)) {
            versions.values().removeIf(counts -> counts.last().isBefore(time));
        }
        return !last.isBefore(time);
    }
}
