package dev.tidegate.adapter.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidegate.core.event.RecordPosition;
import dev.tidegate.core.event.RolloutEvent;
import dev.tidegate.core.event.RolloutEvent.AlertFired;
import dev.tidegate.core.event.RolloutEvent.DeployStarted;
import dev.tidegate.message.CloudEventCodec;
import dev.tidegate.message.Decoded;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** What a record tells of its event beside what its sender wrote. */
class ReceivedRecordTest {

    private static final Instant SAID = Instant.parse("2026-01-31T12:00:00Z");
    private static final Instant WRITTEN = SAID.plusMillis(7);

    private static RolloutEvent received(String topic, String type, String data, long written) {
        String event =
                """
                {"specversion": "1.0", "id": "e", "source": "/ci", "time": "%s", "type": "dev.tidegate.%s",
                 "data": {"namespace": "shop", "service": "cart", %s}}
                """
                        .formatted(SAID, type, data);
        Decoded decoded =
                ReceivedRecord.decode(
                        new CloudEventCodec(Clock.systemUTC()),
                        NamespaceTopics.OFF,
                        new ConsumerRecord<>(
                                topic,
                                3,
                                1042,
                                written,
                                TimestampType.CREATE_TIME,
                                0,
                                event.length(),
                                new byte[0],
                                event.getBytes(UTF_8),
                                new RecordHeaders(),
                                Optional.empty()));
        return ((Decoded.Event) decoded).event();
    }

    private static AlertFired alert(long written) {
        String data =
                """
                "alert": "a", "severity": "s", "fingerprint": "f", "startsAt": "2026-01-31T12:00:00Z"\
                """;
        return (AlertFired) received("tidegate.alerts", "alert.fired", data, written);
    }

    @Test
    void deploymentKnowsWhereItStands() {
        RolloutEvent event =
                received(
                        "tidegate.deployments",
                        "deploy.started",
                        "\"version\": \"v2\"",
                        WRITTEN.toEpochMilli());
        assertThat(((DeployStarted) event).place())
                .contains(new RecordPosition("tidegate.deployments-3", 1042));
    }

    @Test
    void alertKnowsWhenItsRecordWasWritten() {
        assertThat(alert(WRITTEN.toEpochMilli()))
                .satisfies(a -> assertThat(a.written()).isEqualTo(WRITTEN))
                .satisfies(a -> assertThat(a.time()).isEqualTo(SAID));
    }

    @Test
    void alertWhoseRecordHasNoTimeIsOfItsOwnTime() {
        assertThat(alert(ConsumerRecord.NO_TIMESTAMP).written()).isEqualTo(SAID);
    }
}
