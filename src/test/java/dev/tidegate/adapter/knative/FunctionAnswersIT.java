package dev.tidegate.adapter.knative;

import static io.restassured.RestAssured.given;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidegate.it.Announced;
import dev.tidegate.sandbox.Artifact;

import io.restassured.response.ValidatableResponse;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a function answers over HTTP while the API server and Kafka are away. */
class FunctionAnswersIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir static Path directory;

    private static Artifact function;

    @BeforeAll
    static void startWithNothingAround() {
        function =
                Artifact.launch(
                        Map.of(
                                "quarkus.profile", "functions",
                                "tidegate.access", "open",
                                "tidegate.function", "deploy-started",
                                "tidegate.functions.answer-within", "300ms",
                                "tidegate.access.body-within", "10m",
                                "kafka.bootstrap.servers", "localhost:1",
                                "quarkus.kubernetes-client.api-server-url", "http://localhost:1"),
                        directory.resolve("function.log"));
        function.awaitListening();
    }

    @AfterAll
    static void end() {
        function.close();
    }

    @Test
    void eventThatIsNotDoneInTimeIsAskedForAgain() throws IOException {
        post("application/cloudevents+json", example("deploy-started"))
                .statusCode(503)
                .header("Retry-After", "5")
                .contentType("application/problem+json")
                .body("detail", containsString("send the same event again"));
    }

    @Test
    void eventOfAnotherFunctionIsRefused() throws IOException {
        post("application/cloudevents+json", example("command"))
                .statusCode(400)
                .contentType("application/problem+json")
                .body("detail", containsString("deploy-started; send the event to command"));
    }

    @Test
    void tickIsTheStepTimersAlone() {
        String tick =
                """
                {"specversion": "1.0", "id": "t", "source": "/me", "type": "dev.tidegate.tick"}
                """;
        post("application/cloudevents+json", tick.getBytes(UTF_8))
                .statusCode(400)
                .body("detail", containsString("step-timer"));
    }

    @Test
    void poisonIsRefusedNamingItsField() throws IOException {
        String event = new String(example("deploy-started"), UTF_8);
        byte[] poison = event.replace("\"v2\"", "\"V 2\"").getBytes(UTF_8);
        post("application/cloudevents+json", poison)
                .statusCode(400)
                .body("detail", containsString("data.version"));
        post("text/plain", "rubbish".getBytes(UTF_8)).statusCode(400);
    }

    @Test
    void tooLargeEventIsRefused() {
        post("application/json", new byte[262_145]).statusCode(413);
    }

    @Test
    void eventIsAskedForAgainWhileManyLargeOnesAreBeingSent() throws IOException {
        List<Announced> slow = new ArrayList<>();
        try {
            // Given senders who take their time, one more than there is room for
            for (int i = 0; i < 33; i++) {
                slow.add(new Announced(URI.create(function.url() + "/"), Map.of(), 262_144));
            }
            await().atMost(PATIENCE).until(() -> slow.stream().anyMatch(Announced::answered));
            // Then
            post("text/plain", "rubbish".getBytes(UTF_8))
                    .statusCode(503)
                    .header("Retry-After", "5")
                    .body("detail", containsString("too much is sent at once"));
        } finally {
            for (Announced one : slow) {
                one.close();
            }
        }
        // and there is room again when they have gone
        await().atMost(PATIENCE)
                .untilAsserted(() -> post("text/plain", "rubbish".getBytes(UTF_8)).statusCode(400));
    }

    @Test
    void unknownFunctionIsRefusedAtStartWithTheKnownOnes() throws IOException {
        Path log = directory.resolve("unknown.log");
        try (Artifact unknown =
                Artifact.launch(
                        Map.of("quarkus.profile", "functions", "tidegate.function", "tmier"),
                        log)) {
            assertThat(catchThrowable(unknown::awaitListening))
                    .isInstanceOf(IllegalStateException.class);
        }
        assertThat(Files.readString(log)).contains("tidegate.function", "tmier", "step-timer");
    }

    private static byte[] example(String name) throws IOException {
        return Files.readAllBytes(Path.of("kafka", "examples", name + ".json"));
    }

    private static ValidatableResponse post(String contentType, byte[] body) {
        return given().header("Content-Type", contentType)
                .body(body)
                .post(function.url() + "/")
                .then();
    }
}
