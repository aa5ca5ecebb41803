package dev.tidegate.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.tidegate.cases.Case;

/** The cases of a canary whose pods go, come back, or are too few. */
final class PlayedPods {

    private static final String SHORT =
            """
            steps: [{weight: 5, hold: 6s}, {weight: 100}]
            bake: 200ms
            """;

    private final Town town;

    PlayedPods(Town town) {
        this.town = town;
    }

    void play(Case each) throws Throwable {
        String name = each.folder().getFileName().toString();
        switch (name) {
            case "canary-scaled-to-zero" -> scaledToZero(each);
            case "canary-deployment-deleted" -> deleted(each);
            case "canary-restarted-again-and-again" -> restarted(each);
            case "autoscaler-wants-more-than-there-are" -> tooFew(each);
            case "only-pod-of-a-drained-node" -> drained(each);
            case "rollback-while-stable-has-no-pod" -> stableWithoutPod(each);
            default -> throw new AssertionError(each + " is played by no test; play it here");
        }
    }

    private void scaledToZero(Case each) throws Throwable {
        // Given
        release(
                "empty",
                """
                steps: [{weight: 5, hold: 10s}, {weight: 50, hold: 200ms}, {weight: 100}]
                bake: 200ms
                """);
        // When
        pods("empty-v2", 0, 0);
        town.awaitPhase("empty-1", "Succeeded", "Paused", "RolledBack");
        // Then
        each.check(
                () -> {
                    assertThat(town.cluster.writes("VirtualService"))
                            .filteredOn(write -> write.name().equals("empty"))
                            .extracting(write -> PlayedCasesIT.toCanary(write.object()))
                            .as("weights of the canary")
                            .allMatch(weight -> weight <= 5);
                    assertThat(town.phase("empty-1")).isIn("Paused", "RolledBack");
                });
    }

    private void deleted(Case each) throws Throwable {
        // Given
        release("deleted", Policies.SLOW + "pods: {noneFor: 1s}\n");
        // When
        town.cluster.delete("Deployment", Town.NAMESPACE, "deleted-v2");
        town.awaitPhase("deleted-1", "RolledBack");
        // Then
        each.check(
                () -> {
                    assertThat(town.weights("deleted").getOrDefault("v2", 0)).isZero();
                    assertThat(town.status("deleted-1").path("reason").asText())
                            .startsWith("no pod of v2 was available for ");
                });
    }

    private void restarted(Case each) throws Throwable {
        // Given
        release("looping", Policies.SLOW + "pods: {noneFor: 10m}\n");
        // When
        for (int i = 0; i < 3; i++) {
            pods("looping-v2", 1, 0);
            pods("looping-v2", 1, 1);
        }
        town.awaitPhase("looping-1", "RolledBack");
        // Then
        each.check(
                () ->
                        assertThat(town.status("looping-1").path("reason").asText())
                                .contains("lost all its pods 3 times"));
    }

    private void tooFew(Case each) throws Throwable {
        // Given
        release("few", SHORT);
        // When
        pods("few-v2", 3, 1);
        await("few-1 waits")
                .atMost(Town.PATIENCE)
                .until(() -> stalled("few-1").path("status").asText().equals("True"));
        JsonNode waiting = town.status("few-1");
        pods("few-v2", 3, 3);
        town.awaitPhase("few-1", "Succeeded");
        // Then
        each.check(
                () -> {
                    assertThat(waiting.path("phase").asText()).isEqualTo("Progressing");
                    assertThat(waiting.at("/blockers/0").asText()).contains("1 of 3 pods ready");
                    assertThat(waiting.path("weight").asText()).isEqualTo("5%");
                });
    }

    private void drained(Case each) throws Throwable {
        // Given
        release("drained", SHORT);
        // When
        pods("drained-v2", 1, 0);
        await("drained-1 without a pod")
                .atMost(Town.PATIENCE)
                .until(() -> town.status("drained-1").has("podsGoneSince"));
        pods("drained-v2", 1, 1);
        town.awaitPhase("drained-1", "Succeeded", "RolledBack");
        // Then
        each.check(() -> assertThat(town.phase("drained-1")).isEqualTo("Succeeded"));
    }

    private void stableWithoutPod(Case each) throws Throwable {
        // Given
        release("unready", Policies.SLOW);
        // When
        pods("unready-v1", 1, 0);
        town.alert("unready", "v2");
        town.awaitPhase("unready-1", "RolledBack");
        // Then
        each.check(() -> assertThat(town.weights("unready").getOrDefault("v2", 0)).isZero());
    }

    private void release(String service, String policy) {
        town.service(service, policy);
        town.deploy(service, "v2");
        town.awaitStep(service + "-1", 1);
    }

    /** A Deployment wants so many pods and has so many available. */
    private void pods(String name, int wanted, int available) {
        ObjectNode deployment = town.cluster.get("Deployment", Town.NAMESPACE, name).orElseThrow();
        deployment.withObject("/spec").put("replicas", wanted);
        // numbers of pods that are zero are not written
        ObjectNode status = deployment.putObject("status").put("observedGeneration", 99);
        if (wanted > 0) {
            status.put("replicas", wanted).put("updatedReplicas", wanted);
        }
        if (available > 0) {
            status.put("readyReplicas", available).put("availableReplicas", available);
        }
        town.cluster.put(deployment.toString());
    }

    private JsonNode stalled(String rollout) {
        for (JsonNode condition : town.status(rollout).path("conditions")) {
            if (condition.path("type").asText().equals("Stalled")) {
                return condition;
            }
        }
        return town.status(rollout).path("none");
    }
}
