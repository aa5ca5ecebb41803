package dev.tidegate.core.analysis;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What is known of a version before it is released against: how its bad requests come.
 *
 * @param byMeasure by the measure's name
 */
public record Baseline(Map<String, Dispersion> byMeasure) {

    public static final Baseline NONE = new Baseline(Map.of());

    public Baseline {
        byMeasure = Map.copyOf(byMeasure);
    }

    /** What is known by a measure. */
    public Dispersion of(Measure measure) {
        return byMeasure.getOrDefault(measure.name(), Dispersion.UNKNOWN);
    }

    /** After an interval of one observer. */
    public Baseline after(Interval interval, String version, List<Measure> measures) {
        Map<String, Dispersion> next = new HashMap<>(byMeasure);
        for (Measure measure : measures) {
            Tally tally = interval.counts(version).of(measure.name());
            next.put(measure.name(), of(measure).after(interval.from(), interval.to(), tally));
        }
        return new Baseline(next);
    }
}
