package dev.tidegate.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** What the dispatcher makes of a record, as Knative's does. */
class KafkaEventTest {

    private static final Instant WRITTEN = Instant.parse("2026-01-31T12:00:00.007Z");

    private static final Map<String, String> EVENT =
            Map.of(
                    "ce_specversion", "1.0",
                    "ce_id", "a b%20é",
                    "ce_source", "/ci/my%20job",
                    "ce_type", "t",
                    "ce_time", "2026-01-31T12:00:00+00:00",
                    "content-type", "application/json");

    private static ConsumerRecord<byte[], byte[]> message(
            String value, Map<String, String> headers) {
        ConsumerRecord<byte[], byte[]> message =
                new ConsumerRecord<>(
                        "tidegate.alerts",
                        3,
                        7,
                        WRITTEN.toEpochMilli(),
                        TimestampType.CREATE_TIME,
                        1,
                        1,
                        "bookinfo/reviews".getBytes(UTF_8),
                        value.getBytes(UTF_8),
                        new RecordHeaders(),
                        Optional.empty());
        headers.forEach((name, text) -> message.headers().add(name, text.getBytes(UTF_8)));
        return message;
    }

    private static Map<String, String> delivered(String value, Map<String, String> headers) {
        return KafkaEvent.of(message(value, headers), "alert").orElseThrow().headers();
    }

    @Test
    void cloudEventIsDeliveredWithItsPlaceAndNoValueIsEncoded() {
        assertThat(delivered("{}", EVENT))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of(
                                "Prefer", "reply",
                                "Kn-Namespace", "sandbox",
                                "ce-specversion", "1.0",
                                "ce-id", "a b%20?",
                                "ce-source", "/ci/my%20job",
                                "ce-type", "t",
                                "ce-time", "2026-01-31T12:00:00Z",
                                "ce-knativekafkapartition", "3",
                                "ce-knativekafkaoffset", "7",
                                "content-type", "application/json"));
    }

    @Test
    void deadLetterOfACloudEventHasNoKeyButThatOfItsPartitionkey() {
        KafkaEvent event = KafkaEvent.of(message("{}", EVENT), "alert").orElseThrow();
        assertThat(event.sunk("t").key()).isNull();
        assertThat(event.with("partitionkey", "k").sunk("t").key()).isEqualTo("k".getBytes(UTF_8));
    }

    @ParameterizedTest
    @CsvSource({
        "ce_time, half past nine, kafkaheadercetime",
        "ce_source, a b, kafkaheadercesource",
        "ce_partition key, x, kafkaheadercepartitionkey",
        "ce_specversion, 2.0, kafkaheadercespecversion",
        "ce-id, x, kafkaheaderceid"
    })
    void whatTheSdkDoesNotReadIsWrapped(String name, String value, String wrapped) {
        Map<String, String> headers = new java.util.HashMap<>(EVENT);
        headers.put(name, value);
        if (name.equals("ce-id")) {
            headers.remove("ce_id");
        }
        assertThat(delivered("{}", headers))
                .containsEntry("ce-" + wrapped, value)
                .containsEntry("ce-type", "dev.knative.kafka.event")
                .containsEntry("ce-id", "partition:3/offset:7")
                .containsEntry("ce-subject", "partition:3#7")
                .containsEntry(
                        "ce-source",
                        "/apis/v1/namespaces/sandbox/kafkasources/alert#tidegate.alerts")
                .containsEntry("ce-time", WRITTEN.toString())
                .containsEntry("ce-key", "bookinfo/reviews")
                .containsEntry("ce-partitionkey", "bookinfo/reviews")
                .containsEntry("ce-knativekafkaoffset", "7")
                .containsEntry("content-type", "application/json");
    }

    @Test
    void deadLetterOfAWrappedRecordHasItsKey() {
        KafkaEvent wrapped = KafkaEvent.of(message("rubbish", Map.of()), "alert").orElseThrow();
        assertThat(wrapped.sunk("t").key()).isEqualTo("bookinfo/reviews".getBytes(UTF_8));
        assertThat(wrapped.sunk("t").value()).isEqualTo("rubbish".getBytes(UTF_8));
    }

    @Test
    void structuredEventIsDeliveredAsABinaryOne() {
        String event =
                """
                {"specversion": "1.0", "id": "e", "source": "/ci", "type": "t", "team": 7, "data": {"a": 1}}\
                """;
        Map<String, String> headers =
                Map.of("content-type", "application/cloudevents+json; charset=UTF-8");
        KafkaEvent made = KafkaEvent.of(message(event, headers), "alert").orElseThrow();
        assertThat(new String(made.data(), UTF_8)).isEqualTo("{\"a\":1}");
        assertThat(made.headers())
                .containsEntry("ce-id", "e")
                .containsEntry("ce-team", "7")
                .containsEntry("content-type", "application/json");
    }

    @Test
    void nameOfAnAttributeMayHaveCapitals() {
        Map<String, String> headers = new java.util.HashMap<>(EVENT);
        headers.put("ce_Team", "x");
        assertThat(delivered("{}", headers)).containsEntry("ce-team", "x");
    }

    @Test
    void recordThatIsNoEventAndHasAHeaderWithoutAValueIsGivenUp() {
        ConsumerRecord<byte[], byte[]> message = message("{}", EVENT);
        byte @Nullable [] none = null;
        message.headers().add("trace", none);
        assertThat(KafkaEvent.of(message, "alert")).isEmpty();
    }
}
