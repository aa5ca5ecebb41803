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

/** One step: a weight in percent, a match, a mirror, or several; then a hold, a pause, or both. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "has(self.match) || has(self.mirror) || (has(self.weight) && self.weight > 0.0)",
        message = "give a weight from 0.01 to 100, a match or a mirror")
@ValidationRule(
        value =
                "(!has(self.match) && !has(self.sticky) && !has(self.mirror)) || !has(self.weight)"
                        + " || self.weight < 100.0",
        message = "a match, sticky or mirror beside weight 100 changes nothing; leave it out")
@ValidationRule(
        value = "!has(self.sticky) || has(self.match) || (has(self.weight) && self.weight > 0.0)",
        message = "sticky needs a weight or a match beside it")
@ValidationRule(
        value =
                "!has(self.sticky) || !has(self.sticky.header) || (has(self.weight) && self.weight"
                        + " > 0.0 && int(self.weight * 100.0 + 0.5) * self.sticky.header.buckets %"
                        + " 10000 == 0)",
        message = "sticky.header needs a weight that is a whole number of buckets")
@ValidationRule(
        value = "has(self.until) || (!has(self.maxHold) && !has(self.then))",
        message = "maxHold and then belong to until: proven")
@ValidationRule(
        value =
                "!has(self.until) || (has(self.weight) && self.weight > 0.0 && self.weight < 100.0"
                        + " && !has(self.pause))",
        message = "until: proven needs a weight of more than 0 and less than 100, and no pause")
@ValidationRule(
        value =
                "!has(self.maxHold) || duration(self.maxHold) > duration(has(self.hold) ? self.hold"
                        + " : '0s')",
        message = StepSpec.MAX_HOLD_MESSAGE)
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
                                + " match or a mirror.")
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
                @Nullable Pause pause,
        @JsonPropertyDescription(
                        "Who met the canary stays there while its weight grows, as long as steps"
                                + " say so.")
                @Nullable StickySpec sticky,
        @Pattern(MirrorShare.PATTERN)
                @Size(min = 2, max = 8)
                @JsonPropertyDescription(
                        "Of so many requests the canary gets a copy, such as 10%; its answers to"
                                + " them are thrown away.")
                @Nullable String mirror,
        @Pattern("^(proven)$")
                @JsonPropertyDescription(
                        "proven: stay, after the hold, until the evidence has proven that the"
                                + " canary may have the next step's weight.")
                @Nullable String until,
        @Pattern(Durations.PATTERN)
                @Size(min = 2, max = 32)
                @JsonPropertyDescription(
                        "Of a step until proven: how long it lasts at most; 1h when absent, or"
                                + " twice the hold where that is more.")
                @Nullable String maxHold,
        @Pattern("^(pause|rollback|advance)$")
                @JsonPropertyDescription(
                        "Of a step until proven: what becomes of the release when nothing was"
                                + " proven by then: pause (when absent), rollback or advance.")
                @Nullable String then) {

    static final String MAX_HOLD_MESSAGE = "maxHold must be longer than the hold";

    /** Of a list of steps: the most, the final 100 % included, which is added when missing. */
    static final int MOST = 101;

    /** Keeps room in a list of steps for a final 100 %. */
    static final String ROOM_RULE =
            "self.size() < 101 || (has(self[100].weight) && self[100].weight == 100.0)";

    static final String ROOM_MESSAGE = "at most 100 steps before 100 %";

    /** Of a list of steps: no weight is taken back, and each that is a weight alone gives more. */
    static final String RISE_RULE =
            "self.map(s, has(s.weight) ? s.weight : 0.0).isSorted() && self.all(a, has(a.match) ||"
                    + " has(a.sticky) || has(a.mirror) || !has(a.weight) || self.exists_one(b,"
                    + " !has(b.match) && !has(b.sticky) && !has(b.mirror) && has(b.weight) &&"
                    + " b.weight == a.weight))";

    static final String RISE_MESSAGE =
            "each step must give the canary more weight than the one before";

    /** Of a list of steps: of those with one weight no two are the same but for their time. */
    static final String SAME_RULE =
            "self.all(a, !has(a.sticky) || has(a.match) || has(a.mirror) || !has(a.weight) ||"
                    + " self.exists(b, has(b.weight) && b.weight == a.weight && (has(b.match) ||"
                    + " has(b.mirror))) || self.exists_one(b, has(b.sticky) && has(b.weight) &&"
                    + " b.weight == a.weight && b.sticky == a.sticky))";

    static final String SAME_MESSAGE =
            "two steps with one weight and the same sticky are one; leave one out";

    /** Stay until somebody promotes. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Pause() {}
}
