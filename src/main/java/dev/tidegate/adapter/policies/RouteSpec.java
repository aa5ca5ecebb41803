package dev.tidegate.adapter.policies;

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
import java.util.Map;

/**
 * Which routes carry the traffic: subset mode (destinationRule), or host mode with a template
 * (host) or a host for each version (hosts).
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
        value =
                "[has(self.destinationRule), has(self.host), has(self.hosts)].exists_one(named,"
                        + " named)",
        message =
                "name exactly one of destinationRule (subset mode), host (host mode) and hosts (a"
                        + " migration between named hosts)")
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
                @Nullable String versionLabel,
        @Size(min = 2, max = 20)
                @ValidationRule(value = HostSpecs.RULE, message = HostSpecs.MESSAGE)
                @ValidationRule(
                        value = "self.all(v, v.matches('^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$'))",
                        message =
                                "each version must be a label of DNS: small letters, digits and"
                                        + " hyphens, such as v2")
                @JsonPropertyDescription(
                        "Migration: the host of each version, such as {old: reviews, new:"
                                + " reviews.next.svc.cluster.local}.")
                @JsonSetter(contentNulls = Nulls.FAIL)
                @Nullable Map<String, @Pattern(HostSpecs.PATTERN) @Size(min = 1, max = 253) String>
                        hosts) {}
