package dev.tidegate.it;

import static dev.tidegate.it.Requests.problem;

import static io.restassured.RestAssured.given;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.restassured.response.ValidatableResponse;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.Map;

/** Events that are posted to the running artifact as other people's libraries write them. */
class EventBindingIT extends InTown {

    private static final String DATA =
            """
            {"namespace": "%s", "service": "reviews", "version": "v2"}\
            """
                    .formatted(Town.NAMESPACE);

    private ValidatableResponse post(String contentType, Map<String, String> headers, String body) {
        return given().headers(headers)
                .contentType(contentType)
                .body(body.getBytes(UTF_8))
                .post(town.artifact.url() + "/events")
                .then();
    }

    private static Map<String, String> binary(String name, String value) {
        return Map.of(
                "ce-specversion",
                "1.0",
                "ce-id",
                "\"build%2D9\"",
                "ce-source",
                "/ci",
                "ce-type",
                "dev.tidegate.deploy.started",
                "ce-time",
                Instant.now().toString(),
                name,
                value);
    }

    @Test
    void quotedHeadersAndEveryJsonTypeAreRead() {
        for (String type : new String[] {"text/json", "application/vnd.ci+json; charset=utf-8"}) {
            post(type, binary("ce-subject", Town.NAMESPACE + "%2freviews"), DATA)
                    .statusCode(202)
                    .body("id", equalTo("/ci build-9"))
                    .body("key", equalTo(Town.NAMESPACE + "/reviews"));
        }
    }

    @Test
    void headerThatEncodesNoTextIsAProblemThatNamesIt() {
        problem(post("application/json", binary("ce-subject", "%C0%A0"), DATA), 400)
                .body("field", equalTo("ce-subject"));
    }

    @Test
    void cdEventWithoutATimeOfItsOwnIsReadAgainFromItsTopic() {
        // Given a CDEvent as Go's SDK sends it
        String event =
                """
                {"context": {"specversion": "0.5.1", "id": "271069a8", "source": "/ci/bookinfo",
                             "type": "dev.cdevents.service.deployed.0.3.0", "timestamp": "%s"},
                 "subject": {"id": "reviews", "content": {"environment": {"id": "%s"},
                                                          "artifactId": "pkg:oci/reviews?tag=v%%32"}}}
                """
                        .formatted(Instant.now(), Town.NAMESPACE);
        // When
        post(
                        "application/json",
                        Map.of(
                                "ce-specversion", "1.0",
                                "ce-id", "271069a8",
                                "ce-source", "/ci/bookinfo",
                                "ce-type", "dev.cdevents.service.deployed.0.3.0",
                                "ce-subject", "reviews"),
                        event)
                .statusCode(202)
                .body("id", equalTo("/ci/bookinfo 271069a8"));
        // Then the consumer of the topic understands it too: it tells that there is no policy
        await().atMost(Town.PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(
                                                given().get(
                                                                town.artifact.url()
                                                                        + "/api/refusals/"
                                                                        + Town.NAMESPACE
                                                                        + "/reviews")
                                                        .body()
                                                        .asString())
                                        .contains("/ci/bookinfo 271069a8", "has no RolloutPolicy"));
    }
}
