package dev.tidegate.adapter.rollouts;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.tidegate.adapter.policies.PolicyExamples;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;

/** Rollouts that the tests begin with. */
public final class Examples {

    private Examples() {}

    public static RolloutResource rollout(String service, int number, String version) {
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
                                null,
                                null),
                        PolicyExamples.policy()));
        return resource;
    }

    /** The same as a process of the version before would have written it. */
    public static RolloutResource withoutState(RolloutResource resource) {
        ObjectMapper json = new ObjectMapper();
        ObjectNode tree = json.valueToTree(resource);
        ((ObjectNode) tree.get("status")).remove("state");
        return json.convertValue(tree, RolloutResource.class);
    }
}
