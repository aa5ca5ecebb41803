package dev.tidegate.adapter.policies;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

import org.jspecify.annotations.Nullable;

/** A counter of the user's own by which the canary is judged. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CustomMetricSpec(
        @Required
                @Pattern(CustomMetricSpec.NAME)
                @Size(min = 1, max = 63)
                @ValidationRule(
                        value =
                                "!(self in ['errors', 'latency', 'failures']) &&"
                                        + " !self.startsWith('slower-than-')",
                        message = "that name is taken by a metric that is built in")
                @JsonPropertyDescription("Its name, such as checkout.")
                @Nullable String name,
        @Required
                @Size(min = 1, max = SeriesSelector.MOST)
                @ValidationRule(value = SelectorRules.RULE, message = SelectorRules.MESSAGE)
                @ValidationRule(
                        value = SelectorRules.VERSION_RULE,
                        message = SelectorRules.VERSION_MESSAGE)
                @JsonPropertyDescription(
                        "Selects the series that count bad requests, in PromQL, with the label"
                                + " that holds the version: failed_total{version=\"{version}\"}.")
                @Nullable String bad,
        @Required
                @Size(min = 1, max = SeriesSelector.MOST)
                @ValidationRule(value = SelectorRules.RULE, message = SelectorRules.MESSAGE)
                @ValidationRule(
                        value = SelectorRules.VERSION_RULE,
                        message = SelectorRules.VERSION_MESSAGE)
                @JsonPropertyDescription(
                        "Selects in the same way the series that count all requests, the bad ones"
                                + " too.")
                @Nullable String total,
        @Size(min = 2, max = 8)
                @ValidationRule(value = Percents.RULE, message = Percents.MESSAGE)
                @JsonPropertyDescription(
                        "By which share of the requests the canary may be worse at 100 %; 0.5%"
                                + " when absent.")
                @Nullable String excess) {

    static final String NAME = "^[a-z0-9]([a-z0-9-]*[a-z0-9])?$";
}
