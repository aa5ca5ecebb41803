package dev.tidegate.adapter.kubernetes;

import com.fasterxml.jackson.annotation.JsonInclude;

import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.ValidationRule;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** A tls route, found by port, by SNI hosts, or both. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
        value = "has(self.port) || has(self.sniHosts)",
        message = "name a port, sniHosts, or both")
public record TlsSpec(
        @Min(1) @Max(65535) @Nullable Integer port, @Nullable List<String> sniHosts) {}
