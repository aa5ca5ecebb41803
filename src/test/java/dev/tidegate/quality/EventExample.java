package dev.tidegate.quality;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;

import dev.tidegate.message.CloudEventCodec;
import dev.tidegate.message.Decoded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** An event as a page shows it: a structured CloudEvent. */
record EventExample(String json) {

    private static final Map<String, String> STRUCTURED =
            Map.of("content-type", "application/cloudevents+json");

    /**
     * What is wrong with it: its data by the schema of its type, and what the product says of it.
     */
    List<String> problems() {
        JsonNode event = tree();
        String type = event.path("type").asText();
        String data = event.path("data").toString();
        Stream<String> bySchema =
                SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(schema(type), InputFormat.JSON)
                        .validate(data, InputFormat.JSON)
                        .stream()
                        .map(Object::toString);
        return Stream.concat(bySchema, byCodec(type)).toList();
    }

    String type() {
        return tree().path("type").asText();
    }

    private Stream<String> byCodec(String type) {
        if (told(type)) {
            return Stream.of();
        }
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        return new CloudEventCodec(Clock.systemUTC()).decode(STRUCTURED, body)
                        instanceof Decoded.Poison poison
                ? Stream.of(poison.field() + " " + poison.reason())
                : Stream.of();
    }

    /** Whether Tidegate tells it and does not read it. */
    private static boolean told(String type) {
        return type.startsWith("dev.tidegate.rollout.")
                || type.startsWith("dev.cdevents.service.rolledback.")
                || type.equals("dev.tidegate.version.scaled")
                || type.equals("dev.tidegate.event.refused");
    }

    private static String schema(String type) {
        String name = type.replace("dev.tidegate.", "").replace('.', '-');
        String file =
                Map.of(
                                "alert-",
                                "alert",
                                "rollout-",
                                "rollout",
                                "dev-cdevents-service-deployed",
                                "cdevents-service",
                                "dev-cdevents-service-rolledback",
                                "cdevents-outcome")
                        .entrySet()
                        .stream()
                        .filter(known -> name.startsWith(known.getKey()))
                        .map(Map.Entry::getValue)
                        .findFirst()
                        .orElse(name);
        try {
            return Files.readString(Path.of("kafka", "schemas", file + ".json"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private JsonNode tree() {
        try {
            return new ObjectMapper().readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(json, e);
        }
    }
}
