package dev.tidegate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.tidegate.adapter.cloudevents.CloudEventCodec;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;

import org.junit.jupiter.api.Test;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

class RehearsalTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void samplesLeadToARollback() throws JsonProcessingException {
        // When
        List<String> sent = rehearsal().play();
        // Then
        assertThat(sent).hasSize(2);
        JsonNode rollout = JSON.readTree(sent.get(0));
        assertThat(rollout.at("/status/phase").asText()).isEqualTo("RollingBack");
        JsonNode route = JSON.readTree(sent.get(1)).at("/spec/http/0/route");
        assertThat(route.at("/0/weight").asInt()).isEqualTo(100);
        assertThat(route.at("/1/weight").asInt()).isZero();
    }

    @Test
    void playingAgainGivesTheSame() {
        Rehearsal rehearsal = rehearsal();

        assertThat(rehearsal.play()).isEqualTo(rehearsal.play());
    }

    private static Rehearsal rehearsal() {
        Clock clock = Clock.fixed(Instant.parse("2026-01-31T12:00:31Z"), ZoneOffset.UTC);
        return new Rehearsal(new CloudEventCodec(clock), new KubernetesSerialization());
    }
}
