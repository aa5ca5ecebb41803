package dev.tidegate.adapter.policies;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

import dev.tidegate.core.rollout.Analysis;

import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Optional;

/** What a release asks of its evidence. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AnalysisSpec(
        @Size(min = 2, max = 8)
                @ValidationRule(value = Percents.RULE, message = Percents.MESSAGE)
                @JsonPropertyDescription(
                        "The chance to roll back a canary that is not worse, for the whole"
                                + " release; 1% when absent.")
                @Nullable String falseRollback,
        @Min(1)
                @Max(100)
                @JsonPropertyDescription(
                        "How many times as often as stable the canary may be bad; 1 when absent,"
                                + " 1.25 where its pods or nodes differ.")
                @Nullable Double tolerance,
        @JsonPropertyDescription("By what it is judged; errors and latency when absent.")
                @Nullable MetricsSpec metrics,
        @Pattern(Durations.PATTERN)
                @Size(min = 2, max = 32)
                @JsonPropertyDescription(
                        "For so long from its first request the canary may be bad ten times as"
                                + " often; 0s when absent.")
                @Nullable String warmup,
        @Size(min = 2, max = 8)
                @ValidationRule(value = Percents.RULE, message = Percents.MESSAGE)
                @JsonPropertyDescription(
                        "The chance to give a canary more traffic that is worse than is allowed;"
                                + " 5% when absent.")
                @Nullable String doubt,
        @Min(1)
                @Max(AnalysisSpec.MOST_HARM)
                @JsonPropertyDescription(
                        "How many bad requests a step until proven may risk, of the whole release;"
                                + " 20 when absent.")
                @Nullable Integer harm,
        @JsonPropertyDescription(
                        "Whether verdicts move the release; true when absent. If not, they are"
                                + " told and shown.")
                @Nullable Boolean act) {

    static final int MOST_HARM = 1_000_000;

    /**
     * What the policy asks; empty when it asks for none.
     *
     * @param ramp which may say the harm and the excess of failures in its place; null for none
     * @param propagation of the policy
     * @throws IllegalArgumentException naming the field, the value and the rule
     */
    static Optional<Analysis> read(
            @Nullable AnalysisSpec spec, @Nullable ProvenSpec ramp, Duration propagation) {
        return Optional.ofNullable(spec)
                .map(analysis -> AnalysisSpecs.read(analysis, ramp, propagation));
    }
}
