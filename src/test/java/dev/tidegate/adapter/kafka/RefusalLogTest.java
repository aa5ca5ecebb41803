package dev.tidegate.adapter.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class RefusalLogTest {

    private static ConsumerRecord<byte[], byte[]> told(@Nullable String value) {
        ConsumerRecord<byte[], byte[]> told =
                new ConsumerRecord<>(
                        Topics.ROLLOUTS, 0, 0, null, value == null ? null : value.getBytes(UTF_8));
        told.headers().add("ce_type", KafkaOutcomes.REFUSED.getBytes(UTF_8));
        return told;
    }

    @Test
    void refusalThatANewerReleaseWroteIsRead() {
        assertThat(
                        RefusalLog.refused(
                                told(
                                        """
                                        {"namespace": "bookinfo", "service": "reviews", "event": "/ci e-1",
                                         "reason": "why", "more": 1}\
                                        """)))
                .hasValueSatisfying(
                        refused -> {
                            assertThat(refused.event()).isEqualTo("/ci e-1");
                            assertThat(refused.reason()).isEqualTo("why");
                            assertThat(refused.initiator()).isEmpty();
                        });
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "null", "[]", "not JSON", "{\"event\": \"/ci e-1\"}"})
    void whatIsNoneHidesNoOther(@Nullable String value) {
        assertThat(RefusalLog.refused(told(value))).isEmpty();
    }
}
