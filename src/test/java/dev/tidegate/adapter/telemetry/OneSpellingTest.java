package dev.tidegate.adapter.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.junit.jupiter.api.Test;

class OneSpellingTest {

    @Test
    void topicIsMeasuredUnderItsOwnNameAlone() {
        var registry = new SimpleMeterRegistry();
        registry.config().meterFilter(new OneSpelling());
        for (String topic :
                new String[] {"tidegate.dead-letters", "tidegate_dead-letters", "a_b"}) {
            registry.gauge(
                    "kafka.consumer.fetch.manager.records.lag",
                    io.micrometer.core.instrument.Tags.of("topic", topic),
                    3);
        }
        registry.counter("tidegate.conflicts");
        assertThat(registry.getMeters().stream().map(m -> "" + m.getId().getTag("topic")))
                .containsExactlyInAnyOrder("tidegate.dead-letters", "a_b", "null");
    }
}
