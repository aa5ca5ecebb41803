package dev.tidegate.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import dev.tidegate.quality.StrictManifest;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The Triggers of {@code functions/broker}: an event through a Broker has its function, too. */
class TriggersTest {

    private static final Path FUNCTIONS = Path.of("functions");
    private static final Path BROKER = FUNCTIONS.resolve("broker");

    @ParameterizedTest
    @EnumSource
    void everyTypeComesToTheFunctionThatReadsItsTopic(EventType type) {
        assertThat(triggered(type.type())).containsExactly(function(type.topic()));
        if (type.data() == ServiceData.class) {
            assertThat(triggered(type.type() + ".0.2.0")).containsExactly(function(type.topic()));
        }
    }

    private static List<String> triggered(String type) {
        return Stream.of("triggers.yaml", "command.yaml", "verdict.yaml")
                .flatMap(file -> StrictManifest.documents(BROKER.resolve(file)).stream())
                .filter(trigger -> all(trigger.at("/spec/filters"), type))
                .map(trigger -> trigger.at("/spec/subscriber/ref/name").asText())
                .toList();
    }

    private static boolean all(JsonNode filters, String type) {
        return StreamSupport.stream(filters.spliterator(), false).allMatch(f -> passes(f, type));
    }

    /** CloudEvents Subscriptions API, the dialects that ours use. */
    private static boolean passes(JsonNode filter, String type) {
        String dialect = filter.fieldNames().next();
        JsonNode given = filter.path(dialect);
        return switch (dialect) {
            case "exact" -> type.equals(given.path("type").asText());
            case "prefix" -> type.startsWith(given.path("type").asText());
            case "any" ->
                    StreamSupport.stream(given.spliterator(), false).anyMatch(f -> passes(f, type));
            default -> throw new IllegalArgumentException("filter " + dialect);
        };
    }

    private static String function(String topic) {
        return List.of("deploy-started", "alert", "step-timer", "command").stream()
                .filter(name -> reads(FUNCTIONS.resolve(name), topic))
                .findFirst()
                .orElseThrow();
    }

    private static boolean reads(Path folder, String topic) {
        return StrictManifest.documents(folder.resolve("source.yaml"))
                .getFirst()
                .at("/spec/topics")
                .valueStream()
                .anyMatch(read -> read.asText().equals(topic));
    }
}
