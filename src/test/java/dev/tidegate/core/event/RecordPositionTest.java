package dev.tidegate.core.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordPositionTest {

    private static final RecordPosition PLACE = new RecordPosition("tidegate.deployments-3", 1042);

    @Test
    void isWrittenAndReadAgain() {
        assertThat(PLACE).hasToString("tidegate.deployments-3@1042");
        assertThat(RecordPosition.parse(PLACE.toString())).contains(PLACE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "@1", "t-3", "t-3@", "t-3@x", "knative-null@null"})
    void whatIsNoPlaceIsNone(String text) {
        assertThat(RecordPosition.parse(text)).isEmpty();
    }

    @Test
    void isBehindWhatWasWrittenBeforeOnTheSamePartition() {
        assertThat(PLACE.isBehind(new RecordPosition("tidegate.deployments-3", 1041))).isTrue();
        assertThat(PLACE.isBehind(PLACE)).isFalse();
        assertThat(PLACE.isBehind(new RecordPosition("tidegate.deployments-4", 1041))).isFalse();
    }
}
