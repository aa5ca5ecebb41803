package dev.tidegate.controller;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimerIdTest {

    @Test
    void isToldByTheIdentityOfItsEvent() {
        TimerId id = new TimerId("6f1c1f5e-5f0e-4a3c-9d0b-1e2d3c4b5a69", 12);
        assertThat(id).hasToString("6f1c1f5e-5f0e-4a3c-9d0b-1e2d3c4b5a69/12/due");
        assertThat(id.identity()).isEqualTo("/tidegate " + id);
        assertThat(TimerId.is(id.identity())).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "cluster", "/ci build-1", "/ci a/1/due", "/tidegate a/1/over"})
    void otherEventsAreNoTimers(String identity) {
        assertThat(TimerId.is(identity)).isFalse();
    }
}
