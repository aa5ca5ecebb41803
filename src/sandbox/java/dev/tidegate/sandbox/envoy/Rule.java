package dev.tidegate.sandbox.envoy;

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
     * The rule that istiod finds, or several of one host as one: all their subsets, of two with one
     * name the first, and the first traffic policy.
     *
     * @param host a full name
     * @param home the namespace of the host's Service
     * @throws Refused naming what is not translated
     */
    static Rule of(String host, String home, World world, Proxy proxy) {
        return merged(new RuleLookup(world, proxy).of(host, home));
    }

    private static Rule merged(List<Fields> rules) {
        TrafficPolicy policy =
                rules.stream()
                        .filter(rule -> rule.has("trafficPolicy"))
                        .findFirst()
                        .map(rule -> TrafficPolicy.of(rule.part("trafficPolicy")))
                        .orElse(TrafficPolicy.NONE);
        Map<String, Subset> subsets = new LinkedHashMap<>();
        for (Fields rule : rules) {
            for (Fields subset : rule.parts("subsets")) {
                String name =
                        subset.word("name")
                                .orElseThrow(
                                        () -> new Refused(subset + ".name is missing; give one"));
                Subset read =
                        new Subset(
                                subset.part("labels").texts(),
                                TrafficPolicy.of(subset.part("trafficPolicy")).over(policy));
                subset.end();
                subsets.putIfAbsent(name, read);
            }
            rule.ignoring("host", "trafficPolicy", "exportTo", "workloadSelector").end();
        }
        return new Rule(policy, subsets);
    }
}
