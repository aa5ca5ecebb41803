package dev.tidegate.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** The freeze of the tests' namespace, as people see and set it. */
final class Freeze {

    private static final String SYSTEM = "tidegate-system";
    private static final String NAME = "tidegate-freeze";

    private final Town town;

    Freeze(Town town) {
        this.town = town;
    }

    /**
     * Publishes {@code freeze} or {@code unfreeze} of the namespace, and waits until it is seen.
     */
    void command(String command, String reason) {
        town.publish(
                "commands",
                "command",
                UUID.randomUUID().toString(),
                "freeze",
                """
                {"namespace":"%s","command":"%s","actor":"ann","reason":"%s"}\
                """
                        .formatted(Town.NAMESPACE, command, reason),
                Instant.now());
        awaitKey(command.equals("freeze"));
    }

    /** Waits until the ConfigMap has the namespace's key, or no longer. */
    void awaitKey(boolean there) {
        await("the key of the freeze")
                .atMost(Town.PATIENCE)
                .until(() -> key().isPresent() == there);
    }

    /** Why the namespace is frozen, as the ConfigMap says; empty when it is not. */
    Optional<String> key() {
        return map().map(map -> map.path("data").path(Town.NAMESPACE))
                .filter(JsonNode::isTextual)
                .map(JsonNode::asText);
    }

    Optional<ObjectNode> map() {
        return town.cluster.get("ConfigMap", SYSTEM, NAME);
    }

    /** Writes the ConfigMap as a person does who edits it. */
    void edit(String key, String reason) {
        town.cluster.put(
                """
                {"apiVersion": "v1", "kind": "ConfigMap",
                 "metadata": {"name": "%s", "namespace": "%s", "labels": {"team": "shop"}},
                 "data": {"%s": "%s"}}
                """
                        .formatted(NAME, SYSTEM, key, reason));
    }

    /** Takes a key out of the ConfigMap as a person does who edits it. */
    void takeOut(String key) {
        ObjectNode map = map().orElseThrow();
        map.withObject("/data").remove(key);
        town.cluster.put(map.toString());
    }

    /** Ends whatever freeze there is. */
    void end() {
        if (map().isPresent()) {
            town.cluster.delete("ConfigMap", SYSTEM, NAME);
        }
    }

    /** Waits until the release says that it waits for the end of the freeze, with this reason. */
    void awaitTold(String rollout, String reason) {
        await(rollout + " waits for the end of the freeze")
                .atMost(Town.PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(town.status(rollout).at("/blockers/0").asText())
                                        .startsWith(
                                                "namespace %s is frozen".formatted(Town.NAMESPACE))
                                        .contains(reason)
                                        .contains("tidegate unfreeze " + Town.NAMESPACE));
    }
}
