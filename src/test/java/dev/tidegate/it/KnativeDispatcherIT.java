package dev.tidegate.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidegate.sandbox.FunctionShape;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;

/** What Knative's dispatcher makes of records, read by a function and kept as dead letters. */
class KnativeDispatcherIT extends InTown {

    private static final String KEY = Town.NAMESPACE + "/";
    private static final Queue<String> told = new ConcurrentLinkedQueue<>();

    private FunctionShape functions;

    @BeforeAll
    void becomeFunctions() {
        functions = functions(Duration.ofSeconds(30), told::add);
    }

    @AfterAll
    void endFunctions() {
        functions.close();
    }

    @Test
    void deadLettersThatTakeNothingHoldThePartitionAndNothingIsLost() throws Exception {
        // Given dead letters that take nothing, an event for them, and a deployment behind it
        town.service("held", Policies.SLOW);
        deadLettersTake("1");
        town.send(new ProducerRecord<>("tidegate.deployments", KEY + "held", bytes("not JSON")));
        town.send(deployment("held", "/ci", "2026-01-31T12:00:00Z"));
        await().atMost(Town.PATIENCE).until(() -> functions.function("deploy-started").running());
        assertThat(town.phase("held-1")).isEmpty();
        // When they take it
        deadLettersTake("1048588");
        // Then both are handled in their order
        awaitBegun("held-1");
        assertThat(town.records("tidegate.dead-letters"))
                .anySatisfy(letter -> assertThat(letter.key()).isEqualTo(KEY + "held"));
        assertThat(told).noneMatch(what -> what.contains("lost"));
    }

    private void deadLettersTake(String bytes) throws ExecutionException, InterruptedException {
        ConfigResource topic =
                new ConfigResource(ConfigResource.Type.TOPIC, "tidegate.dead-letters");
        ConfigEntry most = new ConfigEntry("max.message.bytes", bytes);
        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", town.broker.bootstrapServers()))) {
            admin.incrementalAlterConfigs(
                            Map.of(topic, List.of(new AlterConfigOp(most, OpType.SET))))
                    .all()
                    .get();
        }
    }

    @Test
    void deadLetterOfACloudEventHasNoKey() {
        town.publish(
                "alerts",
                "alert.fired",
                "keyed",
                "keyed",
                "{\"version\":\"No\"}",
                Instant.parse("2026-01-01T00:00:00Z"));
        assertThat(letter("keyed").key()).isNull();
    }

    @Test
    void attributesThatTheDispatcherCannotReadAreReadByTheFunction() {
        town.send(deployment("timeless", "/ci", "half past nine"));
        await().atMost(Town.PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(town.records("tidegate.dead-letters"))
                                        .filteredOn(l -> (KEY + "timeless").equals(l.key()))
                                        .singleElement()
                                        .satisfies(
                                                l ->
                                                        assertThat(reason(l))
                                                                .contains(
                                                                        "time", "half past nine")));
    }

    @Test
    void attributesThatNobodyEncodedAreNotDecoded() {
        town.service("encoded", Policies.SLOW);
        town.send(deployment("encoded", "/ci/my%20job", "2026-01-31T12:00:00Z"));
        awaitBegun("encoded-1");
        assertThat(
                        town.cluster
                                .get("Rollout", Town.NAMESPACE, "encoded-1")
                                .orElseThrow()
                                .at("/spec/event")
                                .toString())
                .contains("/ci/my%20job of-encoded", "\"record\":\"knative-");
    }

    /** The dead letter of the event with this id. */
    private ConsumerRecord<String, byte[]> letter(String id) {
        return await().atMost(Town.PATIENCE)
                .until(
                        () ->
                                town.records("tidegate.dead-letters").stream()
                                        .filter(l -> id.equals(Event.header(l, "ce_id")))
                                        .findFirst(),
                        java.util.Optional::isPresent)
                .orElseThrow();
    }

    private static ProducerRecord<String, byte[]> deployment(
            String service, String source, String time) {
        String data =
                "{\"namespace\":\"%s\",\"service\":\"%s\",\"version\":\"v2\"}"
                        .formatted(Town.NAMESPACE, service);
        ProducerRecord<String, byte[]> made =
                new ProducerRecord<>("tidegate.deployments", KEY + service, bytes(data));
        Map<String, String> attributes =
                Map.of(
                        "specversion",
                        "1.0",
                        "id",
                        "of-" + service,
                        "source",
                        source,
                        "type",
                        "dev.tidegate.deploy.started",
                        "time",
                        time);
        attributes.forEach((name, value) -> made.headers().add("ce_" + name, bytes(value)));
        made.headers().add("content-type", bytes("application/json"));
        return made;
    }

    private static String reason(ConsumerRecord<String, byte[]> letter) {
        String data = Event.header(letter, "ce_knativeerrordata");
        return new String(Base64.getDecoder().decode(data), UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
