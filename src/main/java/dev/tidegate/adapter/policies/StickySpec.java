package dev.tidegate.adapter.policies;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

import io.fabric8.generator.annotation.ValidationRule;

import org.jspecify.annotations.Nullable;

/** How clients stay with the version that they met. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "has(self.cookie) != has(self.header)",
        message = "name exactly one of cookie and header")
@ValidationRule(
        value = "!has(self.stable) || has(self.cookie)",
        message = "stable stands beside cookie only")
public record StickySpec(
        @JsonPropertyDescription(
                        "By a cookie that the canary's answers give. Who has it goes to the canary"
                                + " while steps have it.")
                @Nullable StickyCookieSpec cookie,
        @JsonPropertyDescription(
                        "By a header with the number of the client's bucket: the first ones meet"
                                + " the canary, as many as the weight says.")
                @Nullable StickyHeaderSpec header,
        @JsonPropertyDescription(
                        "Whether the stable version's answers give a cookie too, so that"
                                + " each client is drawn once in a ttl; true when absent in a"
                                + " policy, and written out in a Rollout.")
                @Nullable Boolean stable) {}
