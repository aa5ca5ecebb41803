package dev.tidegate.adapter.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.controller.StepTimers;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.rollout.Scenes;
import dev.tidegate.message.CloudEventCodec;
import dev.tidegate.message.Decoded;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

import java.time.Clock;
import java.time.ZoneOffset;

class TimerEventTest {

    @Test
    void timerIsTheSameEventByWhicheverWayItComes() {
        Rollout due = Scenes.progressing(Scenes.plan());
        // Given a timer that went over its topic
        ProducerRecord<byte[], byte[]> sent = KafkaOutcomes.timer(due, Scenes.START);
        ConsumerRecord<byte[], byte[]> received =
                new ConsumerRecord<>(sent.topic(), 0, 0, sent.key(), sent.value());
        sent.headers().forEach(received.headers()::add);
        CloudEventCodec codec = new CloudEventCodec(Clock.fixed(Scenes.START, ZoneOffset.UTC));
        // Then it is the one that a tick makes
        assertThat(ReceivedRecord.decode(codec, NamespaceTopics.OFF, received))
                .isEqualTo(new Decoded.Event(StepTimers.event(due, Scenes.START), Topics.TIMERS));
    }
}
