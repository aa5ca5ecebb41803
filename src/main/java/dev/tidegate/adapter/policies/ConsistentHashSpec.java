package dev.tidegate.adapter.policies;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

import org.jspecify.annotations.Nullable;

/** The key, and how its hash finds an endpoint. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value =
                "[has(self.httpHeaderName), has(self.httpCookie), has(self.useSourceIp),"
                        + " has(self.httpQueryParameterName)].filter(x, x).size() == 1",
        message =
                "name exactly one of httpHeaderName, httpCookie, useSourceIp and"
                        + " httpQueryParameterName")
@ValidationRule(
        value = "!has(self.ringHash) || !has(self.maglev)",
        message = "name ringHash or maglev, not both")
public record ConsistentHashSpec(
        @Size(min = 1, max = 256) @JsonPropertyDescription("Hash the value of this header.")
                @Nullable String httpHeaderName,
        @JsonPropertyDescription("Hash the value of a cookie.") @Nullable CookieSpec httpCookie,
        @ValidationRule(value = "self", message = "write true, or leave it out")
                @JsonPropertyDescription("Hash the address that a connection comes from.")
                @Nullable Boolean useSourceIp,
        @Size(min = 1, max = 256)
                @JsonPropertyDescription("Hash the value of this query parameter.")
                @Nullable String httpQueryParameterName,
        @JsonPropertyDescription("A ring as in ketama; when neither is named.")
                @Nullable RingHashSpec ringHash,
        @JsonPropertyDescription("Maglev's table.") @Nullable MaglevSpec maglev) {}
