package dev.tidegate.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;

import com.fasterxml.jackson.databind.JsonNode;

import dev.tidegate.it.CommandLine.Ended;
import dev.tidegate.quality.Markdown;
import dev.tidegate.quality.Overlay;
import dev.tidegate.sandbox.ApiServer;
import dev.tidegate.sandbox.Artifact;

import io.restassured.RestAssured;

import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Kafka by client certificates (mTLS), with the environment that the component {@code
 * functions/kafka-tls} gives, and the rights of {@code kafka/users.yaml}.
 */
class KafkaTlsIT {

    private static final Path FUNCTIONS = Path.of("functions");

    /** Of the Secrets that the component names, before which the user's name stands. */
    private static final String SECRET = "-kafka";

    @TempDir static Path directory;

    private static TlsBroker broker;
    private static ApiServer cluster;

    @BeforeAll
    static void open() throws Exception {
        broker = new TlsBroker(directory);
        cluster = TestCluster.open();
    }

    @AfterAll
    static void close() {
        cluster.close();
        broker.close();
    }

    @Test
    void deploymentIsReadAndItsOutcomePublished() throws IOException {
        // Given
        ServiceObjects.of("secured", Policies.QUICK)
                .forEach(object -> TestCluster.put(cluster, object));
        for (String version : List.of("v1", "v2")) {
            TestCluster.put(cluster, ServiceObjects.workload("secured", version, 1));
        }
        String service = TestCluster.NAMESPACE + "/secured";
        try (Artifact tidegate = launch(_ -> true, "tidegate.log")) {
            tidegate.awaitReady();
            // When a CI job publishes by its own certificate, as publishing.md says
            Ended job = publish("deploy-started", service, "v2", "--no-wait");
            assertThat(job.code()).as(job.printed()).isZero();
            // Then
            await().atMost(Town.PATIENCE)
                    .untilAsserted(
                            () ->
                                    assertThat(Topic.outcomes(broker.as("tidegate-observer")))
                                            .hasEntrySatisfying(
                                                    "secured-1",
                                                    moves ->
                                                            assertThat(moves.getLast())
                                                                    .endsWith(" Succeeded")));
        }
        // and the job may do nothing else
        Ended alert = publish("alert", service, "--alert", "ErrorRate", "--for-version", "v2");
        assertThat(alert.code()).as(alert.printed()).isEqualTo(2);
        assertThat(alert.printed()).contains("tidegate.alerts").contains("is not allowed");
    }

    @Test
    void withoutCertificateReadinessSaysWhatToSet() throws IOException {
        try (Artifact tidegate =
                launch(name -> !name.startsWith("KAFKA_SSL_KEYSTORE"), "without.log")) {
            tidegate.awaitListening();
            await().atMost(Town.PATIENCE)
                    .untilAsserted(
                            () ->
                                    RestAssured.get(tidegate.url() + "/q/health/ready")
                                            .then()
                                            .statusCode(503)
                                            .body(
                                                    "checks.data.kafka",
                                                    hasItem(
                                                            containsString(
                                                                    "set kafka.ssl.keystore.key"))));
        }
    }

    @Test
    void sourcesAndSinkOfTheFunctionsMayDoTheirPart() throws Exception {
        Overlay overlay =
                Overlay.of(FUNCTIONS.resolve("overlays/functions"), FUNCTIONS.resolve("kafka-tls"));
        for (JsonNode source : overlay.all("KafkaSource").toList()) {
            Map<String, Object> settings =
                    broker.as(user(source.at("/spec/net/tls/cert/secretKeyRef/name").asText()));
            settings.put("group.id", source.at("/spec/consumerGroup").asText());
            var first = new TopicPartition(source.at("/spec/topics/0").asText(), 0);
            try (var consumer =
                    new KafkaConsumer<>(
                            settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
                consumer.commitSync(Map.of(first, new OffsetAndMetadata(0)));
                assertThat(consumer.beginningOffsets(List.of(first))).containsKey(first);
            }
        }
        JsonNode sink = overlay.all("KafkaSink").findFirst().orElseThrow();
        try (var producer =
                new KafkaProducer<>(
                        broker.as(user(sink.at("/spec/auth/secret/ref/name").asText())),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            var letter =
                    new ProducerRecord<byte[], byte[]>(
                            sink.at("/spec/topic").asText(), new byte[1]);
            assertThat(producer.send(letter).get().hasOffset()).isTrue();
        }
    }

    private static String user(String secret) {
        assertThat(secret).endsWith(SECRET);
        return secret.substring(0, secret.length() - SECRET.length());
    }

    /** The artifact in the Deployment's environment, of which {@code kept} is there. */
    private static Artifact launch(Predicate<String> kept, String log) {
        List<String> command = new ArrayList<>(List.of("env"));
        environment().forEach((name, value) -> command.add(name + "=" + value));
        command.removeIf(entry -> !kept.test(entry));
        command.addAll(Artifact.command());
        Map<String, String> settings =
                Map.of("quarkus.kubernetes-client.api-server-url", cluster.url());
        return Artifact.launch(command, settings, List.of(), directory.resolve(log));
    }

    /** Of the controller, with the ConfigMap and the Secrets that there are. */
    private static Map<String, String> environment() {
        Overlay overlay =
                Overlay.of(
                        FUNCTIONS.resolve("overlays/all-in-one"), FUNCTIONS.resolve("kafka-tls"));
        Map<String, String> environment = overlay.literals();
        environment.put("KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers());
        JsonNode deployment = overlay.all("Deployment").findFirst().orElseThrow();
        for (JsonNode entry : deployment.at("/spec/template/spec/containers/0/env")) {
            JsonNode secret = entry.at("/valueFrom/secretKeyRef");
            if (!secret.path("optional").asBoolean()) {
                environment.put(
                        entry.path("name").asText(),
                        broker.secret(user(secret.path("name").asText()))
                                .get(secret.path("key").asText()));
            }
        }
        return environment;
    }

    /** A publication by {@code tidegate-ci}, with the settings that the page shows. */
    private static Ended publish(String... arguments) throws IOException {
        Map<String, String> secret = broker.secret("tidegate-ci");
        Path key = directory.resolve("ci.pem");
        Files.writeString(key, secret.get("user.key") + secret.get("user.crt"));
        Path authority = directory.resolve("ca.crt");
        Files.writeString(authority, secret.get("ca.crt"));
        Path config = directory.resolve("kafka.properties");
        Files.writeString(
                config,
                new Markdown(Files.readString(Path.of("src/docs/publishing.md")))
                        .blocks("properties")
                        .getFirst()
                        .replace("=ci.pem", "=" + key)
                        .replace("=ca.crt", "=" + authority));
        Stream<String> more =
                Stream.of(
                        "--bootstrap-servers",
                        broker.bootstrapServers(),
                        "--kafka-config",
                        config.toString());
        return CommandLine.run(
                Stream.of(Stream.of("publish"), Stream.of(arguments), more)
                        .flatMap(part -> part)
                        .toArray(String[]::new));
    }
}
