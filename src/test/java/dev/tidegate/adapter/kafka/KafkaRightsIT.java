package dev.tidegate.adapter.kafka;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;

import dev.tidegate.it.TestCluster;
import dev.tidegate.sandbox.ApiServer;
import dev.tidegate.sandbox.Artifact;
import dev.tidegate.sandbox.Broker;

import io.restassured.RestAssured;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

/**
 * A broker that asks what one may do. Everybody may do everything with what has no rule; a rule
 * allows one operation, and then nothing else is allowed there.
 */
class KafkaRightsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir Path data;

    private Broker broker;
    private ApiServer cluster;
    private Admin admin;
    private Artifact tidegate;

    @BeforeEach
    void start() {
        broker =
                Broker.start(
                        0,
                        data.resolve("kafka"),
                        Map.of(
                                "authorizer.class.name",
                                "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                                "allow.everyone.if.no.acl.found",
                                "true"));
        broker.createTopics(2);
        cluster = TestCluster.open();
        admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
        tidegate =
                Artifact.start(
                        Map.of(
                                "tidegate.access", "open",
                                "kafka.bootstrap.servers", broker.bootstrapServers(),
                                "quarkus.kubernetes-client.api-server-url", cluster.url()),
                        data.resolve("tidegate.log"));
    }

    @AfterEach
    void stop() {
        tidegate.close();
        admin.close();
        cluster.close();
        broker.close();
    }

    @Test
    void processThatMayNotReadAsItsGroupSaysSoAndReadsOnWhenItMay() throws Exception {
        // Given a group that may be described, and not read as
        allowOnly(ResourceType.GROUP, "tidegate", AclOperation.DESCRIBE);
        // Then readiness names it
        awaitTrouble("Kafka does not allow READ on group tidegate; grant it");
        // When the right is given back, then the process is ready, and handles what came meanwhile
        try (Client client = new Client(broker.bootstrapServers())) {
            client.deploy("meanwhile", "cart");
            client.flush();
            allowAll();
            await().atMost(PATIENCE).until(tidegate::ready);
            await().atMost(PATIENCE)
                    .until(
                            () ->
                                    client.read("tidegate.rollouts").stream()
                                            .map(told -> Client.headers(told).get("ce_id"))
                                            .anyMatch("refused//test meanwhile"::equals));
        }
    }

    @Test
    void eachMissingRightOnATopicIsNamed() throws Exception {
        allowOnly(ResourceType.TOPIC, "tidegate.alerts", AclOperation.DESCRIBE);
        allowOnly(ResourceType.TOPIC, "tidegate.rollouts", AclOperation.READ);
        // one that may only be read: the timers are written, too
        allowOnly(ResourceType.TOPIC, "tidegate.timers", AclOperation.READ);
        // and one that may not even be asked for
        allowOnly(ResourceType.TOPIC, "tidegate.dead-letters", AclOperation.ALTER_CONFIGS);
        awaitTrouble(
                "Kafka does not allow READ on topic tidegate.alerts, WRITE on topic"
                        + " tidegate.dead-letters, WRITE on topic tidegate.rollouts, WRITE on topic"
                        + " tidegate.timers; grant it");
        allowAll();
        await().atMost(PATIENCE).until(tidegate::ready);
    }

    private void awaitTrouble(String text) {
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                RestAssured.get(tidegate.url() + "/q/health/ready")
                                        .then()
                                        .statusCode(503)
                                        .body("checks.data.kafka", hasItem(containsString(text))));
    }

    private void allowOnly(ResourceType type, String name, AclOperation operation)
            throws ExecutionException, InterruptedException {
        admin.createAcls(
                        List.of(
                                new AclBinding(
                                        new ResourcePattern(type, name, PatternType.LITERAL),
                                        new AccessControlEntry(
                                                "User:*",
                                                "*",
                                                operation,
                                                AclPermissionType.ALLOW))))
                .all()
                .get();
    }

    private void allowAll() throws ExecutionException, InterruptedException {
        admin.deleteAcls(List.of(AclBindingFilter.ANY)).all().get();
    }
}
