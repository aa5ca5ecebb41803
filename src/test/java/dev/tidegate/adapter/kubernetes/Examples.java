package dev.tidegate.adapter.kubernetes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;

/** Resources that the tests begin with. */
final class Examples {

    static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    static final String POLICY =
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

    private Examples() {}

    static RolloutPolicySpec policy() {
        return policy(POLICY);
    }

    static RolloutPolicySpec policy(String yaml) {
        try {
            return YAML.readValue(yaml, RolloutPolicySpec.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    static RolloutResource rollout(String service, int number, String version) {
        RolloutResource resource = new RolloutResource();
        resource.setMetadata(
                new ObjectMetaBuilder()
                        .withNamespace("bookinfo")
                        .withName(service + "-" + number)
                        .withUid("uid-" + number)
                        .withResourceVersion("12")
                        .withGeneration(1L)
                        .withCreationTimestamp("2026-03-01T10:00:01Z")
                        .build());
        resource.setSpec(
                new RolloutSpec(
                        service,
                        version,
                        number,
                        new EventSpec(
                                "event-" + number,
                                "2026-03-01T10:00:00Z",
                                "deployment of " + version,
                                null,
                                null),
                        policy()));
        return resource;
    }

    /** The same as a process of the version before would have written it. */
    static RolloutResource withoutState(RolloutResource resource) {
        ObjectMapper json = new ObjectMapper();
        ObjectNode tree = json.valueToTree(resource);
        ((ObjectNode) tree.get("status")).remove("state");
        return json.convertValue(tree, RolloutResource.class);
    }
}
