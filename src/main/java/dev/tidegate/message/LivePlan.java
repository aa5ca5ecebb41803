package dev.tidegate.message;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

import dev.tidegate.core.analysis.AnalysisPlan;
import dev.tidegate.core.analysis.FalseRollback;
import dev.tidegate.core.analysis.Measure;
import dev.tidegate.core.analysis.Metric;
import dev.tidegate.core.analysis.Stake;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * What a live release asks of its evidence. What is absent is that of {@link
 * AnalysisPlan#STANDARD}.
 *
 * @param falseRollback the chance, above 0 and below 1
 * @param lost how often the evidence was lost
 * @param warmupMillis from the beginning
 * @param lagMillis from a request until a verdict on it has moved the traffic
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record LivePlan(
        @Nullable Double falseRollback,
        @Nullable Long lost,
        @Nullable Double tolerance,
        @Nullable List<One> metrics,
        @Nullable Long warmupMillis,
        @Nullable Double doubt,
        @Nullable Double harm,
        @Nullable Long lagMillis) {

    /**
     * One metric with its part of the stakes.
     *
     * @param measures names under which readings count it
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record One(
            @Nullable String name,
            @Nullable List<String> measures,
            @Nullable Double part,
            @Nullable Double excess) {

        static One of(Stake stake) {
            return new One(
                    stake.metric().name(),
                    stake.metric().measures().stream().map(Measure::name).toList(),
                    stake.part(),
                    stake.excess());
        }

        Stake stake(String field) {
            return Check.made(
                    field,
                    () ->
                            new Stake(
                                    new Metric(
                                            Check.id(field + ".name", name),
                                            Check.given(
                                                            field + ".measures",
                                                            measures,
                                                            "give at least one")
                                                    .stream()
                                                    .map(
                                                            named ->
                                                                    Measure.named(
                                                                            Check.id(
                                                                                    field
                                                                                            + ".measures",
                                                                                    named)))
                                                    .toList()),
                                    Check.finite(field + ".part", part),
                                    Check.finite(field + ".excess", excess)));
        }
    }

    static LivePlan of(AnalysisPlan plan) {
        return new LivePlan(
                plan.falseRollback().alpha(),
                (long) plan.falseRollback().lost(),
                plan.tolerance(),
                plan.stakes().stream().map(One::of).toList(),
                plan.warmup().toMillis(),
                plan.doubt(),
                plan.harm(),
                plan.lag().toMillis());
    }

    AnalysisPlan plan() {
        AnalysisPlan standard = AnalysisPlan.STANDARD;
        return Check.made(
                "data.plan",
                () ->
                        new AnalysisPlan(
                                chance(standard.falseRollback()),
                                Objects.requireNonNullElse(tolerance, standard.tolerance()),
                                stakes(standard),
                                time("warmupMillis", warmupMillis, standard.warmup()),
                                Objects.requireNonNullElse(doubt, standard.doubt()),
                                Objects.requireNonNullElse(harm, standard.harm()),
                                time("lagMillis", lagMillis, standard.lag())));
    }

    private FalseRollback chance(FalseRollback standard) {
        long times = lost == null ? 0 : Check.number("data.plan.lost", lost, 0);
        return new FalseRollback(
                Objects.requireNonNullElse(falseRollback, standard.alpha()),
                (int) Math.min(Integer.MAX_VALUE, times));
    }

    private List<Stake> stakes(AnalysisPlan standard) {
        List<One> all = metrics;
        return all == null
                ? standard.stakes()
                : IntStream.range(0, all.size())
                        .mapToObj(i -> stake("data.plan.metrics." + i, all.get(i)))
                        .toList();
    }

    private static Stake stake(String field, @Nullable One metric) {
        return Check.given(field, metric, "name a metric").stake(field);
    }

    private static Duration time(String name, @Nullable Long millis, Duration standard) {
        return millis == null
                ? standard
                : Duration.ofMillis(Check.number("data.plan." + name, millis, 0));
    }
}
