package dev.tidegate.adapter.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import dev.tidegate.quality.KafkaUsers;
import dev.tidegate.quality.StrictManifest;
import dev.tidegate.sandbox.Broker;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What each user of {@code kafka/users.yaml} may do, as a real broker decides it. */
class KafkaUsersTest {

    private static final List<String> USERS = KafkaUsers.names();

    /** Of two namespaces; only one has users. */
    private static final Set<String> OF_NAMESPACES =
            Stream.of("bookinfo", "bookinfo2")
                    .flatMap(
                            namespace ->
                                    Stream.of(Topics.DEPLOYMENTS, Topics.ALERTS, Topics.COMMANDS)
                                            .map(topic -> topic + "." + namespace))
                    .collect(Collectors.toSet());

    private static final List<String> TOPICS =
            Stream.concat(Topics.ALL.stream(), OF_NAMESPACES.stream()).toList();

    private static Broker broker;

    /**
     * What somebody needs to do his part.
     *
     * @param groups consumer groups to read with
     */
    record Part(String user, Set<String> reads, Set<String> writes, Set<String> groups) {}

    static Stream<Part> parts() throws IOException {
        return Stream.of(
                new Part(
                        "tidegate",
                        with(
                                with(consumed("\\.topic=([.a-z]+).*"), Set.of(Topics.ROLLOUTS)),
                                OF_NAMESPACES),
                        Set.copyOf(TOPICS),
                        consumed("\\.group\\.id=(.*)")),
                new Part(
                        "tidegate-sources",
                        ofFunctions("/spec/topics"),
                        ofFunctions("/spec/topic"),
                        ofFunctions("/spec/consumerGroup")),
                new Part("tidegate-ci", Set.of(), Set.of(Topics.DEPLOYMENTS), Set.of()),
                new Part("tidegate-alerting", Set.of(), Set.of(Topics.ALERTS), Set.of()),
                new Part("tidegate-operator", Set.of(), Set.of(Topics.COMMANDS), Set.of()),
                new Part(
                        "tidegate-observer",
                        Set.of(Topics.ROLLOUTS, Topics.CDEVENTS),
                        Set.of(),
                        Set.of("tidegate-observer", "tidegate-observer-dashboard")),
                new Part(
                        "tidegate-analysis",
                        Set.of(Topics.READINGS, Topics.LIVE),
                        Set.of(Topics.VERDICTS),
                        Set.of("tidegate-analysis")),
                new Part("tidegate-telemetry", Set.of(), Set.of(Topics.READINGS), Set.of()),
                new Part("tidegate-ci-bookinfo", Set.of(), own(Topics.DEPLOYMENTS), Set.of()),
                new Part("tidegate-alerting-bookinfo", Set.of(), own(Topics.ALERTS), Set.of()),
                new Part("tidegate-operator-bookinfo", Set.of(), own(Topics.COMMANDS), Set.of()));
    }

    private static Set<String> with(Set<String> topics, Set<String> more) {
        return Stream.concat(topics.stream(), more.stream()).collect(Collectors.toSet());
    }

    private static Set<String> own(String topic) {
        return Set.of(topic + ".bookinfo");
    }

    private static Broker start(Path data) {
        String plain = "org.apache.kafka.common.security.plain.PlainLoginModule required ";
        String users =
                Stream.concat(Stream.of("admin"), USERS.stream())
                        .map(user -> "user_%s=\"%s\" ".formatted(user, user))
                        .collect(Collectors.joining());
        return Broker.start(
                0,
                data,
                Map.of(
                        "listener.security.protocol.map",
                        "CLIENT:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT",
                        "sasl.enabled.mechanisms",
                        "PLAIN",
                        "sasl.mechanism.inter.broker.protocol",
                        "PLAIN",
                        "listener.name.client.plain.sasl.jaas.config",
                        plain + "username=\"admin\" password=\"admin\" " + users + ";",
                        "authorizer.class.name",
                        "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                        // the broker itself, towards its controller
                        "super.users",
                        "User:admin;User:ANONYMOUS"));
    }

    @BeforeAll
    static void grantWhatTheManifestsSay(@TempDir Path data)
            throws ExecutionException, InterruptedException {
        broker = start(data);
        try (Admin admin = Admin.create(as("admin"))) {
            admin.createTopics(TOPICS.stream().map(t -> new NewTopic(t, 1, (short) 1)).toList())
                    .all()
                    .get();
            KafkaUsers.grant(admin, "");
        }
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @ParameterizedTest
    @MethodSource("parts")
    void userMayDoItsPartAndNothingElse(Part part) {
        String group = part.groups().stream().min(Comparator.naturalOrder()).orElse("tidegate");
        assertThat(TOPICS)
                .allSatisfy(
                        topic -> {
                            assertThat(writes(part.user(), topic))
                                    .isEqualTo(part.writes().contains(topic));
                            assertThat(reads(part.user(), topic, group))
                                    .isEqualTo(part.reads().contains(topic));
                        });
    }

    @ParameterizedTest
    @MethodSource("parts")
    void nobodyMovesTheOffsetsOfAnother(Part part) throws IOException {
        Set<String> all = parts().flatMap(p -> p.groups().stream()).collect(Collectors.toSet());
        String topic = part.reads().stream().findFirst().orElse(Topics.ROLLOUTS);
        assertThat(all)
                .allSatisfy(
                        group ->
                                assertThat(reads(part.user(), topic, group))
                                        .isEqualTo(part.groups().contains(group)));
    }

    @Test
    void everyUserHasAPart() throws IOException {
        assertThat(parts().map(Part::user)).containsExactlyElementsOf(USERS);
    }

    private static boolean writes(String user, String topic) {
        Map<String, Object> settings = as(user);
        settings.putAll(Map.of("acks", "all", "enable.idempotence", true));
        try (var producer =
                new KafkaProducer<>(
                        settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic, new byte[1])).get();
            return true;
        } catch (ExecutionException | KafkaException e) {
            // by the record's answer, or at once when the producer was refused before it
            assertThat(e).hasCauseInstanceOf(AuthorizationException.class);
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether the user may take records of the topic and say so for the group. */
    private static boolean reads(String user, String topic, String group) {
        Map<String, Object> settings = as(user);
        settings.put("group.id", group);
        try (var consumer =
                new KafkaConsumer<>(
                        settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.commitSync(Map.of(new TopicPartition(topic, 0), new OffsetAndMetadata(0)));
            return true;
        } catch (AuthorizationException e) {
            return false;
        }
    }

    private static Map<String, Object> as(String user) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("bootstrap.servers", broker.bootstrapServers());
        settings.put("security.protocol", "SASL_PLAINTEXT");
        settings.put("sasl.mechanism", "PLAIN");
        settings.put(
                "sasl.jaas.config",
                "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"%s\" password=\"%s\";"
                        .formatted(user, user));
        return settings;
    }

    /** What the channels of the product are set to. */
    static Set<String> consumed(String setting) throws IOException {
        return Pattern.compile("(?m)^mp\\.messaging\\.[-\\w.]*" + setting + "$")
                .matcher(Files.readString(Path.of("src/main/resources/application.properties")))
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toSet());
    }

    /** What the sources and the sink of the functions are set to. */
    private static Set<String> ofFunctions(String pointer) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("functions"))) {
            return files.filter(file -> file.toString().matches(".*(source|sink)\\.yaml"))
                    .flatMap(file -> StrictManifest.documents(file).stream())
                    .map(document -> document.at(pointer))
                    .flatMap(value -> value.isArray() ? value.valueStream() : Stream.of(value))
                    .map(JsonNode::asText)
                    .filter(value -> !value.isEmpty())
                    .collect(Collectors.toSet());
        }
    }
}
