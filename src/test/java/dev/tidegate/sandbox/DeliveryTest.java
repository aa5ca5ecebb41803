package dev.tidegate.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

class DeliveryTest {

    @ParameterizedTest
    @CsvSource({"ce_partition key, x", "ce_Team, x", "content-type, 'text/plain\n'"})
    void recordWithAHeaderThatNoEventHasIsDeliveredAsAPlainOne(String name, String value) {
        ConsumerRecord<byte[], byte[]> message =
                new ConsumerRecord<>("tidegate.alerts", 3, 7, null, new byte[1]);
        for (String attribute : List.of("specversion", "id", "source", "type")) {
            message.headers().add("ce_" + attribute, "1.0".getBytes(UTF_8));
        }
        assertThat(DeliveredHeaders.of(message)).containsEntry("ce-id", "1.0");
        message.headers().add(name, value.getBytes(UTF_8));
        assertThat(DeliveredHeaders.of(message))
                .containsEntry("ce-type", "dev.knative.kafka.event")
                .containsEntry("ce-id", "partition:3/offset:7");
    }

    @ParameterizedTest
    @ValueSource(strings = {"deploy-started", "alert", "step-timer", "command"})
    void triesAndWaitsAsTheSourceThatItStandsInFor(String function) throws IOException {
        JsonNode source =
                new ObjectMapper(new YAMLFactory())
                        .readTree(Path.of("functions", function, "source.yaml").toFile());
        JsonNode delivery = source.at("/spec/delivery");
        assertThat(Delivery.RETRIES).isEqualTo(delivery.path("retry").asInt());
        assertThat("linear").isEqualTo(delivery.path("backoffPolicy").asText());
        assertThat(Delivery.BACK_OFF)
                .isEqualTo(Duration.parse(delivery.path("backoffDelay").asText()));
        assertThat(Delivery.TIMEOUT).isEqualTo(Duration.parse(delivery.path("timeout").asText()));
    }
}
