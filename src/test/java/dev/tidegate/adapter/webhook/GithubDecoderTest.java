package dev.tidegate.adapter.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.tidegate.message.Invalid;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** What somebody can do with a captured delivery: its body is signed, its headers are not. */
class GithubDecoderTest {

    private static final Path CASES = Path.of("src", "test", "resources", "webhooks", "github");

    @ParameterizedTest
    @ValueSource(
            strings = {"status-success-is-a-deployment", "deployment-with-its-payload-as-text"})
    void copyUnderANewDeliveryIdIsTheSameEvent(String name) throws IOException {
        String event = name.startsWith("status") ? "deployment_status" : "deployment";
        Reading first = read(headers(event, "1"), body(name));
        assertThat(first).isInstanceOf(Reading.Made.class);
        assertThat(read(headers(event, "2"), body(name))).isEqualTo(first);
    }

    @ParameterizedTest
    @ValueSource(strings = {"status-pending-is-left-out", "status-success-is-a-deployment"})
    void statusSentAsADeploymentIsRefused(String name) throws IOException {
        assertRefused(headers("deployment", "1"), body(name), "x-github-event");
    }

    @Test
    void otherEventThatHasADeploymentIsRefused() throws IOException {
        // Given what GitHub sends as deployment_protection_rule and as workflow_job
        for (String action : new String[] {"requested", "queued"}) {
            ObjectNode payload = payload("deployment-with-its-payload-as-text");
            payload.put("action", action);
            assertRefused(headers("deployment", "1"), bytes(payload), "x-github-event");
        }
    }

    @Test
    void withoutItsNumberItIsRefused() throws IOException {
        ObjectNode payload = payload("status-success-is-a-deployment");
        payload.withObject("/deployment_status").remove("id");
        assertRefused(headers("deployment_status", "1"), bytes(payload), "deployment_status.id");
    }

    private static void assertRefused(Map<String, String> headers, byte[] body, String field) {
        assertThatExceptionOfType(Invalid.class)
                .isThrownBy(() -> read(headers, body))
                .extracting(Invalid::field)
                .isEqualTo(field);
    }

    private static Reading read(Map<String, String> headers, byte[] body) {
        Sender github = Sender.named("github").orElseThrow();
        Mapping mapping =
                Post.webhooks(Map.of("tidegate.webhooks.github.namespace", "=bookinfo"))
                        .mapping(github);
        return github.decoder()
                .read(new WebhookRequest(headers, body, Post.NOW), mapping)
                .getFirst();
    }

    private static Map<String, String> headers(String event, String delivery) {
        return Map.of("x-github-event", event, "x-github-delivery", delivery);
    }

    private static byte[] body(String name) throws IOException {
        return Files.readAllBytes(CASES.resolve(name).resolve("in.json"));
    }

    private static ObjectNode payload(String name) throws IOException {
        return (ObjectNode) WebhookRequest.JSON.readTree(body(name));
    }

    private static byte[] bytes(ObjectNode payload) throws IOException {
        return WebhookRequest.JSON.writeValueAsBytes(payload);
    }
}
