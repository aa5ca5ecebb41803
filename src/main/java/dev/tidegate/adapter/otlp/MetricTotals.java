package dev.tidegate.adapter.otlp;

import dev.tidegate.core.analysis.Counts;
import dev.tidegate.core.analysis.Measure;
import dev.tidegate.core.analysis.Tally;

import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** The points of one version, summed up over codes, callers and flags. For one thread. */
final class MetricTotals {

    private long requests;
    private long failures;
    private boolean counted;
    private long timed;
    private final Map<Integer, Long> slower = new TreeMap<>();

    void add(NumberDataPoint point, boolean failed) {
        long more = point.hasAsInt() ? point.getAsInt() : Math.round(point.getAsDouble());
        counted = true;
        requests += more;
        failures += failed ? more : 0;
    }

    /** A boundary that the histogram does not have is not counted, and not taken for 0. */
    void add(HistogramDataPoint point) {
        timed += point.getCount();
        for (int boundary : VersionCounts.BOUNDARIES) {
            int at = point.getExplicitBoundsList().indexOf((double) boundary);
            if (at >= 0 && point.getBucketCountsCount() > at) {
                long within =
                        point.getBucketCountsList().stream().limit(at + 1L).mapToLong(n -> n).sum();
                slower.merge(boundary, point.getCount() - within, Long::sum);
            }
        }
    }

    /** Envoy sums up times a little later than requests, so there may be fewer or more of them. */
    Counts counts() {
        Map<String, Tally> counts = new HashMap<>();
        long all = counted ? requests : timed;
        if (counted) {
            counts.put(Measure.FAILURES.name(), new Tally(all, failures));
        }
        slower.forEach(
                (boundary, slow) ->
                        counts.put(
                                Measure.slowerThan(boundary).name(),
                                new Tally(all, Math.clamp(slow, 0, all))));
        return new Counts(counts);
    }
}
