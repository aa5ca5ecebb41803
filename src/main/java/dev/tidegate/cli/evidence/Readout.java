package dev.tidegate.cli.evidence;

import dev.tidegate.cli.traffic.Latency;
import dev.tidegate.cli.traffic.Seen;
import dev.tidegate.cli.traffic.Served;
import dev.tidegate.core.analysis.AnalysisPlan;
import dev.tidegate.core.analysis.Compared;
import dev.tidegate.core.analysis.Counts;
import dev.tidegate.core.analysis.Interval;
import dev.tidegate.core.analysis.Measure;
import dev.tidegate.core.analysis.Reading;
import dev.tidegate.core.analysis.Tally;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Simulated traffic as readings tell it. */
public final class Readout {

    /** The names of both versions. */
    public static final Compared VERSIONS = new Compared("v2", "v1");

    private static final Instant START = Instant.parse("2026-01-31T12:00:00Z");
    private static final double MILLIS = 1_000;

    private final Latency latency;
    private final List<String> neverBad;

    /** Of a service whose durations have these boundaries. */
    public Readout(Latency latency) {
        this(latency, List.of());
    }

    /**
     * @param neverBad names of measures by which all requests are counted, and none is bad
     */
    private Readout(Latency latency, List<String> neverBad) {
        this.latency = latency;
        this.neverBad = List.copyOf(neverBad);
    }

    /** Of all measures of a plan; what is neither failures nor latency is never bad. */
    static Readout of(AnalysisPlan plan, Latency latency) {
        List<String> others =
                plan.stakes().stream()
                        .flatMap(stake -> stake.metric().measures().stream())
                        .map(Measure::name)
                        .filter(name -> !name.equals(Measure.FAILURES.name()))
                        .filter(name -> latency.boundaries().stream().noneMatch(is(name)))
                        .toList();
        return new Readout(latency, others);
    }

    private static Predicate<Integer> is(String name) {
        return boundary -> Measure.slowerThan(boundary).name().equals(name);
    }

    /** A simulated second as a time. */
    public static Instant at(double second) {
        return START.plusMillis(Math.round(second * MILLIS));
    }

    /** What a proxy saw between two seconds. */
    public Interval interval(Seen seen, double from, double to) {
        return new Interval(name(seen), at(from), at(to), versions(seen));
    }

    /** What a proxy has counted until a second. */
    public Reading reading(Seen counted, double second) {
        return new Reading(name(counted), at(second), at(second), versions(counted));
    }

    private static String name(Seen seen) {
        return "proxy-" + seen.proxy();
    }

    private Map<String, Counts> versions(Seen seen) {
        return Map.of(
                VERSIONS.canary(), counts(seen.canary()), VERSIONS.stable(), counts(seen.stable()));
    }

    private Counts counts(Served served) {
        Map<String, Tally> counts = new HashMap<>();
        counts.put(Measure.FAILURES.name(), new Tally(served.requests(), served.failed()));
        for (int i = 0; i < latency.boundaries().size(); i++) {
            String name = Measure.slowerThan(latency.boundaries().get(i)).name();
            counts.put(name, new Tally(served.requests(), served.slower(i)));
        }
        neverBad.forEach(name -> counts.put(name, new Tally(served.requests(), 0)));
        return new Counts(counts);
    }
}
