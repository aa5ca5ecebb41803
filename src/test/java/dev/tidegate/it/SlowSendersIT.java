package dev.tidegate.it;

import static dev.tidegate.it.Requests.deployment;
import static dev.tidegate.it.Requests.hmac;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Whoever sends a body in drops keeps the running artifact from nobody else. */
class SlowSendersIT {

    private static final String SIGNATURE = "X-Hub-Signature-256";
    private static final String SECRET = "s3cret";
    private static final int LARGEST_WEBHOOK = 4_194_304;

    @TempDir static Path directory;

    private static Town town;
    private static Requests requests;

    @BeforeAll
    static void open() {
        town =
                new Town(
                        directory,
                        Map.of(
                                "tidegate.access",
                                "open",
                                "tidegate.access.body-within",
                                "3s",
                                "tidegate.webhooks.github.secret",
                                SECRET,
                                "tidegate.webhooks.github.namespace",
                                "=" + Town.NAMESPACE));
        requests = new Requests(town.artifact.url());
    }

    @AfterAll
    static void close() {
        town.close();
    }

    private static String drippingUntilHungUp(Announced post) throws IOException {
        await().atMost(Town.PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(
                        () -> {
                            post.drip();
                            return post.answered();
                        });
        return post.untilHungUp();
    }

    @Test
    void inventedSignaturesCloseOneToolForAWhileAndNoOther() throws IOException {
        URI github = town.artifact.url().resolve("/webhooks/github");
        List<Announced> attack = new ArrayList<>();
        try {
            // Given as many of the largest as fill the room of all tools
            for (int i = 0; i < 4; i++) {
                attack.add(new Announced(github, Map.of(SIGNATURE, "x"), LARGEST_WEBHOOK));
            }
            await().atMost(Town.PATIENCE)
                    .until(() -> attack.stream().filter(Announced::answered).count() >= 3);
            // Then another tool is read, to its last byte
            requests.webhook("gitlab", "", Map.of()).statusCode(202);
            // and who drips is ended
            for (Announced post : attack) {
                if (!post.answered()) {
                    assertThat(drippingUntilHungUp(post))
                            .startsWith("HTTP/1.1 503 ")
                            .contains("did not come within 3000 ms")
                            .containsIgnoringCase("\r\nretry-after: 5\r\n");
                }
            }
            // and the tool itself let in again
            requests.webhook("github", "", Map.of(SIGNATURE, "sha256=" + hmac(SECRET)))
                    .statusCode(202);
        } finally {
            for (Announced post : attack) {
                post.close();
            }
        }
    }

    @Test
    void eventInDropsIsAnsweredAndItsConnectionEnded() throws IOException {
        URI events = town.artifact.url().resolve("/events");
        try (Announced post = new Announced(events, Map.of(), 262_144)) {
            assertThat(drippingUntilHungUp(post))
                    .startsWith("HTTP/1.1 408 ")
                    .containsIgnoringCase("\r\ncontent-type: application/problem+json")
                    .contains("did not come within 3000 ms");
        }
        requests.event("", "deploy.started", deployment("slow")).statusCode(202);
    }
}
