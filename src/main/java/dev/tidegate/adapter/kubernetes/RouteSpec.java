package dev.tidegate.adapter.kubernetes;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** Which routes carry the traffic: subset mode (destinationRule) or host mode (host). */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
        value = "has(self.destinationRule) != has(self.host)",
        message = "name exactly one of destinationRule (subset mode) and host (host mode)")
public record RouteSpec(
        @Required @Size(min = 1, max = 20) List<VirtualServiceSpec> virtualServices,
        @Size(min = 1, max = 253)
                @JsonPropertyDescription(
                        "Subset mode: the DestinationRule that holds one subset per version.")
                @Nullable String destinationRule,
        @Pattern("^.*\\{version\\}.*$")
                @JsonPropertyDescription(
                        "Host mode: the host of a version, such as reviews-{version}.")
                @Nullable String host,
        @Size(min = 1, max = 317)
                @JsonPropertyDescription(
                        "The pod label whose value is the version; version when absent. Istio's"
                                + " metrics name the pods' label version whatever stands here, so"
                                + " alerts must name the workload too.")
                @Nullable String versionLabel) {

    /** A VirtualService and its routes; with none named, its only route is meant. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record VirtualServiceSpec(
            @Required @Size(min = 1, max = 253) String name,
            @Size(min = 1, max = 63)
                    @JsonPropertyDescription("The policy's own namespace when absent.")
                    @Nullable String namespace,
            @Size(max = 50) @JsonPropertyDescription("Names of http routes.")
                    @Nullable List<String> http,
            @Size(max = 50) @JsonPropertyDescription("tls routes, by port and SNI hosts.")
                    @Nullable List<TlsSpec> tls,
            @Size(max = 50) @JsonPropertyDescription("tcp routes, by port.")
                    @Nullable List<TcpSpec> tcp) {}

    /** A tls route, found by port, by SNI hosts, or both. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    @ValidationRule(
            value = "has(self.port) || has(self.sniHosts)",
            message = "name a port, sniHosts, or both")
    public record TlsSpec(
            @Min(1) @Max(65535) @Nullable Integer port, @Nullable List<String> sniHosts) {}

    /** A tcp route, found by port. */
    public record TcpSpec(@Required @Min(1) @Max(65535) Integer port) {}
}
