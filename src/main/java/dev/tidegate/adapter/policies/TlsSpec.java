package dev.tidegate.adapter.policies;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;

import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/** A tls route, found by what it matches. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
        value =
                "has(self.port) || has(self.sniHosts) || has(self.gateways) ||"
                        + " has(self.sourceLabels)",
        message = "name a port, sniHosts, gateways, or sourceLabels")
public record TlsSpec(
        @Min(1) @Max(65535) @Nullable Integer port,
        @Nullable List<String> sniHosts,
        @Size(min = 1, max = 20)
                @JsonPropertyDescription(
                        "mesh, and Gateways by name or as namespace/name, as the match has them.")
                @JsonSetter(contentNulls = Nulls.FAIL)
                @Nullable List<String> gateways,
        @JsonPropertyDescription("Labels of the clients' pods, as the match has them.")
                @Nullable Map<String, String> sourceLabels) {}
