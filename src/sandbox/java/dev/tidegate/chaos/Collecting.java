package dev.tidegate.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.tidegate.chaos.history.Entry;
import dev.tidegate.chaos.history.History;
import dev.tidegate.chaos.history.Rollouts;
import dev.tidegate.chaos.site.Machine;
import dev.tidegate.chaos.site.Post;

import org.apache.kafka.clients.consumer.ConsumerRecord;

import java.io.IOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.stream.Stream;

/** Reads what is left of a run: topics, offsets, objects, and logs. */
final class Collecting {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> NO_MOVE = List.of("unchanged", "noted");
    private static final List<String> KINDS = List.of(Rollouts.KIND, "VirtualService");

    private final Stage stage;

    Collecting(Stage stage) {
        this.stage = stage;
    }

    /** All that is known in the end. */
    History history() {
        stage.outcomes().forEach(stage.journal()::add);
        stage.records("tidegate.dead-letters").forEach(r -> stage.journal().add(letter(r)));
        stage.consumed().forEach(stage.journal()::add);
        stage.site().machines().forEach(this::log);
        for (String kind : KINDS) {
            stage.objects(kind).forEach(o -> stage.journal().add(new Entry.Found(kind, o)));
        }
        return stage.journal().history();
    }

    private static Entry letter(ConsumerRecord<String, byte[]> message) {
        return new Entry.Letter(
                Stage.header(message, "tidegate-topic"),
                Integer.parseInt(Stage.header(message, "tidegate-partition")),
                Long.parseLong(Stage.header(message, "tidegate-offset")));
    }

    private void log(Machine machine) {
        machine.lines().stream()
                .filter(line -> line.contains("\"eventId\":\"" + Post.SOURCE + " "))
                .flatMap(Collecting::read)
                .filter(line -> NO_MOVE.contains(line.at("/mdc/outcome").asText()))
                .forEach(line -> stage.journal().add(said(machine, line)));
    }

    private Entry.Said said(Machine machine, JsonNode line) {
        Instant time = OffsetDateTime.parse(line.path("timestamp").asText()).toInstant();
        JsonNode fields = line.path("mdc");
        return new Entry.Said(
                stage.journal().micros(time),
                machine.name(),
                fields.path("eventId").asText(),
                fields.path("outcome").asText(),
                fields.path("reason").asText());
    }

    /** A line that was cut off by a kill says nothing. */
    private static Stream<JsonNode> read(String line) {
        try {
            return Stream.of(JSON.readTree(line));
        } catch (IOException e) {
            return Stream.empty();
        }
    }
}
