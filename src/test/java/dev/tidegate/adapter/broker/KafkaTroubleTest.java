package dev.tidegate.adapter.broker;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** No text of Kafka's own comes through, whatever the broker answers. */
class KafkaTroubleTest {

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"NONE", "INVALID_CONFIG"})
    void everyErrorOfTheProtocolIsSaidInOurWords(Errors error) {
        assertThat(KafkaTrouble.of(error.exception()))
                .isNotBlank()
                .doesNotContain(error.message())
                .doesNotContain("Exception");
    }

    @Test
    void innermostCauseThatIsKnownIsSaid() {
        var missing = new UnknownTopicOrPartitionException("rubbish");
        assertThat(
                        KafkaTrouble.of(
                                new KafkaException(
                                        "not sent", new TimeoutException("late", missing))))
                .isEqualTo("is missing; create it with kafka/topics.sh");
    }

    @Test
    void whatIsNotKnownDoesNotGuess() {
        assertThat(KafkaTrouble.of(new IllegalStateException("closed")))
                .isEqualTo("Kafka fails and does not say why; look at its log");
    }
}
