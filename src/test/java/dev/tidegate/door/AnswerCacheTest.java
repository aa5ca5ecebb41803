package dev.tidegate.door;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

class AnswerCacheTest {

    private static final Duration LONG = Duration.ofDays(1);

    private final AnswerCache<String, Integer> memory =
            new AnswerCache<>(2, Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));

    @Test
    void answerThatWasNotAskedForLongestGoesFirst() {
        memory.put("a", 1);
        memory.put("b", 2);
        assertThat(memory.within(LONG, "a")).contains(1);
        memory.put("c", 3);
        assertThat(memory.within(LONG, "b")).isEmpty();
        assertThat(memory.within(LONG, "a")).contains(1);
        assertThat(memory.within(LONG, "c")).contains(3);
    }
}
