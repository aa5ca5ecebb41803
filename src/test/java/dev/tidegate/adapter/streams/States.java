package dev.tidegate.adapter.streams;

import dev.tidegate.core.analysis.AnalysisPlan;
import dev.tidegate.core.analysis.Analyst;
import dev.tidegate.core.analysis.Compared;
import dev.tidegate.core.analysis.Counts;
import dev.tidegate.core.analysis.LiveRelease;
import dev.tidegate.core.analysis.Measure;
import dev.tidegate.core.analysis.Metric;
import dev.tidegate.core.analysis.Reading;
import dev.tidegate.core.analysis.ServiceEvidence;
import dev.tidegate.core.analysis.SourcedReading;
import dev.tidegate.core.analysis.Step;
import dev.tidegate.core.analysis.Tally;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is known of a service as tests need it. */
final class States {

    static final Instant START = Instant.parse("2026-01-31T12:00:00Z");

    private States() {}

    static LiveRelease release(String uid, long revision, int stage, double weight, long since) {
        return new LiveRelease(
                uid,
                revision,
                stage,
                new Compared("v2", "v1"),
                AnalysisPlan.STANDARD,
                new Step(weight, START.plusSeconds(since), true),
                List.of(),
                true);
    }

    /** A reading of errors and of all boundaries. */
    static SourcedReading reading(
            String observer, long second, long canary, long failed, long stable) {
        Instant at = START.plusSeconds(second);
        Map<String, Counts> versions =
                Map.of("v1", counts(stable, stable / 1_000), "v2", counts(canary, failed));
        return new SourcedReading(
                "envoy-als", Optional.empty(), new Reading(observer, at, at, versions));
    }

    private static Counts counts(long requests, long failed) {
        Map<String, Tally> counts = new HashMap<>();
        counts.put(Measure.FAILURES.name(), new Tally(requests, failed));
        for (Measure measure : Metric.LATENCY.measures()) {
            counts.put(measure.name(), new Tally(requests, requests / 100));
        }
        return new Counts(counts);
    }

    /** Two minutes before a release and so many seconds of it, read by several proxies. */
    static ServiceEvidence after(int proxies, int seconds, long failedOfTen) {
        ServiceEvidence state = ServiceEvidence.NONE;
        for (int second = -120; second <= seconds; second++) {
            if (second == 0) {
                state = Analyst.live(state, release("one", 1, 0, .1, 0), START).state();
            }
            for (int i = 0; i < proxies; i++) {
                String name = "productpage-v1-5c9c6b8d9-%05d".formatted(i);
                long canary = 10L * Math.max(0, second);
                SourcedReading reading =
                        reading(
                                name,
                                second,
                                canary,
                                canary / 10 * failedOfTen,
                                90L * (second + 121));
                state = Analyst.reading(state, reading).state();
            }
        }
        return state;
    }
}
