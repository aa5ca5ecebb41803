package dev.tidegate.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

class BrokerTest {

    @TempDir Path data;

    @Test
    void recordsSurviveARestartOnTheSamePort() throws Exception {
        // Given a broker with a record
        try (Broker broker = Broker.start(0, data)) {
            broker.createTopics(1);
            String address = broker.bootstrapServers();
            Map<String, Object> client = Map.of("bootstrap.servers", address);
            try (var producer =
                    new KafkaProducer<>(client, new StringSerializer(), new StringSerializer())) {
                producer.send(new ProducerRecord<>("tidegate.alerts", "a/b", "kept")).get();
            }

            // When it is restarted
            broker.restart();

            // Then the record is there at the same address
            assertThat(broker.bootstrapServers()).isEqualTo(address);
            List<String> seen = new ArrayList<>();
            try (var consumer =
                    new KafkaConsumer<>(
                            client, new StringDeserializer(), new StringDeserializer())) {
                var partition = new TopicPartition("tidegate.alerts", 0);
                consumer.assign(List.of(partition));
                consumer.seekToBeginning(List.of(partition));
                Awaitility.await()
                        .until(
                                () -> {
                                    consumer.poll(Duration.ofMillis(100))
                                            .forEach(r -> seen.add(r.value()));
                                    return !seen.isEmpty();
                                });
            }
            assertThat(seen).containsExactly("kept");
        }
    }

    @Test
    void portInUseIsSaid() {
        // Given a broker
        try (Broker broker = Broker.start(0, data.resolve("one"))) {
            int port = Integer.parseInt(broker.bootstrapServers().split(":", 2)[1]);

            // When another starts on its port, then the message names the port
            assertThatThrownBy(() -> Broker.start(port, data.resolve("two")))
                    .isInstanceOf(Trouble.class)
                    .hasMessageContaining(
                            "port " + port + ", which the Kafka broker needs, is in use");
        }
    }

    @Test
    void brokerThatCannotGoOnEndsNoProcess() {
        // Given a broker
        try (Broker broker = Broker.start(0, data.resolve("one"))) {
            // When another is to listen for its controller where the first one listens
            Map<String, String> taken =
                    Map.of(
                            "listeners",
                            "CLIENT://localhost:%d,CONTROLLER://%s"
                                    .formatted(Net.freePort(), broker.bootstrapServers()));

            // Then it does not start, and the process of both goes on
            assertThatThrownBy(() -> Broker.start(0, data.resolve("two"), taken))
                    .isInstanceOf(RuntimeException.class);
            assertThat(broker.bootstrapServers()).isNotEmpty();
        }
    }

    @Test
    void manyBrokersHaveRoomInOneProcess() {
        // Given as many brokers as integration tests may hold at a time
        List<Broker> brokers = new ArrayList<>();
        try {
            for (int i = 0; i < 8; i++) {
                brokers.add(Broker.start(0, data.resolve("broker-" + i)));
            }
            // Then each serves, in the heap that a test's process has
            assertThatCode(() -> brokers.forEach(broker -> broker.createTopics(1)))
                    .doesNotThrowAnyException();
        } finally {
            brokers.forEach(Broker::close);
        }
    }
}
