package dev.tidegate.message;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

import dev.tidegate.core.analysis.Tally;
import dev.tidegate.core.analysis.Tick;

import org.jspecify.annotations.Nullable;

/** The requests of one version in a verdict, and how many of them were bad. */
@JsonIgnoreProperties(ignoreUnknown = true)
record TallyData(@Nullable Long requests, @Nullable Long bad) {

    /** Those of both versions. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Both(@Nullable TallyData canary, @Nullable TallyData stable) {

        static Both of(Tick tick) {
            return new Both(TallyData.of(tick.canary()), TallyData.of(tick.stable()));
        }

        static Tick tick(String field, @Nullable Both both) {
            Both counts = Check.given(field, both, "give the counts of canary and stable");
            return new Tick(
                    tally(field + ".canary", counts.canary()),
                    tally(field + ".stable", counts.stable()));
        }
    }

    private static TallyData of(Tally tally) {
        return new TallyData(tally.requests(), tally.bad());
    }

    private static Tally tally(String field, @Nullable TallyData data) {
        TallyData counts = Check.given(field, data, "give requests and bad");
        long requests = Check.number(field + ".requests", counts.requests(), 0);
        long bad = Check.number(field + ".bad", counts.bad(), 0);
        if (bad > requests) {
            throw new Invalid(
                    field + ".bad",
                    "%d is more than the %d requests; give as requests all of them, good and bad"
                            .formatted(bad, requests));
        }
        return new Tally(requests, bad);
    }
}
