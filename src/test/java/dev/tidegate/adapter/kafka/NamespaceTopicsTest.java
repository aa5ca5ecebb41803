package dev.tidegate.adapter.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.message.CloudEventCodec;
import dev.tidegate.message.Decoded;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Clock;

class NamespaceTopicsTest {

    private static final ServiceKey CART = new ServiceKey("shop", "cart");

    private static Decoded read(NamespaceTopics mode, String type, String topic) {
        String data =
                switch (type) {
                    case "command" -> "\"command\": \"promote\", \"actor\": \"ci\"";
                    case "step.due" -> "\"rollout\": \"cart-1\", \"uid\": \"u\", \"revision\": 1";
                    case "deploy.started" -> "\"version\": \"v2\"";
                    default ->
                            "\"alert\": \"a\", \"severity\": \"s\", \"fingerprint\": \"f\","
                                    + " \"startsAt\": \"2026-01-31T12:00:00Z\"";
                };
        String event =
                """
                {"specversion": "1.0", "id": "e", "source": "/ci", "time": "2026-01-31T12:00:00Z",
                 "type": "dev.tidegate.%s", "data": {"namespace": "shop", "service": "cart", %s}}
                """
                        .formatted(type, data);
        return ReceivedRecord.decode(
                new CloudEventCodec(Clock.systemUTC()),
                mode,
                new ConsumerRecord<>(topic, 0, 0, new byte[0], event.getBytes(UTF_8)));
    }

    @ParameterizedTest
    @CsvSource({
        "OFF, deploy.started, tidegate.deployments",
        "OFF, command, tidegate.commands",
        "BESIDE, alert.fired, tidegate.alerts",
        "BESIDE, alert.fired, tidegate.alerts.shop",
        "BESIDE, command, tidegate.commands.shop",
        "ONLY, alert.resolved, tidegate.alerts.shop",
        "ONLY, deploy.started, tidegate.deployments.shop",
        "ONLY, step.due, tidegate.timers"
    })
    void eventThatBelongsThereIsRead(NamespaceTopics mode, String type, String topic) {
        assertThat(read(mode, type, topic))
                .isInstanceOfSatisfying(
                        Decoded.Event.class,
                        event -> assertThat(event.event().service()).isEqualTo(CART));
    }

    @ParameterizedTest
    @CsvSource({
        "OFF, command, tidegate.deployments, type, tidegate.commands",
        "OFF, command, tidegate.commands.shop, type, tidegate.commands",
        "BESIDE, command, tidegate.commands.bookinfo, data.namespace, tidegate.commands.shop",
        "BESIDE, command, tidegate.commands.shop2, data.namespace, tidegate.commands.shop",
        "BESIDE, command, tidegate.commands.sho, data.namespace, tidegate.commands.shop",
        "BESIDE, command, tidegate.deployments.shop, type, tidegate.commands",
        "BESIDE, step.due, tidegate.timers.shop, data.namespace, tidegate.timers",
        "ONLY, command, tidegate.commands.bookinfo, data.namespace, tidegate.commands.shop",
        "ONLY, command, tidegate.deployments.shop, type, tidegate.commands.shop",
        "ONLY, alert.fired, tidegate.alerts, type, tidegate.alerts.shop",
        "ONLY, deploy.started, tidegate.deployments, type, tidegate.deployments.shop"
    })
    void eventThatDoesNotIsADeadLetterThatSaysWhereItGoes(
            NamespaceTopics mode, String type, String topic, String field, String right) {
        assertThat(read(mode, type, topic))
                .isInstanceOfSatisfying(
                        Decoded.Poison.class,
                        poison -> {
                            assertThat(poison.field()).isEqualTo(field);
                            assertThat(poison.reason())
                                    .startsWith(field + ": ")
                                    .contains(topic)
                                    .endsWith("write it to " + right);
                        });
    }

    @Test
    void whatTidegateIsGivenByHttpGoesWhereItIsRead() {
        assertThat(NamespaceTopics.OFF.written(Topics.ALERTS, CART)).isEqualTo("tidegate.alerts");
        assertThat(NamespaceTopics.BESIDE.written(Topics.ALERTS, CART))
                .isEqualTo("tidegate.alerts");
        assertThat(NamespaceTopics.ONLY.written(Topics.ALERTS, CART))
                .isEqualTo("tidegate.alerts.shop");
        assertThat(NamespaceTopics.ONLY.written(Topics.TIMERS, CART)).isEqualTo("tidegate.timers");
    }
}
