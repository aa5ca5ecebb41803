package dev.tidegate.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The examples of the repository, from which inputs are made. */
final class Examples {

    static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    private static final Path RESOURCES = Path.of("src", "test", "resources");

    private Examples() {}

    /** All events of {@code kafka/examples}, right and wrong, in the structured mode. */
    static List<Input> events() {
        return files(Path.of("kafka", "examples"), f -> f.toString().endsWith(".json"))
                .map(
                        file ->
                                Input.of(
                                        file.toString(),
                                        Map.of("content-type", "application/cloudevents+json"),
                                        text(file)))
                .toList();
    }

    /** The same in the binary mode, each attribute with this prefix. */
    static List<Input> binaryEvents(String prefix) {
        return events().stream().map(event -> binary(event, prefix)).toList();
    }

    private static Input binary(Input event, String prefix) {
        try {
            JsonNode all = Loose.JSON.readTree(event.text());
            Map<String, String> headers = new TreeMap<>();
            for (Map.Entry<String, JsonNode> field : all.properties()) {
                String name = field.getKey();
                if (name.equals("datacontenttype")) {
                    headers.put("content-type", field.getValue().asText());
                } else if (!name.equals("data")) {
                    headers.put(prefix + name, field.getValue().asText());
                }
            }
            return Input.of(event.origin(), headers, all.path("data").toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The inputs of the cases that end so: headers, an empty line, a body. */
    static List<Input> caseEvents(String ending) {
        return files(RESOURCES.resolve("cases"), f -> f.getFileName().toString().startsWith("in"))
                .filter(f -> f.toString().endsWith(ending))
                .filter(f -> text(f).matches("(?s)([\\w-]+:.*?\n)+\n.*"))
                .map(f -> Input.pinned(f.toString(), bytes(f)))
                .toList();
    }

    /** The payloads of a sender. */
    static List<Input> webhooks(String sender) {
        Stream<Path> golden =
                files(RESOURCES.resolve("webhooks").resolve(sender), f -> f.endsWith("in.json"));
        Stream<Path> cases =
                files(RESOURCES.resolve("cases"), f -> f.toString().endsWith(".json"))
                        .filter(f -> Files.exists(f.resolveSibling("sender")))
                        .filter(f -> text(f.resolveSibling("sender")).strip().equals(sender));
        return Stream.concat(golden, cases)
                .map(f -> Input.of(f.toString(), headers(f), text(f)))
                .toList();
    }

    private static Map<String, String> headers(Path payload) {
        Path file = payload.resolveSibling("headers.properties");
        Map<String, String> headers = new TreeMap<>();
        if (Files.exists(file)) {
            Properties read = new Properties();
            try (Reader reader = Files.newBufferedReader(file)) {
                read.load(reader);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            read.forEach((name, value) -> headers.put(name.toString(), value.toString()));
        }
        return headers;
    }

    /** The YAML files below a folder of test resources. */
    static List<Input> yaml(String below, String name) {
        return files(
                        RESOURCES.resolve(below),
                        f ->
                                f.getFileName().toString().contains(name)
                                        && f.toString().endsWith(".yaml"))
                .map(f -> Input.of(f.toString(), Map.of(), text(f)))
                .toList();
    }

    /** A YAML text as the JSON that an API server makes of it. */
    static Input json(Input yaml) {
        try {
            return Input.of(yaml.origin(), Map.of(), YAML.readTree(yaml.text()).toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Stream<Path> files(Path below, Predicate<Path> which) {
        try (Stream<Path> files = Files.walk(below)) {
            return files.filter(Files::isRegularFile).filter(which).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
