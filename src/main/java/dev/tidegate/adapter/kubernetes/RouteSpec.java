package dev.tidegate.adapter.kubernetes;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;

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
        @Required @Size(min = 1, max = 20) @JsonSetter(contentNulls = Nulls.FAIL)
                List<VirtualServiceSpec> virtualServices,
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
                @Nullable String versionLabel) {}
