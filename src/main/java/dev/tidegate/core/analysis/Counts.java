package dev.tidegate.core.analysis;

import java.util.HashMap;
import java.util.Map;

/**
 * The requests of one version by what is looked at: failures, those slower than a boundary, any
 * other counter.
 *
 * @param byMeasure by the name of the {@link Measure}
 */
public record Counts(Map<String, Tally> byMeasure) {

    public static final Counts NONE = new Counts(Map.of());

    public Counts {
        byMeasure = Map.copyOf(byMeasure);
    }

    /** What is looked at by that name; nothing was counted when it is missing. */
    public Tally of(String measure) {
        return byMeasure.getOrDefault(measure, Tally.NONE);
    }

    /** These where there are some, else those of before: what a later reading left out stays. */
    Counts over(Counts before) {
        Map<String, Tally> all = new HashMap<>(before.byMeasure);
        all.putAll(byMeasure);
        return new Counts(all);
    }
}
