package dev.tidegate.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

class DeliveryTest {

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
