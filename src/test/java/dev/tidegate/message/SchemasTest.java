package dev.tidegate.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;

import io.fabric8.zjsonpatch.JsonDiff;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The schemas of {@code kafka/schemas} say what the code reads and writes. */
class SchemasTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path KAFKA = Path.of("kafka");

    private static String read(String folder, String name) throws IOException {
        return Files.readString(KAFKA.resolve(folder).resolve(name + ".json"), UTF_8);
    }

    private static Schema schema(String name) throws IOException {
        return SchemaRegistry.withDefaultDialect(
                        SpecificationVersion.DRAFT_2020_12,
                        registry ->
                                registry.schemaRegistryConfig(
                                        SchemaRegistryConfig.builder()
                                                .formatAssertionsEnabled(true)
                                                .build()))
                .getSchema(read("schemas", name), InputFormat.JSON);
    }

    private static List<Error> errors(String schema, JsonNode data) throws IOException {
        return schema(schema).validate(data.toString(), InputFormat.JSON);
    }

    private static String schemaOf(EventType type) {
        return switch (type) {
            case DEPLOY_STARTED -> "deploy-started";
            case ALERT_FIRED, ALERT_RESOLVED -> "alert";
            case STEP_DUE -> "step-due";
            case COMMAND -> "command";
            case VERDICT_WORSE, VERDICT_PROVEN, VERDICT_UNCLEAR -> "verdict";
            case SERVICE_DEPLOYED, SERVICE_UPGRADED -> "cdevents-service";
        };
    }

    private static String exampleOf(EventType type) {
        return type.type()
                .replaceFirst("^dev\\.(tidegate\\.|(cdevents\\.))", "$2")
                .replace('.', '-');
    }

    @ParameterizedTest
    @EnumSource(EventType.class)
    void exampleIsValidAndIsRead(EventType type) throws IOException {
        // Given the example of a type
        String example = read("examples", exampleOf(type));
        JsonNode event = JSON.readTree(example);

        // Then its type is right, its data are valid, and it is decoded
        assertThat(EventType.of(event.path("type").asText())).isEqualTo(type);
        assertThat(errors(schemaOf(type), event.path("data"))).isEmpty();
        assertThat(
                        new CloudEventCodec(Clock.systemUTC())
                                .decode(
                                        Map.of("content-type", "application/cloudevents+json"),
                                        example.getBytes(UTF_8)))
                .isInstanceOf(Decoded.Event.class);
    }

    @ParameterizedTest
    @EnumSource(EventType.class)
    void schemaAndRecordHaveTheSameFields(EventType type) throws IOException {
        // Given the record that the data are read into
        Collection<String> fields =
                Arrays.stream(type.data().getRecordComponents())
                        .map(RecordComponent::getName)
                        .toList();

        // Then the schema has these properties and no others
        JsonNode properties = JSON.readTree(read("schemas", schemaOf(type))).path("properties");
        assertThat(properties.fieldNames())
                .toIterable()
                .containsExactlyInAnyOrderElementsOf(fields);
    }

    @ParameterizedTest
    @EnumSource(EventType.class)
    void whatTheSchemaRequiresTheDecoderRequires(EventType type) throws IOException {
        JsonNode schema = JSON.readTree(read("schemas", schemaOf(type)));
        for (JsonNode required : schema.path("required")) {
            // Given the example without a required field
            JsonNode event = JSON.readTree(read("examples", exampleOf(type)));
            ((ObjectNode) event.path("data")).remove(required.asText());

            // When it is decoded, then the field is named
            Decoded decoded =
                    new CloudEventCodec(Clock.systemUTC())
                            .decode(Map.of(), event.toString().getBytes(UTF_8));
            assertThat(decoded).isInstanceOf(Decoded.Poison.class);
            assertThat(((Decoded.Poison) decoded).field()).isEqualTo("data." + required.asText());
            assertThat(errors(schemaOf(type), event.path("data"))).isNotEmpty();
        }
    }

    /** The schema of an example is the one that its name begins with. */
    private static String schemaOf(Path example) throws IOException {
        String name = example.getFileName().toString();
        return files("schemas")
                .map(file -> file.getFileName().toString().replace(".json", ""))
                .filter(name::startsWith)
                .max(Comparator.comparingInt(String::length))
                .orElseThrow();
    }

    private static Stream<Path> files(String folder) throws IOException {
        try (Stream<Path> files = Files.list(KAFKA.resolve(folder))) {
            return files
                    .filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    static Stream<Path> examples() throws IOException {
        return files("examples");
    }

    /** What somebody sends that is wrong. */
    static Stream<Path> invalidEvents() throws IOException {
        return files("examples/invalid").filter(SchemasTest::isRead);
    }

    /** What this code must never write. */
    static Stream<Path> invalidOutcomes() throws IOException {
        return files("examples/invalid").filter(example -> !isRead(example));
    }

    private static boolean isRead(Path example) {
        return Stream.of(EventType.values())
                .anyMatch(type -> example.getFileName().toString().startsWith(exampleOf(type)));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void everyExampleIsValid(Path example) throws IOException {
        JsonNode data = JSON.readTree(example.toFile()).path("data");
        assertThat(errors(schemaOf(example), data)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("invalidEvents")
    void schemaAndDecoderRefuseTheSameField(Path example) throws IOException {
        // Given an example that is one edit away from a valid one
        JsonNode event = JSON.readTree(example.toFile());
        assertThat(event.path("type")).isEqualTo(valid(example).path("type"));

        // When it is decoded, then it is refused, and the message begins with the field
        Decoded decoded =
                new CloudEventCodec(Clock.systemUTC())
                        .decode(Map.of(), event.toString().getBytes(UTF_8));
        assertThat(decoded).isInstanceOf(Decoded.Poison.class);
        Decoded.Poison poison = (Decoded.Poison) decoded;
        assertThat(poison.reason()).startsWith(poison.field() + ": ");

        // And the schema names the same field and no other
        assertThat(errors(schemaOf(example), event.path("data")).stream().map(SchemasTest::field))
                .containsOnly(poison.field());
    }

    @ParameterizedTest
    @MethodSource("invalidOutcomes")
    void schemaRefusesTheFieldThatIsWrong(Path example) throws IOException {
        // Given an example that is one edit away from a valid one
        JsonNode event = JSON.readTree(example.toFile());
        JsonNode edits = JsonDiff.asJson(valid(example), event);
        assertThat(edits).hasSize(1);

        // Then the schema names the place of the edit and no other
        assertThat(errors(schemaOf(example), event.path("data")).stream().map(SchemasTest::field))
                .containsOnly(edits.at("/0/path").asText().substring(1).replace('/', '.'));
    }

    static Stream<Path> invalidReadings() throws IOException {
        return files("examples/invalid")
                .filter(example -> example.getFileName().toString().startsWith("reading-"));
    }

    @ParameterizedTest
    @MethodSource("invalidReadings")
    void schemaAndReadingCodecRefuseTheSameField(Path example) throws IOException {
        byte[] event = Files.readAllBytes(example);
        JsonNode data = JSON.readTree(event).path("data");
        assertThatExceptionOfType(Invalid.class)
                .isThrownBy(() -> ReadingCodec.read(Map.of(), event, Instant.EPOCH))
                .satisfies(
                        invalid ->
                                assertThat(errors("reading", data).stream().map(SchemasTest::field))
                                        .containsOnly(invalid.field()));
    }

    @Test
    void examplesOfWhatTheAnalysisReadsAreRead() throws IOException {
        byte[] reading = read("examples", "reading").getBytes(UTF_8);
        JsonNode data = JSON.readTree(read("examples", "live")).path("data");

        assertThat(ReadingCodec.read(Map.of(), reading, Instant.EPOCH).reading().source())
                .isEqualTo("envoy-als");
        assertThat(LiveCodec.read(data.toString().getBytes(UTF_8)).stage()).isEqualTo(1);
    }

    /** The valid example that the name of an invalid one begins with. */
    private static JsonNode valid(Path invalid) throws IOException {
        String name =
                files("examples")
                        .map(file -> file.getFileName().toString().replace(".json", ""))
                        .filter(valid -> invalid.getFileName().toString().startsWith(valid + "-"))
                        .max(Comparator.comparingInt(String::length))
                        .orElseThrow();
        return JSON.readTree(read("examples", name));
    }

    /** Where an error is, as the decoder writes it: {@code data.subject.id}. */
    private static String field(Error error) {
        String place = "data" + error.getInstanceLocation().toString().replace('/', '.');
        return error.getProperty() == null ? place : place + "." + error.getProperty();
    }
}
