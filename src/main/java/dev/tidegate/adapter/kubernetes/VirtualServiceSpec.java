package dev.tidegate.adapter.kubernetes;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;

import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * A VirtualService and its routes; with none named, its only route is meant, or of several the only
 * one that leads to the service.
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record VirtualServiceSpec(
        @Required @Size(min = 1, max = 253) String name,
        @Size(min = 1, max = 63) @JsonPropertyDescription("The policy's own namespace when absent.")
                @Nullable String namespace,
        @Size(max = 50)
                @JsonPropertyDescription("Names of http routes.")
                @JsonSetter(contentNulls = Nulls.FAIL)
                @Nullable List<String> http,
        @Size(max = 50)
                @JsonPropertyDescription("http routes without a name, by what they match.")
                @JsonSetter(contentNulls = Nulls.FAIL)
                @Nullable List<MatchSpec> httpMatch,
        @Size(max = 50)
                @JsonPropertyDescription("tls routes, by what they match.")
                @JsonSetter(contentNulls = Nulls.FAIL)
                @Nullable List<TlsSpec> tls,
        @Size(max = 50)
                @JsonPropertyDescription("tcp routes, by what they match.")
                @JsonSetter(contentNulls = Nulls.FAIL)
                @Nullable List<MatchSpec> tcp) {}
