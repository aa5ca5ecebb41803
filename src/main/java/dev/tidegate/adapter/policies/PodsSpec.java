package dev.tidegate.adapter.policies;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

import dev.tidegate.core.rollout.Availability;
import dev.tidegate.core.rollout.Quota;
import dev.tidegate.core.text.TimeText;

import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.IntOrString;

import org.jspecify.annotations.Nullable;

import java.util.Objects;

/** How many pods the canary needs for its traffic. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PodsSpec(
        @ValidationRule(value = PodsSpec.RULE, message = PodsSpec.MESSAGE)
                @JsonPropertyDescription(
                        "Without so many available pods no step gives more traffic, and the bake"
                                + " does not end: a number, or a percentage of those that the"
                                + " Deployment wants now; 100% when absent. At least one, but 0"
                                + " turns all looks at pods off.")
                @Nullable IntOrString minAvailable,
        @Pattern(Durations.PATTERN)
                @Size(min = 2, max = 32)
                @JsonPropertyDescription(
                        "When the canary has traffic and none of its pods is available for so"
                                + " long, all traffic goes back; 20s when absent.")
                @Nullable String noneFor) {

    static final String RULE =
            "type(self) == int ? self >= 0 && self <= 1000000 :"
                    + " self.matches('^(100|[1-9]?[0-9])%$')";
    static final String MESSAGE =
            "must be a number of pods from 0 to 1000000, or a percentage such as 80%";

    private static final int MOST = 1_000_000;
    private static final String PERCENT = "(100|[1-9]?[0-9])%";

    /**
     * The rule of a policy.
     *
     * @throws IllegalArgumentException naming the field, the value and the rule
     */
    static Availability read(@Nullable PodsSpec spec) {
        return spec == null
                ? Availability.DEFAULT
                : new Availability(
                        quota(spec.minAvailable()),
                        Durations.parse(
                                "pods.noneFor", spec.noneFor(), Availability.DEFAULT.noneFor()));
    }

    static PodsSpec of(Availability rule) {
        Quota quota = rule.minAvailable();
        return new PodsSpec(
                quota.percent()
                        ? new IntOrString(quota.toString())
                        : new IntOrString(quota.number()),
                TimeText.span(rule.noneFor()));
    }

    private static Quota quota(@Nullable IntOrString value) {
        if (value == null) {
            return Availability.DEFAULT.minAvailable();
        }
        Integer number = value.getIntVal();
        if (number != null && number >= 0 && number <= MOST) {
            return new Quota(number, false);
        }
        String text = Objects.requireNonNullElse(value.getStrVal(), "" + number);
        if (!text.matches(PERCENT)) {
            throw new IllegalArgumentException(
                    "pods.minAvailable: \"%s\" is neither a number of pods nor a percentage; write for example 3 or 80%%"
                            .formatted(text));
        }
        return new Quota(Integer.parseInt(text.substring(0, text.length() - 1)), true);
    }
}
