package dev.tidegate.sandbox.evidence;

import dev.tidegate.cli.traffic.Scenario;
import dev.tidegate.core.analysis.AnalysisPlan;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * The pictures of {@code src/docs/evidence.md}: a good canary under each condition that breaks the
 * promise. Each shows the first seed with which it is rolled back without care.
 */
public final class Pictures {

    private static final AnalysisPlan PLAN = Conditions.ERRORS;
    private static final double THRESHOLD = PLAN.falseRollback().splitThreshold();
    private static final long SEEDS = 200;

    private Pictures() {}

    /** The SVG of each, by the name of its file. */
    public static Map<String, String> all() {
        Map<String, String> all = new LinkedHashMap<>();
        AnalysisPlan warm = PLAN.withWarmup(Duration.ofMinutes(2));
        all.put(
                "evidence-cold-start.svg",
                picture(
                        "Cold start, and warmup: 2m",
                        seed -> canary(Conditions.COLD, seed).judged(PLAN, true),
                        seed -> canary(Conditions.COLD, seed).judged(warm, true)));
        all.put(
                "evidence-bursts.svg",
                picture(
                        "Pods that pause, and failures counted as the events that they are",
                        seed -> canary(Conditions.PAUSING, seed).plain(),
                        seed -> canary(Conditions.PAUSING, seed).judged(PLAN, true)));
        all.put(
                "evidence-sticky-users.svg",
                picture(
                        "Users who stick to a version, compared and not compared",
                        seed -> canary(Conditions.STICKY, seed).judged(PLAN, true),
                        seed -> canary(Conditions.STICKY, seed).judged(PLAN, false)));
        all.put(
                "evidence-other-route.svg",
                picture(
                        "Another route leads to stable alone, and the split is checked",
                        seed -> canary(Conditions.OTHER_ROUTE, seed).plain(),
                        seed -> canary(Conditions.OTHER_ROUTE, seed).judged(PLAN, true)));
        all.put(
                "evidence-skew.svg",
                picture(
                        "Versions read 5 s apart in an incident of both, and at once",
                        seed -> new SkewedScrapes(5).course(seed),
                        seed -> new SkewedScrapes(0).course(seed)));
        return all;
    }

    private interface Drawn {
        List<Point> of(long seed);
    }

    private static GoodCanary canary(Scenario scenario, long seed) {
        return new GoodCanary(scenario, seed);
    }

    private static String picture(String title, Drawn without, Drawn with) {
        long seed =
                LongStream.rangeClosed(1, SEEDS)
                        .filter(
                                each ->
                                        without.of(each).stream()
                                                .anyMatch(p -> p.logOdds() >= THRESHOLD))
                        .findFirst()
                        .orElseThrow();
        return CareChart.svg(title, without.of(seed), with.of(seed), THRESHOLD);
    }
}
