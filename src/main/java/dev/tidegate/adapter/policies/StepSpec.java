package dev.tidegate.adapter.policies;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;

import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.util.List;

/** One step: a weight in percent, a match, or both; then a hold, a pause, or both. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "has(self.match) || (has(self.weight) && self.weight > 0.0)",
        message = "give a weight from 0.01 to 100, or a match")
@ValidationRule(
        value = "!has(self.match) || !has(self.weight) || self.weight < 100.0",
        message = "a match beside weight 100 changes nothing; leave it out")
public record StepSpec(
        @Min(0)
                @Max(100)
                @ValidationRule(
                        value =
                                "self * 100.0 - double(int(self * 100.0 + 0.5)) < 0.00001 &&"
                                    + " double(int(self * 100.0 + 0.5)) - self * 100.0 < 0.00001",
                        message = "must be a percentage with at most two decimals")
                @JsonPropertyDescription(
                        "The canary's share in percent, with two decimals; 0 when absent, beside a"
                                + " match.")
                @Nullable BigDecimal weight,
        @Size(min = 1, max = 20)
                @JsonPropertyDescription(
                        "Requests that all go to the canary, whatever its weight: those that one"
                                + " of these items means.")
                @JsonSetter(contentNulls = Nulls.FAIL)
                @Nullable List<RequestMatchSpec> match,
        @Pattern(Durations.PATTERN)
                @Size(min = 2, max = 32)
                @JsonPropertyDescription("How long to stay; 0s when absent.")
                @Nullable String hold,
        @JsonPropertyDescription("Stay until somebody promotes; written as {}.")
                @Nullable Pause pause) {

    /** Of a list of steps: the most, the final 100 % included, which is added when missing. */
    static final int MOST = 101;

    /** Keeps room in a list of steps for a final 100 %. */
    static final String ROOM_RULE =
            "self.size() < 101 || (has(self[100].weight) && self[100].weight == 100.0)";

    static final String ROOM_MESSAGE = "at most 100 steps before 100 %";

    /** Of a list of steps: no weight is taken back, and each without a match gives more. */
    static final String RISE_RULE =
            "self.map(s, has(s.weight) ? s.weight : 0.0).isSorted() && self.all(a, has(a.match) ||"
                    + " !has(a.weight) || self.exists_one(b, !has(b.match) && has(b.weight) &&"
                    + " b.weight == a.weight))";

    static final String RISE_MESSAGE =
            "each step must give the canary more weight than the one before";

    /** Stay until somebody promotes. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Pause() {}
}
