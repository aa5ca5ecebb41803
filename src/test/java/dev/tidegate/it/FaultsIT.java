package dev.tidegate.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restassured.RestAssured;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/**
 * An API server and a broker that fail, and rubbish on every topic: nothing is lost and nothing
 * stops.
 */
class FaultsIT extends InTown {

    @ParameterizedTest
    @ValueSource(ints = {409, 429, 500, 503})
    void refusedWritesAreTriedAgainUntilTheRollbackIsThere(int status) {
        String service = "status-" + status;
        town.service(service, Policies.SLOW);
        town.deploy(service, "v2");
        town.awaitStep(service + "-1", 1);
        town.cluster.fail("update", "VirtualService", 3, status);
        town.cluster.fail("update", "Rollout", 3, status);
        town.alert(service, "v2");
        town.awaitPhase(service + "-1", "RolledBack");
        assertThat(town.weights(service).getOrDefault("v2", 0)).isZero();
    }

    @Test
    void writeWhoseAnswerIsLostIsRepeatedHarmlessly() {
        town.service("lost", Policies.SLOW);
        town.deploy("lost", "v2");
        town.awaitStep("lost-1", 1);
        town.cluster.loseAnswers("update", "VirtualService", 1);
        town.alert("lost", "v2");
        town.awaitPhase("lost-1", "RolledBack");
    }

    @Test
    void outageOfTheClusterIsWaitedOut() {
        town.service("outage", Policies.SLOW);
        town.deploy("outage", "v2");
        town.awaitStep("outage-1", 1);
        town.cluster.outage(true);
        town.alert("outage", "v2");
        await().atMost(Town.PATIENCE).until(() -> !town.artifact.ready());
        assertThat(RestAssured.get(town.artifact.url() + "/q/health/live").statusCode())
                .isEqualTo(200);
        town.cluster.outage(false);
        town.awaitPhase("outage-1", "RolledBack");
        await().atMost(Town.PATIENCE).until(() -> town.artifact.ready());
    }

    @Test
    void restartOfTheBrokerIsWaitedOut() {
        town.service("broker", Policies.SLOW);
        town.deploy("broker", "v2");
        town.awaitStep("broker-1", 1);
        town.broker.stop();
        town.broker.restart();
        town.alert("broker", "v2");
        town.awaitPhase("broker-1", "RolledBack");
    }

    @Test
    void poisonOnEveryTopicGoesToTheDeadLettersAndStopsNothing() {
        int before = town.records("tidegate.dead-letters").size();
        List<String> topics = List.of("deployments", "alerts", "timers", "commands");
        for (String topic : topics) {
            for (String rubbish :
                    List.of("not JSON", "[1,2]", "{\"namespace\":\"bookinfo\"}", "")) {
                town.send(
                        new ProducerRecord<>(
                                "tidegate." + topic,
                                Town.NAMESPACE + "/poison",
                                rubbish.getBytes(StandardCharsets.UTF_8)));
            }
            town.publish(
                    topic,
                    "deploy.started",
                    "p-" + topic,
                    "poison",
                    "{\"version\":\"No Label\"}",
                    Instant.now());
        }
        town.service("good", Policies.PAUSING);
        town.deploy("good", "v2");
        town.awaitPhase("good-1", "Paused");
        town.command("good", "promote");
        town.awaitPhase("good-1", "Baking");
        town.alert("good", "v2");
        town.awaitPhase("good-1", "RolledBack");
        await().atMost(Town.PATIENCE)
                .until(() -> town.records("tidegate.dead-letters").size() == before + 20);
        assertThat(town.records("tidegate.dead-letters"))
                .allSatisfy(
                        letter -> {
                            assertThat(Town.header(letter, "tidegate-reason")).isNotBlank();
                            assertThat(Town.header(letter, "tidegate-topic"))
                                    .startsWith("tidegate.");
                        });
    }

    @Test
    void whatIsDeletedWhileLivePausesTheReleaseAndSaysWhatToDo() {
        for (String kind : List.of("VirtualService", "DestinationRule")) {
            String service = "deleted-" + kind.toLowerCase(java.util.Locale.ROOT);
            town.service(service, Policies.SLOW);
            town.deploy(service, "v2");
            town.awaitStep(service + "-1", 1);
            town.cluster.delete(kind, Town.NAMESPACE, service);
            town.awaitPhase(service + "-1", "Paused");
            assertThat(town.status(service + "-1").toString()).contains(kind);
            town.alert(service, "v2");
            town.awaitPhase(service + "-1", "RolledBack");
        }
    }

    @Test
    void deletedPolicyDoesNotBlockTheRollback() {
        town.service("policyless", Policies.SLOW);
        town.deploy("policyless", "v2");
        town.awaitStep("policyless-1", 1);
        town.cluster.delete("RolloutPolicy", Town.NAMESPACE, "policyless");
        town.alert("policyless", "v2");
        town.awaitPhase("policyless-1", "RolledBack");
    }

    @Test
    void missingRouteHoldsTheReleaseAndNamesWhatIsThere() {
        town.service("noroute", Policies.SLOW);
        town.put(
                """
                apiVersion: networking.istio.io/v1
                kind: VirtualService
                metadata: {name: noroute}
                spec: {hosts: [noroute], http: [{name: another, route: [{destination: {host: noroute, subset: v1}}]}]}
                """);
        town.deploy("noroute", "v2");
        await().atMost(Town.PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(town.status("noroute-1").toString())
                                        .contains("primary", "another"));
        assertThat(town.phase("noroute-1")).isEqualTo("Pending");
    }

    @Test
    void tenThousandEventsAreAllHandled() {
        town.service("many", Policies.SLOW);
        int events = 10_000;
        for (int i = 0; i < events; i++) {
            String id = "n" + i;
            var event =
                    new ProducerRecord<>(
                            "tidegate.deployments",
                            Town.NAMESPACE + "/nobody-" + i % 200,
                            "{\"namespace\":\"%s\",\"service\":\"nobody-%d\",\"version\":\"v2\"}"
                                    .formatted(Town.NAMESPACE, i % 200)
                                    .getBytes(StandardCharsets.UTF_8));
            event.headers().add("ce_specversion", "1.0".getBytes(StandardCharsets.UTF_8));
            event.headers().add("ce_id", id.getBytes(StandardCharsets.UTF_8));
            event.headers()
                    .add("ce_type", "dev.tidegate.deploy.started".getBytes(StandardCharsets.UTF_8));
            event.headers().add("ce_source", "/test".getBytes(StandardCharsets.UTF_8));
            event.headers()
                    .add("ce_time", Instant.now().toString().getBytes(StandardCharsets.UTF_8));
            event.headers()
                    .add("content-type", "application/json".getBytes(StandardCharsets.UTF_8));
            town.sendLater(event);
        }
        town.flush();
        // every one has no policy, so every one is refused exactly once or more, and none is
        // missing
        await().atMost(Town.PATIENCE.multipliedBy(3))
                .pollInterval(java.time.Duration.ofSeconds(2))
                .until(
                        () -> {
                            long answered =
                                    town.records("tidegate.rollouts").stream()
                                            .map(r -> Town.header(r, "ce_id"))
                                            .filter(id -> id.matches("refused/.*n\\d+"))
                                            .distinct()
                                            .count();
                            return answered == events;
                        });
    }
}
