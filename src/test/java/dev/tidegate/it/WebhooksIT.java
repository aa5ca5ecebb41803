package dev.tidegate.it;

import static io.restassured.RestAssured.given;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidegate.sandbox.ApiServer;
import dev.tidegate.sandbox.Artifact;
import dev.tidegate.sandbox.Broker;

import io.restassured.response.ValidatableResponse;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Properties;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The webhooks of the running artifact, signed as each tool signs, through to their topics. */
class WebhooksIT {

    private static final Path CASES = Path.of("src", "test", "resources", "webhooks");
    private static final String SECRET = "s3cret";

    @TempDir static Path directory;

    private static Broker broker;
    private static ApiServer cluster;
    private static Artifact tidegate;

    @BeforeAll
    static void start() {
        broker = Broker.start(0, directory.resolve("kafka"));
        broker.createTopics(2);
        cluster = ApiServer.start(0);
        cluster.put(
                """
                {"apiVersion": "tidegate.dev/v1alpha1", "kind": "RolloutPolicy",
                 "metadata": {"name": "reviews", "namespace": "bookinfo"},
                 "spec": {"route": {"virtualServices": [{"name": "reviews"}], "destinationRule": "reviews"},
                          "steps": [{"weight": 5, "hold": "10m"}, {"weight": 100}]}}
                """);
        Map<String, String> settings = new HashMap<>();
        settings.put("tidegate.access", "open");
        settings.put("kafka.bootstrap.servers", broker.bootstrapServers());
        settings.put("quarkus.kubernetes-client.api-server-url", cluster.url());
        settings.put("tidegate.webhooks.gitlab.namespace", "=bookinfo");
        for (String sender :
                List.of("alertmanager", "argocd", "flux", "github", "gitlab", "grafana")) {
            settings.put("tidegate.webhooks." + sender + ".secret", SECRET);
        }
        tidegate = Artifact.start(settings, directory.resolve("tidegate.log"));
    }

    @AfterAll
    static void stop() {
        tidegate.close();
        cluster.close();
        broker.close();
    }

    private static Map<String, String> headers(String sender, Path payload) throws IOException {
        Properties read = new Properties();
        try (Reader reader =
                Files.newBufferedReader(payload.resolveSibling("headers.properties"))) {
            read.load(reader);
        }
        Map<String, String> headers = new HashMap<>();
        read.forEach((name, value) -> headers.put(name.toString(), value.toString()));
        String sum = hmac(Files.readAllBytes(payload));
        switch (sender) {
            case "github" -> headers.put("X-Hub-Signature-256", "sha256=" + sum);
            case "flux" -> headers.put("X-Signature", "sha256=" + sum);
            case "grafana" -> headers.put("X-Grafana-Alerting-Signature", sum);
            case "gitlab" -> headers.put("X-Gitlab-Token", SECRET);
            default -> headers.put("Authorization", "Bearer " + SECRET);
        }
        return headers;
    }

    private static String hmac(byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET.getBytes(UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ValidatableResponse post(
            String sender, Map<String, String> headers, Path payload) throws IOException {
        return given().headers(headers)
                .body(Files.readAllBytes(payload))
                .post(tidegate.url() + "/webhooks/" + sender)
                .then();
    }

    private static Path payload(String sender, String name) {
        return CASES.resolve(sender).resolve(name).resolve("in.json");
    }

    @Test
    void malformedSecretEndsTheStartNamingTheSetting() throws IOException {
        Path log = directory.resolve("malformed.log");
        try (Artifact malformed =
                Artifact.launch(
                        Map.of("tidegate.webhooks.gitlab.secret", "whsec_not%base64"), log)) {
            assertThat(catchThrowable(malformed::awaitListening))
                    .isInstanceOf(IllegalStateException.class);
        }
        assertThat(Files.readString(log))
                .contains("tidegate.webhooks.gitlab.secret: what follows whsec_ is not base64")
                .doesNotContain("not%base64");
    }

    @ParameterizedTest
    @CsvSource({
        "alertmanager, each-alert-of-a-group-is-an-event, tidegate.alerts",
        "argocd, synced-and-healthy-is-a-deployment, tidegate.deployments",
        "flux, kustomization-was-applied, tidegate.deployments",
        "github, status-success-is-a-deployment, tidegate.deployments",
        "gitlab, success-is-a-deployment, tidegate.deployments",
        "grafana, alert-is-an-event-and-no-data-is-none, tidegate.alerts",
        "tekton, results-and-params-name-the-deployment, tidegate.deployments"
    })
    void signedWebhookIsOnItsTopic(String sender, String name, String topic) throws IOException {
        // When
        Path payload = payload(sender, name);
        String id =
                post(sender, headers(sender, payload), payload)
                        .statusCode(202)
                        .body("published.topic", hasItem(topic))
                        .body("published[0].key", equalTo("bookinfo/reviews"))
                        .extract()
                        .path("published[0].id");

        // Then
        assertThat(Topic.records(broker.bootstrapServers(), topic))
                .anySatisfy(
                        event -> {
                            assertThat(event.key()).isEqualTo("bookinfo/reviews");
                            assertThat(Event.header(event, "ce_id")).isEqualTo(id);
                            assertThat(Event.header(event, "ce_source"))
                                    .isEqualTo("/webhooks/" + sender);
                        });
    }

    /** GitLab disables a webhook that was refused four times. */
    @ParameterizedTest
    @CsvSource({
        "success-is-a-deployment, bookinfo/ratings, has no RolloutPolicy",
        "success-is-a-deployment, bookinfo/Ratings_API, no policy can govern it",
        "other-environment-is-left-out, bookinfo/ratings, its environment is",
        "running-is-left-out, bookinfo/ratings, its status is"
    })
    void gitlabIsNotRefusedForWhatNoPolicyGoverns(String name, String project, String why)
            throws IOException {
        // Given the hook of a group, which tells of all of its projects
        Path sent = payload("gitlab", name);
        String body = Files.readString(sent).replace("bookinfo/reviews\"", project + "\"");
        for (int i = 0; i < 5; i++) {
            given().headers(headers("gitlab", sent))
                    .body(body.getBytes(UTF_8))
                    .post(tidegate.url() + "/webhooks/gitlab")
                    .then()
                    .statusCode(202)
                    .body("published", empty())
                    .body("leftOut[0].why", containsString(why));
        }
        // Then nothing of it is on the topic
        assertThat(Topic.records(broker.bootstrapServers(), "tidegate.deployments"))
                .noneSatisfy(event -> assertThat(event.key()).contains("atings"));
    }

    @Test
    void wrongSignatureIsAProblem() throws IOException {
        Path payload = payload("github", "status-success-is-a-deployment");
        Map<String, String> headers = headers("github", payload);
        headers.put("X-Hub-Signature-256", "sha256=" + hmac(new byte[0]));
        post("github", headers, payload)
                .statusCode(401)
                .contentType("application/problem+json")
                .body("detail", containsString("tidegate.webhooks.github.secret"));
    }

    @Test
    void brokenPayloadIsAProblemThatNamesItsField() throws IOException {
        Path payload = payload("argocd", "release-number-with-dots-is-refused");
        post("argocd", headers("argocd", payload), payload)
                .statusCode(400)
                .contentType("application/problem+json")
                .body("field", equalTo("version"))
                .body("detail", containsString("1.4.2"));
    }

    @Test
    void withoutKafkaTheSenderIsAskedToComeAgain() throws IOException {
        broker.stop();
        try {
            Path payload = payload("alertmanager", "each-alert-of-a-group-is-an-event");
            post("alertmanager", headers("alertmanager", payload), payload)
                    .statusCode(503)
                    .header("Retry-After", equalTo("5"))
                    .contentType("application/problem+json");
        } finally {
            broker.restart();
        }
    }
}
