package dev.tidegate.adapter.policies;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;

/** One step: a weight in percent, then a hold, a pause, or both. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record StepSpec(
        @Required
                @Min(0.01)
                @Max(100)
                @ValidationRule(
                        // the API server compares a whole number with 0, the minimum cut to one
                        value =
                                "self > 0.0 && self * 100.0 - double(int(self * 100.0 + 0.5)) <"
                                    + " 0.00001 && double(int(self * 100.0 + 0.5)) - self * 100.0 <"
                                    + " 0.00001",
                        message = "must be a percentage from 0.01 to 100 with at most two decimals")
                @JsonPropertyDescription("The canary's share in percent, with two decimals.")
                BigDecimal weight,
        @Pattern(Durations.PATTERN)
                @Size(min = 2, max = 32)
                @JsonPropertyDescription("How long to stay; 0s when absent.")
                @Nullable String hold,
        @JsonPropertyDescription("Stay until somebody promotes; written as {}.")
                @Nullable Pause pause) {

    /** Of a list of steps: the most, the final 100 % included, which is added when missing. */
    static final int MOST = 101;

    /** Keeps room in a list of steps for a final 100 %. */
    static final String ROOM_RULE = "self.size() < 101 || self[100].weight == 100.0";

    static final String ROOM_MESSAGE = "at most 100 steps before 100 %";

    /** Of a list of steps: each weight is larger than the one before. */
    static final String RISE_RULE =
            "self.map(s, s.weight).isSorted() && self.all(a,"
                    + " self.exists_one(b, b.weight == a.weight))";

    static final String RISE_MESSAGE =
            "each step must give the canary more weight than the one before";

    /** Stay until somebody promotes. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Pause() {}
}
