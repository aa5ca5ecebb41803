package dev.tidegate.adapter.streams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.messages.ForPeople;

import org.junit.jupiter.api.Test;

import java.util.Map;

class AnalysisTopicsTest {

    @Test
    void bothTopicsHaveTheSameNumberOfPartitions() {
        assertThat(AnalysisTopics.told(Map.of("tidegate.readings", 8, "tidegate.live", 8)))
                .isEmpty();
        String trouble =
                AnalysisTopics.told(Map.of("tidegate.readings", 8, "tidegate.live", 4))
                        .orElseThrow();
        assertThat(trouble)
                .isEqualTo(
                        "topic tidegate.readings has 8 partitions and tidegate.live has 4; give"
                                + " both the same number");
        assertThat(ForPeople.problems(trouble)).isEmpty();
    }

    @Test
    void withoutBrokerItIsSaidThatNoneIsThere() {
        assertThat(AnalysisTopics.trouble(Map.of("bootstrap.servers", "localhost:1")).orElseThrow())
                .startsWith("topic tidegate.")
                .contains("Kafka gives no answer in time");
    }
}
