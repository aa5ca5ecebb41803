package dev.tidegate.adapter.prometheus;

import dev.tidegate.core.analysis.Counts;
import dev.tidegate.core.analysis.Measure;
import dev.tidegate.core.analysis.Tally;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** Adds the series of one version up. */
final class Totals {

    private double requests;
    private double failures;
    private double timed;
    private boolean counted;
    private final Map<Integer, Double> within = new TreeMap<>();

    private Totals() {}

    /** The counts of each version. */
    static Map<String, Counts> of(Map<Series, Double> values) {
        Map<String, Totals> versions = new HashMap<>();
        values.forEach(
                (series, value) ->
                        versions.computeIfAbsent(series.version(), _ -> new Totals())
                                .add(series.part(), value));
        Map<String, Counts> counts = new HashMap<>();
        versions.forEach((version, totals) -> counts.put(version, totals.counts()));
        return counts;
    }

    private void add(Part part, double value) {
        switch (part) {
            case Part.Requests(boolean failed) -> {
                counted = true;
                requests += value;
                failures += failed ? value : 0;
            }
            case Part.Timed _ -> timed += value;
            case Part.Within(int boundary) -> within.merge(boundary, value, Double::sum);
        }
    }

    /**
     * A proxy adds its histograms up later than its counters, so that more requests may be counted
     * than timed; never is a request slow that is not counted.
     */
    private Counts counts() {
        long all = Math.round(counted ? requests : timed);
        Map<String, Tally> measures = new HashMap<>();
        if (counted) {
            measures.put(Measure.FAILURES.name(), new Tally(all, Math.round(failures)));
        }
        within.forEach(
                (boundary, quick) -> {
                    long slow = Math.clamp(Math.round(timed - quick), 0L, all);
                    measures.put(Measure.slowerThan(boundary).name(), new Tally(all, slow));
                });
        return new Counts(measures);
    }
}
