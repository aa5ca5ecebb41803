package dev.tidegate.adapter.kafka;

import static dev.tidegate.core.rollout.Scenes.*;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.tidegate.core.rollout.Scaling;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

class ScaledDataTest {

    @Test
    void schemaNamesTheFieldsThatAreWrittenAndRequiresAll() throws IOException {
        List<String> fields =
                Arrays.stream(ScaledData.class.getRecordComponents())
                        .map(RecordComponent::getName)
                        .toList();
        JsonNode schema =
                new ObjectMapper().readTree(Path.of("kafka/schemas/version-scaled.json").toFile());
        assertThat(schema.path("properties").fieldNames())
                .toIterable()
                .containsExactlyElementsOf(fields);
        assertThat(schema.path("required"))
                .extracting(JsonNode::asText)
                .containsExactlyElementsOf(fields);
    }

    @Test
    void whoseDeploymentItIsIsNamedByThePolicysTemplate() {
        ScaledData told =
                ScaledData.of(
                        succeeded(plan()), V1, Scaling.wanted(3, 0, START, "it is not needed"));
        assertThat(told)
                .isEqualTo(
                        new ScaledData(
                                "bookinfo",
                                "reviews",
                                "reviews-1",
                                "uid-1",
                                "v1",
                                "reviews-v1",
                                3,
                                0,
                                "it is not needed"));
    }
}
