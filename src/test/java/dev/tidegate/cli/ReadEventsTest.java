package dev.tidegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** CloudEvents are shown as they were understood. */
class ReadEventsTest {

    @TempDir Path folder = Path.of("");

    @ParameterizedTest
    @ValueSource(strings = {"kafka", "cloudevent"})
    void attributesAreThoseOfTheHeadersInEitherCase(String sender) throws IOException {
        // Given
        Path data =
                payload("{\"namespace\":\"bookinfo\",\"service\":\"reviews\",\"version\":\"v2\"}");
        String prefix = sender.equals("kafka") ? "ce_" : "ce-";
        // When
        Ran ran =
                Ran.of(
                        "read",
                        sender,
                        data.toString(),
                        "--header=" + prefix + "specversion: 1.0",
                        "--header=" + prefix + "ID:build 1:2",
                        "--header=" + prefix + "source: /ci",
                        "--header=" + prefix + "type: dev.tidegate.deploy.started",
                        "--header=" + prefix + "time: 2026-01-31T12:00:00+01:00",
                        "--header=Content-Type: application/json");
        // Then
        assertThat(ran.exit()).as(ran.err()).isZero();
        assertThat(ran.events())
                .singleElement()
                .satisfies(
                        event -> {
                            assertThat(event.path("id").asText()).isEqualTo("build 1:2");
                            assertThat(event.path("source").asText()).isEqualTo("/ci");
                            assertThat(event.path("subject").asText())
                                    .isEqualTo("bookinfo/reviews");
                            assertThat(event.path("time").asText())
                                    .isEqualTo("2026-01-31T11:00:00Z");
                        });
    }

    @Test
    void cdEventIsShownAsTheDeploymentThatItIs() throws IOException {
        // Given an environment that is another namespace here
        String example = "kafka/examples/cdevents-service-deployed.json";
        String environment =
                "TIDEGATE_CDEVENTS_NAMESPACE_"
                        + json(example).at("/data/subject/content/environment/id").asText();
        // When
        Ran ran =
                Ran.read(
                        Map.of(environment.toUpperCase(Locale.ROOT), "shop"),
                        InputStream.nullInputStream(),
                        List.of("kafka", example));
        // Then
        assertThat(ran.events())
                .singleElement()
                .satisfies(
                        event -> {
                            assertThat(event.path("type").asText())
                                    .isEqualTo("dev.tidegate.deploy.started");
                            assertThat(event.path("id")).isEqualTo(json(example).path("id"));
                            assertThat(event.at("/data/namespace").asText()).isEqualTo("shop");
                        });
    }

    @Test
    void alertWithoutATimeIsShownWithTheOneItIsGiven() throws IOException {
        // Given
        Path alert =
                payload(
                        Files.readString(Path.of("kafka/examples/alert-fired.json"))
                                .replaceFirst("\"time\": \"[^\"]+\",", ""));
        // When
        Ran ran = Ran.of("read", "cloudevent", alert.toString());
        // Then
        assertThat(ran.events())
                .singleElement()
                .satisfies(
                        event ->
                                assertThat(
                                                Duration.between(
                                                        Instant.parse(event.path("time").asText()),
                                                        Instant.now()))
                                        .isLessThan(Duration.ofMinutes(1)));
    }

    private static JsonNode json(String file) throws IOException {
        return new ObjectMapper().readTree(Path.of(file).toFile());
    }

    private Path payload(String text) throws IOException {
        return Files.writeString(folder.resolve("payload.json"), text);
    }
}
