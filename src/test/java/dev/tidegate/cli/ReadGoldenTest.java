package dev.tidegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.tidegate.adapter.webhook.WebhookReader;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * What is shown of the payloads that the webhooks' tests take is what these tests see published,
 * and of the examples in {@code kafka/examples} what is written there.
 */
class ReadGoldenTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path WEBHOOKS = Path.of("src", "test", "resources", "webhooks");
    private static final Path EXAMPLES = Path.of("kafka", "examples");

    static Stream<Path> payloads() throws IOException {
        try (Stream<Path> all = Files.walk(WEBHOOKS)) {
            return all.filter(file -> file.endsWith("in.json")).sorted().toList().stream();
        }
    }

    static Stream<Path> refused() throws IOException {
        try (Stream<Path> all = Files.list(EXAMPLES.resolve("invalid"))) {
            return all.sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("payloads")
    void payloadIsShownAsItIsPublished(Path payload) throws IOException {
        // Given
        List<String> arguments = new ArrayList<>();
        arguments.add(payload.getName(WEBHOOKS.getNameCount()).toString());
        arguments.add(payload.toString());
        properties(payload.resolveSibling("headers.properties"))
                .forEach(
                        (name, value) -> arguments.addAll(List.of("--header", name + ":" + value)));
        Map<String, String> environment = new HashMap<>();
        properties(payload.resolveSibling("settings.properties"))
                .forEach((name, value) -> environment.put(variable(name), value));
        JsonNode golden = JSON.readTree(payload.resolveSibling("out.json").toFile());
        // When
        Ran ran = Ran.read(environment, InputStream.nullInputStream(), arguments);
        // Then
        assertThat(ran.exit()).isEqualTo(golden.has("reason") ? 1 : 0);
        List<JsonNode> published = new ArrayList<>();
        golden.path("published").forEach(event -> published.add(structured(event)));
        assertThat(ran.events()).isEqualTo(published);
        assertThat(ran.err()).contains(golden.path("reason").asText());
        assertThat(ran.err().lines())
                .hasSize(golden.has("reason") ? 1 : golden.path("leftOut").size());
        assertThat(golden.path("leftOut"))
                .allSatisfy(each -> assertThat(ran.err()).contains(each.path("why").asText()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"alert-fired", "alert-resolved", "command", "deploy-started", "step-due"})
    void eventOfOursIsShownAsItIs(String name) throws IOException {
        String example = EXAMPLES.resolve(name + ".json").toString();
        for (String sender : List.of("kafka", "cloudevent")) {
            Ran ran = Ran.of("read", sender, example);
            assertThat(ran.exit()).as(ran.err()).isZero();
            assertThat(ran.events()).containsExactly(JSON.readTree(Path.of(example).toFile()));
        }
    }

    @ParameterizedTest
    @MethodSource("refused")
    void invalidExampleIsRefused(Path example) {
        Ran ran = Ran.of("read", "kafka", example.toString());
        assertThat(ran.exit()).isEqualTo(1);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).matches("refused: [a-zA-Z0-9.]+: .+; .+\n");
    }

    @ParameterizedTest
    @MethodSource("dev.tidegate.adapter.webhook.WebhookReader#senders")
    void everySenderHasAPayloadThatIsGood(String sender) throws IOException {
        assertThat(WebhookReader.senders()).contains(sender);
        assertThat(payloads().filter(file -> file.startsWith(WEBHOOKS.resolve(sender))))
                .anySatisfy(
                        file ->
                                assertThat(
                                                JSON.readTree(
                                                                file.resolveSibling("out.json")
                                                                        .toFile())
                                                        .path("published"))
                                        .isNotEmpty());
    }

    private static JsonNode structured(JsonNode published) {
        ObjectNode event = published.path("attributes").deepCopy();
        event.set("datacontenttype", event.remove("content-type"));
        return event.set("data", published.path("data"));
    }

    private static String variable(String setting) {
        return setting.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    }

    private static Map<String, String> properties(Path file) throws IOException {
        Properties read = new Properties();
        if (Files.exists(file)) {
            try (Reader reader = Files.newBufferedReader(file)) {
                read.load(reader);
            }
        }
        Map<String, String> properties = new HashMap<>();
        read.forEach((key, value) -> properties.put(key.toString(), value.toString()));
        return properties;
    }
}
