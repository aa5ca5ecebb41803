package dev.tidegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.tidegate.cases.Case;
import dev.tidegate.cases.Outcome;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Each payload of the cases that are read becomes what is right, or is refused for it. */
class ReadCasesTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir Path folder = Path.of("");

    static List<Case> cases() {
        return Case.by("read");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void payloadBecomesWhatIsRight(Case each) throws Throwable {
        // When
        List<JsonNode> events = new ArrayList<>();
        List<Integer> exits = new ArrayList<>();
        StringBuilder said = new StringBuilder();
        for (Map.Entry<String, String> input : each.files("in").entrySet()) {
            Ran ran = Ran.of(arguments(each, input.getKey(), input.getValue()));
            events.addAll(ran.events());
            exits.add(ran.exit());
            said.append(ran.said());
        }
        Outcome outcome = new Outcome(exits, said.toString());
        // Then
        each.check(
                () -> {
                    outcome.assertIs(each.right());
                    List<Map<String, Object>> right = Case.list(each.right(), "events");
                    assertThat(events).hasSameSizeAs(right);
                    for (int i = 0; i < right.size(); i++) {
                        assertHas(events.get(i), JSON.valueToTree(right.get(i)));
                    }
                });
        each.today().ifPresent(outcome::assertIs);
    }

    private static void assertHas(JsonNode event, JsonNode right) {
        for (Map.Entry<String, JsonNode> wanted : right.properties()) {
            if (wanted.getKey().equals("data")) {
                assertHas(event.path("data"), wanted.getValue());
            } else {
                assertThat(event.path(wanted.getKey()))
                        .as(wanted.getKey())
                        .isEqualTo(wanted.getValue());
            }
        }
    }

    /** An {@code in.json} is a body with its headers beside it; others begin with them. */
    private String[] arguments(Case each, String name, String text) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("read"));
        if (name.endsWith(".json")) {
            String sender = each.files("sender").getOrDefault("sender", "cloudevent").strip();
            arguments.addAll(List.of(sender, each.folder().resolve(name).toString()));
            addHeaders(
                    arguments,
                    each.files("headers.properties"),
                    line -> line.replaceFirst("=", ": "));
            addHeaders(arguments, each.files("headers.txt"), line -> line);
            if (sender.equals("cloudevent") && each.files("headers").isEmpty()) {
                arguments.addAll(List.of("--header", "content-type: application/cloudevents+json"));
            }
        } else {
            String[] parts = text.split("\n\n", 2);
            Path body = Files.writeString(folder.resolve(name), parts[1]);
            arguments.addAll(
                    List.of(name.endsWith(".http") ? "cloudevent" : "kafka", body.toString()));
            addHeaders(arguments, Map.of(name, parts[0]), line -> line);
        }
        return arguments.toArray(String[]::new);
    }

    private static void addHeaders(
            List<String> arguments, Map<String, String> files, Function<String, String> header) {
        files.values().stream()
                .flatMap(String::lines)
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .forEach(line -> arguments.addAll(List.of("--header", header.apply(line))));
    }
}
