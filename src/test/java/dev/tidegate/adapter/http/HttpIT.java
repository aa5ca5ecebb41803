package dev.tidegate.adapter.http;

import static io.restassured.RestAssured.given;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.emptyOrNullString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.tidegate.door.Problem;
import dev.tidegate.it.ServiceObjects;
import dev.tidegate.it.TestCluster;
import dev.tidegate.sandbox.ApiServer;
import dev.tidegate.sandbox.Artifact;
import dev.tidegate.sandbox.Broker;

import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;

import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The running artifact's HTTP, with a real broker and the API server double beside it. */
class HttpIT {

    private static final String STRUCTURED = "application/cloudevents+json";
    private static final String DEPLOY =
            """
            {"specversion": "1.0", "id": "%s", "source": "/ci", "time": "%s",
             "type": "dev.tidegate.deploy.started",
             "data": {"namespace": "NAMESPACE", "service": "reviews", "version": "%s"}}
            """
                    .replace("NAMESPACE", TestCluster.NAMESPACE);

    private static final String POLICY =
            """
            {"apiVersion": "tidegate.dev/v1alpha1", "kind": "RolloutPolicy",
             "metadata": {"name": "reviews", "namespace": "NAMESPACE"},
             "spec": {"route": {"virtualServices": [{"name": "reviews"}],
                                "destinationRule": "reviews"},
                      "steps": [{"weight": 5, "hold": "2m"}], "readyTimeout": "100h"}}
            """
                    .replace("NAMESPACE", TestCluster.NAMESPACE);

    @TempDir static Path dir;

    private static Broker broker;
    private static ApiServer api;
    private static Artifact tidegate;

    @BeforeAll
    static void start() {
        broker = Broker.start(0, dir.resolve("kafka"));
        broker.createTopics(2);
        api = TestCluster.open();
        api.put(POLICY);
        tidegate =
                Artifact.start(
                        Map.of(
                                "tidegate.access", "open",
                                "kafka.bootstrap.servers", broker.bootstrapServers(),
                                "quarkus.kubernetes-client.api-server-url", api.url()),
                        dir.resolve("tidegate.log"));
        RestAssured.baseURI = tidegate.url().toString();
        RestAssured.port = tidegate.url().getPort();
    }

    @AfterAll
    static void stop() {
        tidegate.close();
        api.close();
        broker.close();
    }

    @Test
    void deploymentStartsARolloutThatIsShownWithItsCause() {
        // Given
        String event = DEPLOY.formatted("build-1", Instant.now(), "v2");
        // When
        post(STRUCTURED, event)
                .statusCode(202)
                .body("id", equalTo("/ci build-1"))
                .body("topic", equalTo("tidegate.deployments"))
                .body("key", equalTo(TestCluster.NAMESPACE + "/reviews"));
        // Then
        eventually(
                () ->
                        get("/api/rollouts?service=reviews&live=true&phase=pending")
                                .statusCode(200)
                                .body("name", hasItem("reviews-1")));
        get("/api/rollouts/" + TestCluster.NAMESPACE + "/reviews-1")
                .statusCode(200)
                .body("rollout.phase", equalTo("Pending"))
                .body("reason", not(emptyOrNullString()))
                .body("steps.weightPercent", equalTo(List.of(5, 100)))
                .body("history[0].cause", equalTo("deployment of v2"))
                .body("history[0].event", equalTo("/ci build-1"));
        eventually(
                () ->
                        get("/q/metrics")
                                .body(containsString("tidegate_decisions_total"))
                                .body(
                                        containsString(
                                                "tidegate_rollouts_live{phase=\"Pending\"} 1.0")));
    }

    @Test
    void rolloutWhoseRoutesCannotBeWrittenShowsItsProblemUntilTheyAre() {
        // Given a release with traffic on v2
        ServiceObjects.of("details", "steps: [{weight: 5, hold: 10m}, {weight: 100}]")
                .forEach(yaml -> TestCluster.put(api, yaml));
        TestCluster.put(api, ServiceObjects.workload("details", "v2", 1));
        post(
                        STRUCTURED,
                        DEPLOY.formatted("build-5", Instant.now(), "v2")
                                .replace("reviews", "details"))
                .statusCode(202);
        String path = "/api/rollouts/" + TestCluster.NAMESPACE + "/details-1";
        eventually(
                () ->
                        get(path)
                                .body("rollout.weightPercent", equalTo(5))
                                .body("rollout.problem", nullValue()));
        // When it is rolled back, and the API server does not take the routes
        api.fail("update", "VirtualService", Integer.MAX_VALUE, 503);
        try {
            post(
                            STRUCTURED,
                            """
                            {"specversion": "1.0", "id": "abort-1", "source": "/test", "time": "%s",
                             "type": "dev.tidegate.command",
                             "data": {"namespace": "%s", "service": "details",
                                      "command": "abort", "actor": "somebody"}}
                            """
                                    .formatted(Instant.now(), TestCluster.NAMESPACE))
                    .statusCode(202);
            // Then the list and the rollout say why
            eventually(
                    () ->
                            get(path)
                                    .body("rollout.phase", equalTo("RollingBack"))
                                    .body("rollout.problem", containsString("503")));
            get("/api/rollouts?service=details")
                    .body("problem", hasItem(containsString("VirtualService")));
        } finally {
            api.heal();
        }
        eventually(
                () ->
                        get(path)
                                .body("rollout.phase", equalTo("RolledBack"))
                                .body("rollout.problem", nullValue()));
    }

    @Test
    void binaryEventIsAccepted() {
        given().headers(
                        Map.of(
                                "ce-specversion", "1.0",
                                "ce-id", "alert-1",
                                "ce-source", "/alertmanager",
                                "ce-type", "dev.tidegate.alert.resolved",
                                "ce-time", "2026-01-01T12:00:00Z"))
                .contentType("application/json")
                .body(
                        """
                        {"namespace": "bookinfo", "service": "ratings", "alert": "ErrorRate",
                         "severity": "critical", "fingerprint": "f1",
                         "startsAt": "2026-01-01T11:00:00Z"}
                        """
                                .getBytes(StandardCharsets.UTF_8))
                .post("/events")
                .then()
                .statusCode(202)
                .body("topic", equalTo("tidegate.alerts"));
    }

    @Test
    void refusedEventIsShownWithTheReason() {
        String event = DEPLOY.formatted("build-7", Instant.now(), "v2").replace("reviews", "y");
        post(STRUCTURED, event).statusCode(202);
        String refusals = "/api/refusals/" + TestCluster.NAMESPACE;
        eventually(() -> get(refusals + "/y").body("event", hasItem("/ci build-7")));
        get(refusals + "/y").body("reason[0]", containsString("has no RolloutPolicy"));
        problem(get(refusals + "/No"), 400).body("field", equalTo("service"));
    }

    @Test
    void brokenEventIsAProblemThatNamesItsField() {
        problem(post(STRUCTURED, DEPLOY.formatted("build-2", Instant.now(), "V 2")), 400)
                .body("field", equalTo("data.version"))
                .body("detail", containsString("V 2"));
        problem(post(STRUCTURED, "not JSON"), 400).body("field", equalTo("body"));
    }

    @Test
    void eventOfTwoMegabytesIsTooLarge() {
        problem(post(STRUCTURED, " ".repeat(2_000_000)), 413)
                .body("detail", containsString("262144"));
    }

    @Test
    void otherContentTypesAreNotRead() {
        problem(post("text/plain", "hello"), 415)
                .body("detail", containsString("application/cloudevents+json"));
        problem(post("application/cloudevents-batch+json", "[]"), 415);
    }

    @Test
    void frameworkErrorsAreProblemsToo() {
        problem(get("/nothing"), 404);
        problem(get("/events"), 405);
        problem(get("/api/rollouts/" + TestCluster.NAMESPACE + "/reviews-99"), 404)
                .body("field", equalTo("name"));
        problem(get("/api/rollouts?phase=rolling"), 400).body("field", equalTo("phase"));
    }

    @Test
    void openApiShowsEachPathWithItsExample() {
        get("/q/openapi")
                .statusCode(200)
                .body(containsString("/events:"))
                .body(containsString("/api/rollouts/{namespace}/{name}:"))
                .body(containsString("build-4711"))
                .body(containsString("Kafka refuses the event"))
                .body(containsString("why the routes do not carry the wanted share"));
    }

    @Test
    void withoutKafkaSendersAreAskedToComeAgainAndOnlyReadinessFalls() {
        // Given
        broker.stop();
        try {
            // When
            problem(post(STRUCTURED, DEPLOY.formatted("build-3", Instant.now(), "v2")), 503)
                    .header("Retry-After", equalTo("5"));
            problem(get("/api/refusals/" + TestCluster.NAMESPACE + "/reviews"), 503)
                    .body("detail", containsString("does not answer"));
            // Then
            eventually(() -> get("/q/health/ready").statusCode(503));
            get("/q/health/ready")
                    .body("checks.data.kafka", hasItem(containsString("does not answer")));
            get("/q/health/live").statusCode(200);
            get("/q/health/started").statusCode(200);
        } finally {
            broker.restart();
        }
        eventually(() -> get("/q/health/ready").statusCode(200));
    }

    @Test
    void logIsJsonWithAKeyForEachFact() {
        // When
        post(STRUCTURED, DEPLOY.formatted("build-9", Instant.now(), "v9").replace("reviews", "x"))
                .statusCode(202);
        // Then
        eventually(
                () ->
                        assertThat(Files.readString(tidegate.log()))
                                .containsPattern(
                                        "\"mdc\":\\{[^}]*\"eventId\":\"/ci build-9\"[^}]*\\}"));
    }

    private static ValidatableResponse post(String contentType, String body) {
        return given().header("Content-Type", contentType)
                .body(body.getBytes(StandardCharsets.UTF_8))
                .post("/events")
                .then();
    }

    private static ValidatableResponse get(String path) {
        return RestAssured.get(path).then();
    }

    private static ValidatableResponse problem(ValidatableResponse answer, int status) {
        return answer.statusCode(status)
                .contentType(Problem.MEDIA_TYPE)
                .body("status", equalTo(status));
    }

    private static void eventually(ThrowingRunnable assertion) {
        Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(assertion);
    }
}
