package dev.tidegate.adapter.policies;

import dev.tidegate.core.analysis.Measure;
import dev.tidegate.core.analysis.Metric;
import dev.tidegate.core.analysis.Stake;
import dev.tidegate.core.rollout.CustomMetric;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The metrics of a policy with their stakes. Errors have three parts, latency and each custom
 * metric one: errors and latency alone share three to one.
 */
final class MetricSpecs {

    private static final String FIELD = "analysis.metrics";
    private static final int MOST_MILLIS = 3_600_000;
    private static final double ERRORS_PARTS = 3;
    private static final double ERRORS_EXCESS = 0.005;
    private static final double LATENCY_EXCESS = 0.01;
    private static final double CUSTOM_EXCESS = 0.005;
    private static final MetricsSpec ABSENT =
            new MetricsSpec(new ErrorsSpec(null), new LatencySpec(null, null), null);

    private MetricSpecs() {}

    /**
     * The stakes.
     *
     * @param rampExcess what the ramp says of the excess of failures; null for nothing
     * @throws IllegalArgumentException naming the field, the value and the rule
     */
    static List<Stake> read(@Nullable MetricsSpec given, @Nullable String rampExcess) {
        MetricsSpec spec = given == null ? ABSENT : given;
        List<CustomMetricSpec> custom = CustomMetricSpecs.checked(spec.custom());
        double others = (spec.latency() == null ? 0 : 1) + custom.size();
        double parts = others + (spec.errors() == null ? 0 : ERRORS_PARTS);
        if (parts == 0) {
            throw new IllegalArgumentException(
                    FIELD
                            + ": names none; name at least one, such as {errors: {}, latency: {}},"
                            + " or leave it out for these two");
        }
        List<Stake> stakes = new ArrayList<>();
        errors(spec.errors(), rampExcess)
                .ifPresent(
                        excess ->
                                stakes.add(new Stake(Metric.ERRORS, ERRORS_PARTS / parts, excess)));
        if (spec.latency() != null) {
            stakes.add(
                    new Stake(
                            latency(spec.latency()),
                            1 / parts,
                            excess(".latency", spec.latency().excess(), LATENCY_EXCESS)));
        }
        for (int i = 0; i < custom.size(); i++) {
            stakes.add(
                    new Stake(
                            Metric.custom(CustomMetricSpecs.name(custom.get(i))),
                            1 / parts,
                            excess(".custom[" + i + "]", custom.get(i).excess(), CUSTOM_EXCESS)));
        }
        return stakes;
    }

    private static Optional<Double> errors(@Nullable ErrorsSpec spec, @Nullable String rampExcess) {
        if (rampExcess == null) {
            return Optional.ofNullable(spec)
                    .map(errors -> excess(".errors", errors.excess(), ERRORS_EXCESS));
        }
        if (spec == null) {
            throw new IllegalArgumentException(
                    "ramp.proven.excess: %s is of failures, and analysis.metrics has no errors; write the excess of each metric there"
                            .formatted(rampExcess));
        }
        if (spec.excess() != null) {
            throw new IllegalArgumentException(
                    "ramp.proven.excess: %s stands beside analysis.metrics.errors.excess: %s; write one of them"
                            .formatted(rampExcess, spec.excess()));
        }
        return Optional.of(Percents.read("ramp.proven.excess", rampExcess, ERRORS_EXCESS));
    }

    private static double excess(String metric, @Nullable String value, double absent) {
        return Percents.read(FIELD + metric + ".excess", value, absent);
    }

    private static Metric latency(LatencySpec spec) {
        List<Integer> boundaries = spec.boundaries();
        if (boundaries == null) {
            return Metric.LATENCY;
        }
        String field = FIELD + ".latency.boundaries";
        if (boundaries.isEmpty() || boundaries.size() > LatencySpec.MOST) {
            throw new IllegalArgumentException(
                    "%s: are %d; write 1 to %d, such as [100, 250, 500], or leave it out"
                            .formatted(field, boundaries.size(), LatencySpec.MOST));
        }
        int before = 0;
        for (int boundary : boundaries) {
            if (boundary < 1 || boundary > MOST_MILLIS) {
                throw new IllegalArgumentException(
                        "%s: %d is out of range; use 1 to %d milliseconds"
                                .formatted(field, boundary, MOST_MILLIS));
            }
            if (boundary <= before) {
                throw new IllegalArgumentException(
                        "%s: %d does not follow %d; write milliseconds that rise, such as [100, 250, 500]"
                                .formatted(field, boundary, before));
            }
            before = boundary;
        }
        return Metric.latency(boundaries.stream().mapToInt(Integer::intValue).toArray());
    }

    /** Where the user's own metrics are counted. */
    static List<CustomMetric> custom(@Nullable MetricsSpec spec) {
        return spec == null ? List.of() : CustomMetricSpecs.read(spec.custom());
    }

    /** The same as a policy says it. */
    static MetricsSpec write(List<Stake> stakes, List<CustomMetric> custom) {
        return new MetricsSpec(
                stake(stakes, Metric.ERRORS.name())
                        .map(stake -> new ErrorsSpec(Percents.write(stake.excess())))
                        .orElse(null),
                stake(stakes, Metric.LATENCY.name())
                        .map(
                                stake ->
                                        new LatencySpec(
                                                Percents.write(stake.excess()), boundaries(stake)))
                        .orElse(null),
                custom.stream()
                        .map(
                                metric ->
                                        new CustomMetricSpec(
                                                metric.name(),
                                                metric.bad(),
                                                metric.total(),
                                                stake(stakes, metric.name())
                                                        .map(it -> Percents.write(it.excess()))
                                                        .orElse(null)))
                        .toList());
    }

    private static Optional<Stake> stake(List<Stake> stakes, String metric) {
        return stakes.stream().filter(stake -> stake.metric().name().equals(metric)).findFirst();
    }

    private static List<Integer> boundaries(Stake latency) {
        return latency.metric().measures().stream()
                .map(Measure::name)
                .map(name -> Integer.valueOf(name.substring(name.lastIndexOf('-') + 1)))
                .toList();
    }
}
