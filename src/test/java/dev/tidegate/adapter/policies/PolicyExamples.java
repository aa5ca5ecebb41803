package dev.tidegate.adapter.policies;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;

import dev.tidegate.adapter.cluster.TestApi;

/** Policies that the tests begin with. */
public final class PolicyExamples {

    public static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    public static final String POLICY =
            """
            route:
              virtualServices: [{name: reviews, http: [primary]}]
              destinationRule: reviews
            steps:
              - {weight: 5, hold: 2m}
              - {weight: 25.5, hold: 1h30m}
              - {weight: 50, pause: {}}
            bake: 10m
            loadBalancer: {simple: leastRequest}
            onAlert: {severity: [critical], unversioned: pause}
            onNewDeploy: queue
            onDrift: adopt
            readyTimeout: 500ms
            """;

    private PolicyExamples() {}

    public static RolloutPolicySpec policy() {
        return policy(POLICY);
    }

    public static RolloutPolicySpec policy(String yaml) {
        try {
            return YAML.readValue(yaml, RolloutPolicySpec.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Applies the policy of reviews. */
    public static void apply(TestApi api) {
        api.apply(
                """
                kind: RolloutPolicy
                metadata: {name: reviews, namespace: bookinfo}
                spec:
                """
                        + POLICY.indent(2));
    }
}
