package dev.tidegate.core.analysis;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Readings and intervals of failures alone, of v2 that is released and v1 that is stable. */
final class Readings {

    static final Instant START = Instant.parse("2026-01-31T12:00:00Z");
    static final Compared VERSIONS = new Compared("v2", "v1");

    private Readings() {}

    static Instant second(double second) {
        return START.plusMillis(Math.round(second * 1_000));
    }

    static Counts failures(long bad, long all) {
        return new Counts(Map.of(Measure.FAILURES.name(), new Tally(all, bad)));
    }

    static Reading reading(String observer, double second, Tick tick) {
        return new Reading(observer, second(second), second(second), versions(tick));
    }

    static Interval interval(double from, double to, Tick tick) {
        return new Interval("proxy", second(from), second(to), versions(tick));
    }

    static Map<String, Counts> versions(Tick tick) {
        Map<String, Counts> versions = new HashMap<>();
        versions.put("v2", failures(tick.canary().bad(), tick.canary().requests()));
        versions.put("v1", failures(tick.stable().bad(), tick.stable().requests()));
        return versions;
    }

    /** A baseline of a service whose requests fail one by one, one in a thousand. */
    static Baseline calm() {
        Dispersion known = Dispersion.UNKNOWN;
        for (int i = 0; i < 1_000; i++) {
            Tally tally = new Tally(100, i % 10 == 0 ? 1 : 0);
            known = known.after(second(i - 2_000), second(i - 1_999), tally);
        }
        return new Baseline(Map.of(Measure.FAILURES.name(), known));
    }
}
