package dev.tidegate.it;

import static dev.tidegate.it.Requests.alert;
import static dev.tidegate.it.Requests.deployment;
import static dev.tidegate.it.Requests.problem;

import static io.restassured.RestAssured.given;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Those who mean no good, at the doors of the running artifact. */
class DoorsIT {

    private static final int CONNECTIONS = 60;

    @TempDir static Path directory;

    private static Town town;
    private static Requests requests;
    private static String ci;
    private static String alerting;
    private static String oncall;

    @BeforeAll
    static void open() {
        town =
                new Town(
                        directory,
                        Map.of(
                                "tidegate.access",
                                "kubernetes",
                                "tidegate.http.head-within",
                                "2s",
                                "tidegate.http.connections",
                                Integer.toString(CONNECTIONS)));
        requests = new Requests(town.artifact.url());
        Accounts accounts = new Accounts(town);
        ci = accounts.token("ci", "tidegate-deployer");
        alerting = accounts.token("alerting", "tidegate-alerter");
        oncall = accounts.token("oncall", "tidegate-operator", "tidegate-viewer");
    }

    @AfterEach
    void heal() {
        town.cluster.heal();
    }

    @AfterAll
    static void close() {
        town.close();
    }

    @Test
    void alertsOfWhoIsKnownPassWhileInventedTokensCome() {
        // Given an account that is known, and an API server that does not answer for tokens
        requests.event(alerting, "alert.fired", alert("flooded")).statusCode(202);
        town.cluster.hang("create", "TokenReview", Integer.MAX_VALUE);
        List<CompletableFuture<HttpResponse<String>>> invented = new ArrayList<>();
        try (HttpClient http = HttpClient.newHttpClient()) {
            // When more come with invented tokens than there is room for, each with a large body
            for (int i = 0; i < CONNECTIONS - 10; i++) {
                invented.add(
                        http.sendAsync(
                                HttpRequest.newBuilder(town.artifact.url().resolve("/events"))
                                        .header("Authorization", "Bearer invented-" + i)
                                        .header("Content-Type", "application/cloudevents+json")
                                        .POST(
                                                HttpRequest.BodyPublishers.ofByteArray(
                                                        new byte[260_000]))
                                        .build(),
                                BodyHandlers.ofString()));
            }
            // Then all of its alerts pass
            for (int i = 0; i < 58; i++) {
                requests.event(alerting, "alert.fired", alert("flooded")).statusCode(202);
            }
            town.cluster.heal();
            CompletableFuture.allOf(invented.toArray(CompletableFuture<?>[]::new))
                    .handle((_, _) -> true)
                    .join();
        }
        assertThat(invented)
                .filteredOn(one -> !one.isCompletedExceptionally())
                .noneMatch(one -> one.join().statusCode() == 202);
    }

    @Test
    void whatCanBeNoNamespaceIsRefusedBeforeAnybodyIsAsked() {
        String token = oncall;
        requests.get(token, "/api/rollouts?namespace=" + Town.NAMESPACE).statusCode(200);
        town.cluster.outage(true);
        String long64 = "a".repeat(64);
        for (String path :
                List.of(
                        "/api/rollouts?namespace=" + "x".repeat(3_000),
                        "/api/rollouts?namespace=Book info",
                        "/api/rollouts/" + long64 + "/reviews-1",
                        "/api/refusals/" + long64 + "/reviews")) {
            problem(requests.get(token, path), 400).body("field", equalTo("namespace"));
        }
        problem(requests.get(token, "/api/rollouts/bookinfo/" + "a".repeat(2_000)), 400)
                .body("field", equalTo("name"));
        problem(requests.get(token, "/api/refusals/bookinfo/re\u202eviews"), 400)
                .body("field", equalTo("service"))
                .body("detail", containsString("re\\u202eviews"))
                .body("detail", not(containsString("\u202e")));
    }

    @Test
    void halfAHeaderHoldsAConnectionForSecondsAndKeepsNobodyOut() throws IOException {
        // Given ten times as many connections as may be open, each with half a header
        URI url = town.artifact.url();
        List<Socket> half = new ArrayList<>();
        try {
            for (int i = 0; i < 10 * CONNECTIONS; i++) {
                Socket socket = new Socket(url.getHost(), url.getPort());
                half.add(socket);
                socket.getOutputStream()
                        .write("POST /events HTTP/1.1\r\nHost: x\r\nX: ".getBytes(UTF_8));
            }
            // Then those beyond the bound are ended, and who sends a request is answered
            await().atMost(Town.PATIENCE)
                    .until(() -> half.stream().filter(DoorsIT::open).count() < CONNECTIONS + 1);
            requests.event(ci, "deploy.started", deployment("doors")).statusCode(202);
            given().get(url + "/q/health/live").then().statusCode(200);
            // and the rest is, though each of them drips on
            await().atMost(Town.PATIENCE)
                    .until(
                            () -> {
                                half.forEach(DoorsIT::drip);
                                return half.stream().noneMatch(DoorsIT::open);
                            });
        } finally {
            for (Socket socket : half) {
                socket.close();
            }
        }
    }

    private static boolean open(Socket socket) {
        try {
            socket.setSoTimeout(1);
            return socket.getInputStream().read() >= 0;
        } catch (SocketTimeoutException e) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static void drip(Socket socket) {
        try {
            socket.getOutputStream().write('x');
        } catch (IOException e) {
            // it was ended
        }
    }

    @Test
    void whatIsNotSeenReachesNeitherEventNorStatusNorAuditLog() {
        // Given
        town.service("hidden", Policies.PAUSING);
        requests.event(ci, "deploy.started", deployment("hidden")).statusCode(202);
        town.awaitPhase("hidden-1", "Paused");
        // When somebody gives a command with a reason that would steer a terminal
        String command =
                """
                "service": "hidden", "command": "abort", "actor": "x",
                "reason": "\\u001b[2Jfine\\u202e\\nhidden-2  Succeeded 👩\u200d👧"
                """;
        requests.event(oncall, "command", command).statusCode(202);
        town.awaitPhase("hidden-1", "RolledBack");
        // Then everybody reads it escaped
        String seen = "\\u001b[2Jfine\\u202e\\u000ahidden-2  Succeeded 👩\u200d👧";
        assertThat(town.status("hidden-1").path("history").findValuesAsText("cause"))
                .anySatisfy(cause -> assertThat(cause).endsWith(": " + seen));
        assertThat(town.status("hidden-1").path("history").findValuesAsText("reason"))
                .contains(seen);
        await().atMost(Town.PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(town.cluster.writes("Event"))
                                        .map(event -> event.object().path("message").asText())
                                        .anySatisfy(note -> assertThat(note).contains(seen))
                                        .allSatisfy(
                                                note ->
                                                        assertThat(note)
                                                                .doesNotContain(
                                                                        "\u001b", "\u202e")));
        assertThat(town.records("tidegate.rollouts"))
                .map(told -> new String(told.value(), UTF_8))
                .noneMatch(text -> text.contains("\u202e"));
        // and an id that cannot be seen whole is refused, in words that can be
        problem(
                        given().headers(Requests.bearer(alerting))
                                .header("Content-Type", "application/cloudevents+json")
                                .body(
                                        """
                                        {"specversion": "1.0", "id": "a\u202eb", "source": "/it",
                                         "type": "dev.tidegate.alert.fired", "data": {"namespace": "%s", %s}}
                                        """
                                                .formatted(Town.NAMESPACE, alert("hidden"))
                                                .getBytes(UTF_8))
                                .post(town.artifact.url() + "/events")
                                .then(),
                        400)
                .body("field", equalTo("id"))
                .body("detail", containsString("\"a\\u202eb\" has U+202E in it"));
    }
}
