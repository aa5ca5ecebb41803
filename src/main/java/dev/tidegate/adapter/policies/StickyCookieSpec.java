package dev.tidegate.adapter.policies;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

import org.jspecify.annotations.Nullable;

/** A cookie that Tidegate lets a version's answers give. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value =
                "!has(self.sameSite) || self.sameSite != 'none' || (has(self.secure) &&"
                        + " self.secure)",
        message = "sameSite none is taken beside secure: true only")
@ValidationRule(value = PrefixRules.SECURE, message = PrefixRules.SECURE_MESSAGE)
@ValidationRule(value = PrefixRules.HOST, message = PrefixRules.HOST_MESSAGE)
public record StickyCookieSpec(
        @Required
                @Pattern("^[!#$&'*+.^_`|~0-9A-Za-z-]+$")
                @Size(min = 1, max = 64)
                @JsonPropertyDescription("Name of a cookie that nobody else uses.")
                String name,
        @Required
                @Pattern("^([0-9]{1,4}h)?([0-9]{1,6}m)?([0-9]{1,8}s)?$")
                @Size(min = 2, max = 32)
                @ValidationRule(
                        value =
                                "duration(self) >= duration('1s') && duration(self) <="
                                        + " duration('9600h')",
                        message = "use 1s to 9600h")
                @JsonPropertyDescription(
                        "How long a client keeps it after its last answer, 1s to 9600h.")
                String ttl,
        @Pattern("^/[^;% ]*$")
                @Size(min = 1, max = 256)
                @JsonPropertyDescription("Path of the requests that carry it; / when absent.")
                @Nullable String path,
        @Pattern("^[.]?[A-Za-z0-9-]+([.][A-Za-z0-9-]+)*$")
                @Size(min = 1, max = 253)
                @JsonPropertyDescription("Domain of the hosts that get it; the host when absent.")
                @Nullable String domain,
        @Pattern("^(strict|lax|none)$")
                @JsonPropertyDescription("Whether requests from other sites carry it.")
                @Nullable String sameSite,
        @JsonPropertyDescription("Whether it is sent by HTTPS only.") @Nullable Boolean secure,
        @JsonPropertyDescription("Whether scripts do not see it.") @Nullable Boolean httpOnly) {}
