package dev.tidegate.adapter.policies;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;

import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.util.List;

/** A rule that makes the steps: expanded when the policy is read. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value =
                "[has(self.linear), has(self.exponential), has(self.stepped),"
                        + " has(self.custom), has(self.proven)].filter(x, x).size() == 1",
        message = "name exactly one of linear, exponential, stepped, custom and proven")
public record RampSpec(
        @JsonPropertyDescription("Each step adds the same.") @Nullable Growth linear,
        @JsonPropertyDescription("Each step multiplies; by 2 when factor is absent.")
                @Nullable Growth exponential,
        @JsonPropertyDescription("So many steps at equal distances.") @Nullable Growth stepped,
        @Size(min = 1, max = StepSpec.MOST)
                @ValidationRule(value = StepSpec.ROOM_RULE, message = StepSpec.ROOM_MESSAGE)
                @ValidationRule(value = StepSpec.RISE_RULE, message = StepSpec.RISE_MESSAGE)
                @ValidationRule(value = StepSpec.SAME_RULE, message = StepSpec.SAME_MESSAGE)
                @JsonPropertyDescription("The weights one by one.")
                @JsonSetter(contentNulls = Nulls.FAIL)
                @Nullable List<StepSpec> custom,
        @JsonPropertyDescription(
                        "Each step doubles the weight and lasts until the evidence has proven that"
                                + " the next may be given; written as {} for 1 to 100.")
                @Nullable ProvenSpec proven) {

    /** First weight, growth, hold and cap; which growth field counts, the ramp's kind says. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Growth(
            @Required @Min(0.01) @Max(100) @JsonPropertyDescription("The first weight in percent.")
                    BigDecimal from,
            @Min(0.01) @Max(100) @JsonPropertyDescription("Of linear: what each step adds.")
                    @Nullable BigDecimal by,
            @Min(1) @JsonPropertyDescription("Of exponential: more than 1.")
                    @Nullable Double factor,
            @Min(1) @Max(100) @JsonPropertyDescription("Of stepped: how many steps.")
                    @Nullable Integer count,
            @Required
                    @Pattern(Durations.PATTERN)
                    @Size(min = 2, max = 32)
                    @JsonPropertyDescription(
                            "How long each step lasts; a last one of 100 % does"
                                    + " not, as the bake follows it.")
                    String hold,
            @Min(0.01)
                    @Max(100)
                    @JsonPropertyDescription(
                            "Last weight before 100 %, which follows; 100 when absent.")
                    @Nullable BigDecimal to) {}
}
