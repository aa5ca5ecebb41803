package dev.tidegate.adapter.policies;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;

/** A ramp of steps until proven, each with twice the weight of the one before up to 50 %. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "!has(self.from) || !has(self.to) || double(self.from) <= double(self.to)",
        message = "to must not be below from")
@ValidationRule(
        value = "!has(self.to) || has(self.from) || double(self.to) >= 1.0",
        message = "to must not be below from")
@ValidationRule(
        value =
                "!has(self.maxHold) || duration(self.maxHold) > duration(has(self.dwell) ?"
                        + " self.dwell : '30s')",
        message = "maxHold must be longer than the dwell")
public record ProvenSpec(
        @Min(0)
                @Max(100)
                @ValidationRule(
                        value = "self > 0.0 && self < 100.0",
                        message = "must be more than 0 and less than 100")
                @JsonPropertyDescription("The first weight in percent; 1 when absent.")
                @Nullable BigDecimal from,
        @Min(0)
                @Max(100)
                @JsonPropertyDescription(
                        "Last weight before 100 %, which follows; 100 when absent.")
                @Nullable BigDecimal to,
        @Pattern(Durations.PATTERN)
                @Size(min = 2, max = 32)
                @JsonPropertyDescription("How long each step lasts at least; 30s when absent.")
                @Nullable String dwell,
        @Min(1)
                @Max(AnalysisSpec.MOST_HARM)
                @JsonPropertyDescription("The harm of the analysis, said here in place of there.")
                @Nullable Integer harm,
        @Size(min = 2, max = 8)
                @ValidationRule(value = Percents.RULE, message = Percents.MESSAGE)
                @JsonPropertyDescription(
                        "The excess of the metric errors of the analysis, said here in place of"
                                + " there.")
                @Nullable String excess,
        @Pattern(Durations.PATTERN)
                @Size(min = 2, max = 32)
                @JsonPropertyDescription(
                        "How long each step lasts at most; 1h when absent, or twice the dwell"
                                + " where that is more.")
                @Nullable String maxHold,
        @Pattern("^(pause|rollback|advance)$")
                @JsonPropertyDescription(
                        "What becomes of the release when nothing was proven by then: pause (when"
                                + " absent), rollback or advance.")
                @Nullable String then) {}
