package dev.tidegate.adapter.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;

import dev.tidegate.core.rollout.PhaseKind;
import dev.tidegate.message.CloudEventCodec;
import dev.tidegate.message.Decoded;
import dev.tidegate.quality.StrictManifest;

import io.strimzi.api.kafka.model.topic.KafkaTopic;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * {@code kafka/asyncapi.yaml} is a valid document, and says what the product does. The schema of
 * AsyncAPI is that of the npm package @asyncapi/specs 6.11.1, unchanged, with its licence beside
 * it.
 */
class AsyncApiTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path KAFKA = Path.of("kafka");
    private static final JsonNode DOCUMENT =
            StrictManifest.documents(KAFKA.resolve("asyncapi.yaml")).getFirst();

    private static List<String> problems(
            SpecificationVersion dialect, String schema, JsonNode instance) {
        return SchemaRegistry.withDefaultDialect(
                        dialect,
                        registry ->
                                registry.schemaRegistryConfig(
                                        SchemaRegistryConfig.builder()
                                                .formatAssertionsEnabled(true)
                                                .build()))
                .getSchema(schema, InputFormat.JSON)
                .validate(instance.toString(), InputFormat.JSON)
                .stream()
                .map(Object::toString)
                .toList();
    }

    private static String schemaOfAsyncApi() throws IOException {
        return Files.readString(Path.of("src", "test", "resources", "asyncapi", "3.0.0.json"));
    }

    @Test
    void documentIsValid() throws IOException {
        assertThat(problems(SpecificationVersion.DRAFT_7, schemaOfAsyncApi(), DOCUMENT)).isEmpty();
    }

    @Test
    void misspeltFieldIsFound() throws IOException {
        for (String place :
                List.of(
                        "/channels/alerts",
                        "/operations/takeAlerts",
                        "/components/messages/moved")) {
            ObjectNode copy = DOCUMENT.deepCopy();
            ((ObjectNode) copy.at(place)).put("sumary", "what it is");
            assertThat(problems(SpecificationVersion.DRAFT_7, schemaOfAsyncApi(), copy))
                    .isNotEmpty();
        }
    }

    @Test
    void everyReferenceIsThereAndEverySchemaIsReferredTo() throws IOException {
        Set<Path> schemas = new HashSet<>();
        for (String ref : DOCUMENT.findValuesAsText("$ref")) {
            if (ref.startsWith("#")) {
                assertThat(DOCUMENT.at(ref.substring(1)).isMissingNode()).as(ref).isFalse();
            } else {
                assertThat(KAFKA.resolve(ref)).exists();
                schemas.add(KAFKA.resolve(ref).normalize());
            }
        }
        assertThat(schemas).containsExactlyInAnyOrderElementsOf(files("schemas"));
    }

    @Test
    void channelsAreTheTopics() {
        assertThat(channels().map(channel -> channel.path("address").asText()))
                .containsExactlyInAnyOrderElementsOf(Topics.ALL);
        for (KafkaTopic topic :
                StrictManifest.all(KAFKA.resolve("topics.yaml"), KafkaTopic.class)) {
            JsonNode kafka = channel(topic.getMetadata().getName()).at("/bindings/kafka");
            Map<String, Object> config = topic.getSpec().getConfig();
            assertThat(kafka.path("partitions").asInt()).isEqualTo(topic.getSpec().getPartitions());
            assertThat(kafka.path("replicas").asInt()).isEqualTo(topic.getSpec().getReplicas());
            for (String time : List.of("retention.ms", "delete.retention.ms")) {
                assertThat(kafka.at("/topicConfiguration/" + time).asText())
                        .isEqualTo(String.valueOf(config.getOrDefault(time, "")));
            }
            assertThat(kafka.at("/topicConfiguration/cleanup.policy/0").asText())
                    .isEqualTo(config.get("cleanup.policy"));
            assertThat(kafka.at("/topicConfiguration/max.message.bytes").asText())
                    .isEqualTo(String.valueOf(config.get("max.message.bytes")));
        }
    }

    @Test
    void operationsAreThoseOfTheProduct() throws IOException {
        assertThat(addresses("receive"))
                .containsExactlyInAnyOrderElementsOf(
                        KafkaUsersTest.consumed("\\.topic=([.a-z]+).*"));
        assertThat(addresses("send")).containsExactlyInAnyOrderElementsOf(Topics.ALL);
    }

    static Stream<Path> examples() throws IOException {
        return files("examples").stream();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void everyExampleIsExactlyOneMessageOfItsChannel(Path example) throws IOException {
        assertThat(messagesOf(example)).hasSize(1);
    }

    @Test
    void everyMessageHasAnExample() throws IOException {
        Set<String> shown = new HashSet<>(Set.of("deadLetter"));
        for (Path example : files("examples")) {
            shown.addAll(messagesOf(example));
        }
        assertThat(DOCUMENT.at("/components/messages").fieldNames())
                .toIterable()
                .containsExactlyInAnyOrderElementsOf(shown);
    }

    @Test
    void everyPhaseHasItsTypeAndNothingElseHas() {
        Set<String> phases =
                Stream.of(PhaseKind.values())
                        .map(phase -> phase.title().toLowerCase(Locale.ROOT))
                        .collect(Collectors.toSet());
        assertThat(types("moved"))
                .containsExactlyInAnyOrderElementsOf(
                        phases.stream().map(phase -> "dev.tidegate.rollout." + phase).toList());
        // a rollback to nothing is no service.rolledback, and what a dry run ends in is neither
        assertThat(types("releaseMoved"))
                .containsExactlyInAnyOrderElementsOf(
                        phases.stream()
                                .map("dev.cdeventsx.tidegate-rollout.%s.0.1.0"::formatted)
                                .toList());
    }

    private static List<String> types(String message) {
        return JSON.convertValue(
                message(message).at("/headers/properties/ce_type/enum"),
                JSON.getTypeFactory().constructCollectionType(List.class, String.class));
    }

    private static Stream<JsonNode> channels() {
        return DOCUMENT.path("channels").valueStream();
    }

    private static JsonNode channel(String topic) {
        return channels()
                .filter(channel -> channel.path("address").asText().equals(topic))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> addresses(String action) {
        return DOCUMENT.path("operations")
                .valueStream()
                .filter(operation -> operation.path("action").asText().equals(action))
                .map(operation -> operation.at("/channel/$ref").asText().substring(1))
                .map(channel -> DOCUMENT.at(channel).path("address").asText())
                .toList();
    }

    /** The messages of its channel that an example is, by its headers and its data. */
    private static List<String> messagesOf(Path example) throws IOException {
        JsonNode event = JSON.readTree(example.toFile());
        ObjectNode headers = JSON.createObjectNode().put("content-type", "application/json");
        event.propertyStream()
                .filter(attribute -> !attribute.getKey().startsWith("data"))
                .forEach(
                        attribute -> headers.set("ce_" + attribute.getKey(), attribute.getValue()));
        return channel(topicOf(example, event))
                .path("messages")
                .propertyStream()
                .map(Map.Entry::getKey)
                .filter(
                        name ->
                                valid(message(name).path("headers").toString(), headers)
                                        && valid(payload(name), event.path("data")))
                .toList();
    }

    /** Where it is written or read. */
    private static String topicOf(Path example, JsonNode event) {
        String name = example.getFileName().toString();
        if (name.startsWith("cdevents-outcome") || name.startsWith("cdevents-rollout")) {
            return Topics.CDEVENTS;
        }
        if (name.startsWith("reading") || name.startsWith("live")) {
            return name.startsWith("live") ? Topics.LIVE : Topics.READINGS;
        }
        Decoded decoded =
                new CloudEventCodec(Clock.systemUTC())
                        .decode(Map.of(), event.toString().getBytes(UTF_8));
        return decoded instanceof Decoded.Event known ? known.topic() : Topics.ROLLOUTS;
    }

    private static boolean valid(String schema, JsonNode instance) {
        return problems(SpecificationVersion.DRAFT_2020_12, schema, instance).isEmpty();
    }

    private static String payload(String message) {
        try {
            String ref = message(message).at("/payload/$ref").asText();
            return Files.readString(KAFKA.resolve(ref));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A message with what its traits say, which it may overrule. */
    private static JsonNode message(String name) {
        JsonNode message = DOCUMENT.at("/components/messages/" + name);
        ObjectNode merged = JSON.createObjectNode();
        message.path("traits")
                .forEach(
                        trait ->
                                merge(
                                        merged,
                                        DOCUMENT.at(trait.path("$ref").asText().substring(1))));
        merge(merged, message);
        return merged;
    }

    /** JSON Merge Patch, RFC 7396. */
    private static void merge(ObjectNode into, JsonNode patch) {
        patch.propertyStream()
                .forEach(
                        field -> {
                            if (field.getValue() instanceof ObjectNode object) {
                                merge(into.withObject("/" + field.getKey()), object);
                            } else {
                                into.set(field.getKey(), field.getValue());
                            }
                        });
    }

    private static List<Path> files(String folder) throws IOException {
        try (Stream<Path> files = Files.list(KAFKA.resolve(folder))) {
            return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
        }
    }
}
