package dev.tidegate.adapter.policies;

import dev.tidegate.core.rollout.CustomMetric;

import org.jspecify.annotations.Nullable;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Reads a policy's own metrics; what breaks a rule is named. */
final class CustomMetricSpecs {

    private static final String LIST = "analysis.metrics.custom";
    private static final String SELECTOR = "checkouts_failed_total{version=\"{version}\"}";
    private static final Set<String> TAKEN = Set.of("errors", "latency", "failures");
    private static final int LONGEST = 63;

    private CustomMetricSpecs() {}

    /** The same specs, none for none, each with a name of its own and readable selectors. */
    static List<CustomMetricSpec> checked(@Nullable List<CustomMetricSpec> given) {
        List<CustomMetricSpec> specs = given == null ? List.of() : given;
        if (specs.size() > MetricsSpec.MOST) {
            throw new IllegalArgumentException(
                    "%s: are %d; use at most %d".formatted(LIST, specs.size(), MetricsSpec.MOST));
        }
        Set<String> names = new HashSet<>();
        for (int i = 0; i < specs.size(); i++) {
            String field = "%s[%d]".formatted(LIST, i);
            CustomMetricSpec spec = specs.get(i);
            String name = name(field, spec);
            if (!names.add(name)) {
                throw new IllegalArgumentException(
                        "%s.name: \"%s\" is that of another metric too; give each a name of its own"
                                .formatted(field, name));
            }
            selector(field + ".bad", spec.bad());
            selector(field + ".total", spec.total());
        }
        return specs;
    }

    private static String name(String field, CustomMetricSpec spec) {
        if (spec.name() == null) {
            throw new IllegalArgumentException(
                    field + ".name: is missing; name the metric, such as checkout");
        }
        if (!spec.name().matches(CustomMetricSpec.NAME) || spec.name().length() > LONGEST) {
            throw new IllegalArgumentException(
                    "%s.name: \"%s\" is no name; use up to %d small letters, digits and hyphens, such as checkout"
                            .formatted(field, spec.name(), LONGEST));
        }
        if (TAKEN.contains(spec.name()) || spec.name().startsWith("slower-than-")) {
            throw new IllegalArgumentException(
                    "%s.name: \"%s\" is taken by a metric that is built in; use another one, such as checkout"
                            .formatted(field, spec.name()));
        }
        return spec.name();
    }

    private static void selector(String field, @Nullable String text) {
        if (text == null) {
            throw new IllegalArgumentException(
                    "%s: is missing; select the series of a counter, such as %s"
                            .formatted(field, SELECTOR));
        }
        SeriesSelector.parse(field, text);
    }

    /** Of one that was checked. */
    static String name(CustomMetricSpec spec) {
        return Objects.requireNonNull(spec.name());
    }

    static List<CustomMetric> read(@Nullable List<CustomMetricSpec> given) {
        return checked(given).stream()
                .map(
                        spec ->
                                new CustomMetric(
                                        name(spec),
                                        Objects.requireNonNull(spec.bad()),
                                        Objects.requireNonNull(spec.total())))
                .toList();
    }
}
