package dev.tidegate.sandbox.envoy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the DestinationRules say of one host, for callers of one namespace.
 *
 * @param policy of all subsets
 * @param subsets by name
 */
record Rule(TrafficPolicy policy, Map<String, Subset> subsets) {

    /** A host without a DestinationRule. */
    static final Rule NONE = new Rule(TrafficPolicy.NONE, Map.of());

    /** Pods by their labels, with what is said of them alone over what is said of all. */
    record Subset(Map<String, String> labels, TrafficPolicy policy) {}

    /** The policy of a subset, or of the host as a whole. */
    TrafficPolicy policyOf(String subset) {
        return Optional.ofNullable(subsets.get(subset)).map(Subset::policy).orElse(policy);
    }

    /**
     * The rule that istiod finds: of the callers' namespace first, then of the host's, and of
     * several there with one host all subsets, with the oldest one's traffic policy.
     *
     * @param host a full name
     * @param home the namespace of the host's Service
     */
    static Rule of(String host, String home, World world, Proxy proxy) {
        for (String namespace : List.of(proxy.namespace(), home)) {
            List<Fields> found = new ArrayList<>();
            world.destinationRules().stream()
                    .sorted(Meta.BY_AGE)
                    .filter(rule -> Meta.of(rule).namespace().equals(namespace))
                    .forEach(rule -> means(rule, host, proxy).ifPresent(found::add));
            if (!found.isEmpty()) {
                return merged(found);
            }
        }
        return NONE;
    }

    /** The spec, when the rule is for this host and these callers. */
    private static Optional<Fields> means(Map<String, Object> rule, String host, Proxy proxy) {
        Meta meta = Meta.of(rule);
        Fields spec = Fields.spec(rule);
        String pattern = spec.text("host").orElse("");
        Map<String, String> callers = spec.part("workloadSelector").part("matchLabels").texts();
        return Host.matches(Host.full(pattern, meta.namespace(), proxy), host)
                        && meta.visibleIn(proxy.namespace(), spec.texts("exportTo"))
                        && proxy.has(callers)
                ? Optional.of(spec)
                : Optional.empty();
    }

    private static Rule merged(List<Fields> rules) {
        TrafficPolicy policy =
                rules.stream()
                        .map(rule -> rule.part("trafficPolicy"))
                        .filter(part -> !part.isEmpty())
                        .findFirst()
                        .map(TrafficPolicy::of)
                        .orElse(TrafficPolicy.NONE);
        Map<String, Subset> subsets = new LinkedHashMap<>();
        for (Fields rule : rules) {
            for (Fields subset : rule.parts("subsets")) {
                String name = subset.text("name").orElse("");
                Subset read =
                        new Subset(
                                subset.part("labels").texts(),
                                TrafficPolicy.of(subset.part("trafficPolicy")).over(policy));
                subset.end();
                subsets.putIfAbsent(name, read);
            }
            rule.ignoring("trafficPolicy").end();
        }
        return new Rule(policy, subsets);
    }
}
