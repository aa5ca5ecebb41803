package dev.tidegate.adapter.policies;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.ValidationRule;

import org.jspecify.annotations.Nullable;

/** How a proxy picks an endpoint of a version, in the words of a DestinationRule. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "has(self.simple) != has(self.consistentHash)",
        message = "name exactly one of simple and consistentHash")
@ValidationRule(
        value =
                "!has(self.warmup) || (has(self.simple) && self.simple in ['leastRequest',"
                        + " 'roundRobin'])",
        message = "Istio warms up leastRequest and roundRobin only")
public record LoadBalancerSpec(
        @Pattern("^(leastRequest|roundRobin|random|passthrough)$")
                @JsonPropertyDescription(
                        "A strategy without a key: leastRequest, roundRobin, random or"
                                + " passthrough.")
                @Nullable String simple,
        @JsonPropertyDescription("The same key goes to the same endpoint.")
                @Nullable ConsistentHashSpec consistentHash,
        @JsonPropertyDescription("The time in which a new endpoint gets less than its share.")
                @Nullable WarmupSpec warmup) {}
