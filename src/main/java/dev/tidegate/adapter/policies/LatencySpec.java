package dev.tidegate.adapter.policies;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;

import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** That slow requests are bad. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LatencySpec(
        @Size(min = 2, max = 8)
                @ValidationRule(value = Percents.RULE, message = Percents.MESSAGE)
                @JsonPropertyDescription(
                        "By which share of the requests the canary may be slower at 100 %; 1% when"
                                + " absent.")
                @Nullable String excess,
        @Size(min = 1, max = LatencySpec.MOST)
                @ValidationRule(
                        value =
                                "self.all(b, b >= 1 && b <= 3600000) && self.isSorted() &&"
                                        + " self.all(a, self.exists_one(b, b == a))",
                        message = "must rise, from 1 to 3600000 milliseconds")
                @JsonPropertyDescription(
                        "In milliseconds, rising: a request is looked at by whether it is slower"
                                + " than each; 25 to 2500 as Istio's histogram has them when"
                                + " absent.")
                @JsonSetter(contentNulls = Nulls.FAIL)
                @Nullable List<Integer> boundaries) {

    static final int MOST = 20;
}
