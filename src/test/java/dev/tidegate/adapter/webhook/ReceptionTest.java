package dev.tidegate.adapter.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.controller.Result;
import dev.tidegate.door.Access;
import dev.tidegate.door.Caller;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

class ReceptionTest {

    private static final Path GROUP =
            Path.of(
                    "src/test/resources/webhooks/alertmanager",
                    "each-alert-of-a-group-is-an-event",
                    "in.json");

    /** Alertmanager may tell of everything but details. */
    private static final Access ALL_BUT_DETAILS =
            Post.denying(right -> right.name().equals("details"));

    @Test
    void whatIsLeftOutOfAGroupForWantOfARightIsCounted() throws IOException {
        // Given
        List<String> denials = new ArrayList<>();
        Reception reception =
                Post.reception(
                        Map.of(),
                        (_, _, _, _) -> new Result.Done<>(true),
                        ALL_BUT_DETAILS,
                        (entry, denied) -> denials.add(entry + ": " + denied.detail()));
        // When
        ReceptionResult outcome =
                reception.take(
                        Sender.named("alertmanager").orElseThrow(),
                        Caller.webhook("alertmanager"),
                        new WebhookRequest(Map.of(), Files.readAllBytes(GROUP), Post.NOW));
        // Then the others are published
        assertThat(outcome).isInstanceOf(ReceptionResult.Accepted.class);
        assertThat(denials)
                .singleElement()
                .asString()
                .startsWith("webhooks: tidegate:webhook:alertmanager may not alert")
                .contains("details");
    }
}
