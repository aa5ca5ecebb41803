package dev.tidegate.adapter.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.tidegate.core.event.Action;
import dev.tidegate.core.event.Initiator;
import dev.tidegate.core.event.RolloutEvent;
import dev.tidegate.core.rollout.Refusal;
import dev.tidegate.core.rollout.Scenes;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

class RefusedDataTest {

    @Test
    void schemaNamesTheFieldsThatAreWrittenAndRequiresThoseOfEveryEvent() throws IOException {
        List<String> fields =
                Arrays.stream(RefusedData.class.getRecordComponents())
                        .map(RecordComponent::getName)
                        .toList();
        JsonNode schema =
                new ObjectMapper().readTree(Path.of("kafka/schemas/event-refused.json").toFile());
        assertThat(schema.path("properties").fieldNames())
                .toIterable()
                .containsExactlyInAnyOrderElementsOf(fields);
        assertThat(schema.path("required"))
                .extracting(JsonNode::asText)
                .containsExactlyInAnyOrderElementsOf(
                        fields.stream().filter(field -> !field.equals("initiator")).toList());
    }

    private static RefusedData refused(RolloutEvent event, String reason) {
        return RefusedData.of(event.service(), Refusal.of(event, reason));
    }

    @Test
    void refusedCommandTellsWhoGaveItAndWhyBesideTheReasonOfTheRefusal() {
        RefusedData told = refused(Scenes.command("c", Action.RETRY), "it is live");
        assertThat(told.reason()).isEqualTo("it is live");
        assertThat(told.initiator()).isEqualTo(new Initiator("somebody", "why not"));
        assertThat(refused(Scenes.alert("a", "v2"), "too late").initiator()).isNull();
    }
}
