package dev.tidegate.adapter.policies;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;

import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** By what the canary is judged. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
        value = "has(self.errors) || has(self.latency) || has(self.custom)",
        message = "name at least one of errors, latency and custom")
public record MetricsSpec(
        @JsonPropertyDescription("By requests that fail.") @Nullable ErrorsSpec errors,
        @JsonPropertyDescription("By requests that are slow.") @Nullable LatencySpec latency,
        @Size(min = 1, max = MetricsSpec.MOST)
                @ValidationRule(
                        value = "self.all(a, self.exists_one(b, b.name == a.name))",
                        message = "two metrics with one name; name each once")
                @JsonPropertyDescription("By counters of your own.")
                @JsonSetter(contentNulls = Nulls.FAIL)
                @Nullable List<CustomMetricSpec> custom) {

    static final int MOST = 10;
}
