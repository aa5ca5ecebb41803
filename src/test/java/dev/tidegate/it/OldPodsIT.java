package dev.tidegate.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;

import dev.tidegate.it.CommandLine.Ended;

import org.junit.jupiter.api.Test;

import java.util.List;

/** The pods of a replaced version: taken after the release, and given back when they are needed. */
class OldPodsIT extends AtTheTerminal {

    private static final String TAKING = Policies.QUICK + "oldVersion: {scaleDown: {after: 1s}}\n";

    private void released(String service, String version, String rollout) {
        succeeds(overHttp("publish", "deploy-started", of(service), version, "--wait"));
        town.awaitPhase(rollout, "Succeeded");
    }

    private int replicas(String deployment) {
        return town.cluster
                .get("Deployment", Town.NAMESPACE, deployment)
                .orElseThrow()
                .at("/spec/replicas")
                .asInt(-1);
    }

    private void awaitReplicas(String deployment, int replicas) {
        await("%s to want %d pods".formatted(deployment, replicas))
                .atMost(Town.PATIENCE)
                .until(() -> replicas(deployment) == replicas);
    }

    private List<String> told(String service) {
        return town.records("tidegate.rollouts").stream()
                .filter(r -> r.key().equals(of(service)))
                .filter(r -> Event.header(r, "ce_type").equals("dev.tidegate.version.scaled"))
                .map(r -> Topic.tree(r.value()))
                .map(OldPodsIT::line)
                .toList();
    }

    private static String line(JsonNode data) {
        return "%s %s %d to %d"
                .formatted(
                        data.path("rollout").asText(),
                        data.path("workload").asText(),
                        data.path("from").asLong(),
                        data.path("to").asLong());
    }

    private void awaitTold(String service, String... lines) {
        await("outcomes of the pods")
                .atMost(Town.PATIENCE)
                .untilAsserted(() -> assertThat(told(service)).containsExactly(lines));
    }

    @Test
    void theyGoAfterTheReleaseAndComeBackBeforeARollback() {
        town.service("old", TAKING);
        released("old", "v2", "old-1");
        awaitReplicas("old-v1", 0);
        awaitTold("old", "old-1 old-v1 1 to 0");
        assertThat(succeeds(overHttp("rollouts", of("old-1"))).printed())
                .contains("pods     of v1: 1 to 0; v1 is needed no longer, 1s after");
        // When somebody goes back, Then they come, and no request before them
        town.workload("old", "v1", 0);
        scaledToZero("old-v1");
        Ended back = succeeds(overHttp("rollback", of("old"), "--reason", "slow"));
        assertThat(back.printed()).contains("old-2");
        awaitReplicas("old-v1", 1);
        assertThat(town.weights("old")).containsEntry("v2", 100);
        town.workload("old", "v1", 1);
        town.awaitPhase("old-2", "Succeeded");
        assertThat(town.weights("old")).containsEntry("v1", 100);
        awaitReplicas("old-v2", 0);
        awaitTold("old", "old-1 old-v1 1 to 0", "old-2 old-v1 0 to 1", "old-2 old-v2 1 to 0");
    }

    /** What the test's own write of the pods' status has put back. */
    private void scaledToZero(String deployment) {
        var object = town.cluster.get("Deployment", Town.NAMESPACE, deployment).orElseThrow();
        object.withObject("/spec").put("replicas", 0);
        object.withObject("/status").put("replicas", 0).put("availableReplicas", 0);
        town.cluster.put(object.toString());
    }

    @Test
    void autoscaledOnesStayAndThatIsTold() {
        town.service("auto", TAKING);
        town.put(
                """
                apiVersion: autoscaling/v2
                kind: HorizontalPodAutoscaler
                metadata: {name: auto-v1}
                spec: {scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: auto-v1}}
                """);
        released("auto", "v2", "auto-1");
        awaitTold("auto", "auto-1 auto-v1 1 to 1");
        assertThat(replicas("auto-v1")).isEqualTo(1);
        assertThat(succeeds(overHttp("rollouts", of("auto-1"))).printed())
                .contains("v1 keeps its pods: HorizontalPodAutoscaler")
                .contains("auto-v1 scales it");
    }

    @Test
    void versionThatAForeignRouteLeadsToKeepsThem() {
        town.service("foreign", TAKING);
        town.put(
                """
                apiVersion: networking.istio.io/v1
                kind: VirtualService
                metadata: {name: foreign-testers}
                spec:
                  hosts: [testers.example]
                  http: [{route: [{destination: {host: foreign, subset: v1}}]}]
                """);
        released("foreign", "v2", "foreign-1");
        awaitTold("foreign", "foreign-1 foreign-v1 1 to 1");
        assertThat(replicas("foreign-v1")).isEqualTo(1);
    }

    @Test
    void killedControllerTakesThemAfterItsRestart() {
        town.service("killed", Policies.QUICK + "oldVersion: {scaleDown: {after: 3s}}\n");
        released("killed", "v2", "killed-1");
        town.killAndRestart();
        awaitReplicas("killed-v1", 0);
        awaitTold("killed", "killed-1 killed-v1 1 to 0");
    }
}
