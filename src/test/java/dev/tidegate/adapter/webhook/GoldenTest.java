package dev.tidegate.adapter.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.tidegate.controller.Result;
import dev.tidegate.door.Access;
import dev.tidegate.door.Caller;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Each folder of {@code src/test/resources/webhooks/<sender>} is a payload as the tool sends it
 * ({@code in.json}), the headers that matter and settings that differ from the shipped ones, and
 * what becomes of it.
 */
class GoldenTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path CASES = Path.of("src", "test", "resources", "webhooks");

    static Stream<Path> cases() throws IOException {
        return folders(CASES).flatMap(GoldenTest::folders);
    }

    private static Stream<Path> folders(Path below) {
        try (Stream<Path> children = Files.list(below)) {
            return children.filter(Files::isDirectory).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void payloadBecomesTheseEvents(Path folder) throws IOException {
        // Given
        Sender sender =
                Sender.named(folder.getName(folder.getNameCount() - 2).toString()).orElseThrow();
        WebhookRequest delivery =
                new WebhookRequest(
                        properties(folder.resolve("headers.properties")),
                        Files.readAllBytes(folder.resolve("in.json")),
                        Post.NOW);

        // When
        JsonNode happened =
                happened(sender, delivery, properties(folder.resolve("settings.properties")));

        // Then
        assertThat(happened.toPrettyString())
                .isEqualTo(JSON.readTree(folder.resolve("out.json").toFile()).toPrettyString());
    }

    @Test
    void everySenderHasACase() throws IOException {
        assertThat(folders(CASES).map(folder -> folder.getFileName().toString()))
                .containsExactlyElementsOf(Sender.ALL.stream().map(Sender::name).toList());
    }

    private static JsonNode happened(
            Sender sender, WebhookRequest delivery, Map<String, String> settings) {
        ArrayNode published = JSON.createArrayNode();
        Reception reception =
                Post.reception(
                        settings,
                        (topic, key, attributes, body) -> {
                            ObjectNode event = published.addObject();
                            event.put("topic", topic).put("key", key.toString());
                            event.set("attributes", JSON.valueToTree(attributes));
                            event.set("data", tree(body));
                            return new Result.Done<>(true);
                        },
                        Access.OPEN);
        return switch (reception.take(sender, Caller.ANYBODY, delivery)) {
            case ReceptionResult.Accepted(WebhookAnswer taken) -> {
                ObjectNode all = JSON.createObjectNode();
                all.set("published", published);
                all.set("leftOut", JSON.valueToTree(taken.leftOut()));
                yield all;
            }
            case ReceptionResult.Refused(Reading.Broken(String field, String reason, var _)) ->
                    JSON.createObjectNode().put("field", field).put("reason", reason);
            case ReceptionResult other -> throw new AssertionError(other);
        };
    }

    private static JsonNode tree(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Map<String, String> properties(Path file) throws IOException {
        Properties read = new Properties();
        if (Files.exists(file)) {
            try (Reader reader = Files.newBufferedReader(file)) {
                read.load(reader);
            }
        }
        return read.entrySet().stream()
                .collect(
                        Collectors.toMap(
                                e -> e.getKey().toString(),
                                e -> e.getValue().toString(),
                                (a, b) -> b,
                                HashMap::new));
    }
}
