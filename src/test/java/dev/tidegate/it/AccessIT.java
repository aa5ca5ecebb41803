package dev.tidegate.it;

import static dev.tidegate.it.Requests.alert;
import static dev.tidegate.it.Requests.command;
import static dev.tidegate.it.Requests.deployment;
import static dev.tidegate.it.Requests.hmac;
import static dev.tidegate.it.Requests.problem;

import static io.restassured.RestAssured.given;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.startsWith;

import dev.tidegate.quality.StrictManifest;
import dev.tidegate.sandbox.Artifact;

import io.restassured.path.json.JsonPath;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Who may do what at the running artifact, where the cluster's RBAC decides. */
class AccessIT {

    private static final String SECRET = "s3cret";
    private static final String DEPLOY = "deploy.started";
    private static final String ALERT = "alert.fired";

    @TempDir static Path directory;

    private static Town town;
    private static Requests requests;
    private static Accounts accounts;
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
                                "tidegate.webhooks.github.secret",
                                SECRET,
                                "tidegate.webhooks.github.namespace",
                                "=" + Town.NAMESPACE));
        requests = new Requests(town.artifact.url());
        accounts = new Accounts(town);
        ci = accounts.token("ci", "tidegate-deployer");
        alerting = accounts.token("alerting", "tidegate-alerter");
        oncall = accounts.token("oncall", "tidegate-operator", "tidegate-viewer");
        accounts.bind(
                "github", "tidegate-deployer", "{kind: User, name: 'tidegate:webhook:github'}");
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
    void everyPathOfTheApiAsksWhoCalls() {
        JsonPath api = requests.get("", "/q/openapi?format=json").extract().jsonPath();
        Map<String, Map<String, ?>> paths = api.getMap("paths");
        assertThat(paths).containsKeys("/events", "/webhooks/{sender}", "/api/rollouts");
        paths.forEach(
                (path, methods) -> {
                    String at = path.replace("{sender}", "flux").replaceAll("\\{\\w+}", "x");
                    for (String method : List.of("get", "post", "put", "patch", "delete")) {
                        if (methods.containsKey(method)) {
                            var answer =
                                    given().contentType("application/json")
                                            .request(method, town.artifact.url() + at)
                                            .then();
                            if (path.equals("/")) {
                                // who consumes the topics takes no deliveries
                                problem(answer, 404);
                            } else {
                                problem(answer, 401)
                                        .header("WWW-Authenticate", startsWith("Bearer realm="));
                            }
                        }
                    }
                });
    }

    @Test
    void whoShowsNothingIsAnsweredBeforeTheBodyIsSent() throws IOException {
        URI url = town.artifact.url();
        for (String path : List.of("/events", "/webhooks/tekton", "/webhooks/github")) {
            assertThat(Announced.answer(url.resolve(path), "")).startsWith("HTTP/1.1 401 ");
        }
        assertThat(Announced.answer(url.resolve("/events"), "invented"))
                .startsWith("HTTP/1.1 401 ");
        // nor does who consumes the topics read what is delivered past them
        assertThat(Announced.answer(url.resolve("/"), "")).startsWith("HTTP/1.1 404 ");
    }

    @Test
    void whoIsNotLetInIsCountedAndLogged() {
        // Given
        Map<String, Runnable> refused =
                Map.of(
                        "entry=\"events\",reason=\"nobody\"",
                        () -> requests.event("", DEPLOY, deployment("closed")).statusCode(401),
                        "entry=\"events\",reason=\"not-genuine\"",
                        () -> requests.event("invented", ALERT, alert("closed")).statusCode(401),
                        "entry=\"events\",reason=\"no-right\"",
                        () -> requests.event(ci, ALERT, alert("closed")).statusCode(403),
                        "entry=\"api\",reason=\"no-right\"",
                        () -> requests.get(ci, "/api/rollouts").statusCode(403),
                        "entry=\"webhooks\",reason=\"nobody\"",
                        () -> requests.webhook("github", "", Map.of()).statusCode(401));
        refused.forEach(
                (tags, request) -> {
                    double before = town.metric("tidegate_denials_total", tags);
                    // When
                    request.run();
                    // Then
                    assertThat(town.metric("tidegate_denials_total", tags)).isEqualTo(before + 1);
                });
        assertThat(town.artifact.lines())
                .filteredOn(line -> line.contains("denied at events, no-right: "))
                .first()
                .asString()
                .contains("\"level\":\"WARN\"", "\"entry\":\"events\"", " may not ");
    }

    @Test
    void healthAndMetricsAreOpen() {
        for (String path : List.of("/q/health/live", "/q/health/ready", "/q/metrics")) {
            requests.get("", path).statusCode(200);
        }
    }

    @Test
    void wrongTokenAndTokenForOthersAreRefused() {
        String foreign = town.cluster.token(Town.NAMESPACE, "oncall", "https://example.org");
        for (String token : List.of("invented", foreign)) {
            problem(requests.get(token, "/api/rollouts"), 401)
                    .header("WWW-Authenticate", containsString("invalid_token"))
                    .body("detail", containsString("audience than tidegate"));
        }
    }

    @Test
    void missingRightIsNamedWithWhoLacksItAndTheRoleThatHasIt() {
        problem(requests.get(ci, "/api/rollouts?namespace=" + Town.NAMESPACE), 403)
                .body("detail", containsString(Accounts.user("ci") + " may not list rollouts"))
                .body("detail", containsString("in namespace " + Town.NAMESPACE))
                .body("detail", containsString("--clusterrole=tidegate-viewer"));
        problem(requests.get(oncall, "/api/rollouts"), 403)
                .body("detail", containsString("in all namespaces"));
        requests.get(oncall, "/api/rollouts?namespace=" + Town.NAMESPACE).statusCode(200);
        problem(requests.get(oncall, "/api/rollouts/" + Town.NAMESPACE + "/nothing-1"), 404);
        problem(requests.get(oncall, "/api/rollouts/elsewhere/nothing-1"), 403);
        problem(requests.get(oncall, "/api/alerts/elsewhere/reviews"), 403);
        problem(requests.get(oncall, "/api/alerts/No/reviews"), 400)
                .body("detail", containsString("namespace: \"No\""));
    }

    @Test
    void alertCredentialTakesTrafficBackAndCannotPromote() {
        // Given a release that waits for somebody
        town.service("guarded", Policies.PAUSING);
        problem(requests.event(alerting, DEPLOY, deployment("guarded")), 403);
        requests.event(ci, DEPLOY, deployment("guarded")).statusCode(202);
        town.awaitPhase("guarded-1", "Paused");
        // When
        for (String command : List.of("promote", "resume", "skip", "abort", "pause", "retry")) {
            problem(requests.event(alerting, "command", command("guarded", command)), 403)
                    .body("detail", containsString("may not " + command + " rollouts"));
            problem(requests.event(ci, "command", command("guarded", command)), 403);
        }
        problem(requests.event(ci, ALERT, alert("guarded")), 403);
        problem(requests.event(oncall, ALERT, alert("guarded")), 403);
        // Then
        assertThat(town.phase("guarded-1")).isEqualTo("Paused");
        requests.event(alerting, ALERT, alert("guarded")).statusCode(202);
        town.awaitPhase("guarded-1", "RolledBack");
    }

    @Test
    void commandIsRecordedWithWhoGaveItAndWhy() {
        // Given
        town.service("named", Policies.PAUSING);
        requests.event(ci, DEPLOY, deployment("named")).statusCode(202);
        town.awaitPhase("named-1", "Paused");
        // When somebody gives commands in another's name, the last one too late
        requests.event(oncall, "command", command("named", "promote")).statusCode(202);
        town.awaitPhase("named-1", "Baking");
        requests.event(oncall, "command", command("named", "abort")).statusCode(202);
        town.awaitPhase("named-1", "RolledBack");
        requests.event(oncall, "command", command("named", "abort")).statusCode(202);
        // Then each outcome of theirs is their own
        String user = Accounts.user("oncall");
        String who = user + ": the budget is fine";
        assertThat(town.status("named-1").path("history").findValuesAsText("actor"))
                .containsExactly(user, user, user);
        requests.get(oncall, "/api/rollouts/" + Town.NAMESPACE + "/named-1")
                .statusCode(200)
                .body("history.cause", hasItem("promote by " + who))
                .body("history.last().initiator.actor", equalTo(user));
        town.awaitTold("tidegate.cdevents", who, "Baking", "RollingBack", "RolledBack");
        town.awaitTold("tidegate.rollouts", who, "Baking", "RollingBack", "RolledBack", "refused");
    }

    @Test
    void whileTheApiServerIsAwayOnlyWhoWasKnownComesIn() {
        // Given
        String late = accounts.token("late", "tidegate-deployer");
        requests.event(ci, DEPLOY, deployment("away")).statusCode(202);
        // When
        town.cluster.outage(true);
        // Then
        problem(requests.event(late, DEPLOY, deployment("away")), 503)
                .header("Retry-After", equalTo("5"))
                .body("detail", containsString("API server cannot be asked"));
        requests.event(ci, DEPLOY, deployment("away")).statusCode(202);
    }

    @Test
    void signedWebhookIsTheToolsOwnUserInRbac() {
        requests.webhook("github", "", Map.of("X-Hub-Signature-256", "sha256=" + hmac(SECRET)))
                .statusCode(202);
        problem(
                        requests.webhook(
                                "github", "", Map.of("X-Hub-Signature-256", "sha256=" + hmac("x"))),
                        401)
                .body("detail", containsString("tidegate.webhooks.github.secret"));
        problem(requests.webhook("github", "", Map.of()), 401)
                .body("detail", containsString("the signature is missing"));
        problem(requests.webhook("github", alerting, Map.of()), 403)
                .body("detail", containsString("may not deploy"));
        requests.webhook("github", ci, Map.of()).statusCode(202);
    }

    @Test
    void functionTakesEventsFromWhoMayDeliverThem() throws IOException {
        // Given the binding that the overlays ship, and an account as Knative makes one
        StrictManifest.documents(Path.of("functions", "settings", "rights.yaml"))
                .forEach(binding -> town.cluster.put(binding.toString()));
        town.cluster.put(
                """
                {"apiVersion": "v1", "kind": "ServiceAccount",
                 "metadata": {"name": "it-source", "namespace": "tidegate-system"}}
                """);
        String source = town.cluster.token("tidegate-system", "it-source", "tidegate");
        Map<String, String> settings =
                Map.of(
                        "quarkus.profile",
                        "functions",
                        "kafka.bootstrap.servers",
                        town.broker.bootstrapServers(),
                        "quarkus.kubernetes-client.api-server-url",
                        town.cluster.url());
        try (Artifact function = Artifact.launch(settings, directory.resolve("function.log"))) {
            function.awaitListening();
            Requests knative = new Requests(function.url());
            // Then what others bring is asked for again, and a command is no exception
            Map<String, String> refused =
                    Map.of("", "no token shows", "invented", "audience", oncall, "may not deliver");
            for (String token : refused.keySet()) {
                for (String type : List.of("tick", "command")) {
                    problem(knative.delivery(token, type), 503)
                            .header("Retry-After", "5")
                            .body("detail", containsString(refused.get(token)));
                }
                // and is not read
                assertThat(Announced.answer(function.url().resolve("/"), token))
                        .startsWith("HTTP/1.1 503 ");
            }
            knative.delivery(source, "tick").statusCode(204);
        } finally {
            town.cluster.delete("ClusterRoleBinding", "", "tidegate-sources");
            town.cluster.delete("ServiceAccount", "tidegate-system", "it-source");
        }
    }
}
