package dev.tidegate.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The API server double as a person meets it: through kubectl, with the sandbox's kubeconfig. */
@NeedsKubectl
class KubectlTest {

    private static final String POLICY =
            """
            apiVersion: tidegate.dev/v1alpha1
            kind: RolloutPolicy
            metadata: {name: reviews}
            spec:
              route: {virtualServices: [{name: reviews}], destinationRule: reviews}
              steps: [{weight: 5, hold: 2m}, {weight: 100}]
              bake: 1m
            """;

    private static final String DEPLOYMENT =
            """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: reviews-v2}
            spec:
              replicas: 2
              selector: {matchLabels: {app: reviews}}
              template:
                metadata: {labels: {app: reviews}}
                spec:
                  containers:
                    - {name: app, image: "reviews:1"}
                    - {name: proxy, image: "proxy:1"}
            """;

    @TempDir private Path directory = Path.of("");
    private final ApiServer server = ApiServer.start(0);
    private Path kubeconfig = Path.of("");

    private record Ran(int code, String said) {}

    @BeforeEach
    void configure() {
        kubeconfig = Kubeconfig.write(directory, server.url(), "bookinfo");
        Manifests.namespace(server, "bookinfo");
        server.put(
                """
                {"kind":"Rollout","metadata":{"name":"reviews-1","namespace":"bookinfo"},
                 "spec":{"service":"reviews","version":"v2"},
                 "status":{"phase":"Progressing","step":"1/4","weight":"5 %",
                  "blockers":["2 of 3 pods are available"],
                  "conditions":[{"type":"Ended","status":"False"}]}}
                """);
    }

    @AfterEach
    void close() {
        server.close();
    }

    private Ran kubectl(String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("kubectl"));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("KUBECONFIG", kubeconfig.toString());
        builder.environment().put("KUBECACHEDIR", directory.resolve("cache").toString());
        Process kubectl = builder.start();
        String said = new String(kubectl.getInputStream().readAllBytes(), UTF_8);
        return new Ran(kubectl.waitFor(), said);
    }

    private String says(String... words) throws IOException, InterruptedException {
        Ran ran = kubectl(words);
        assertThat(ran.code()).as(ran.said()).isZero();
        return ran.said();
    }

    private String apply(String yaml, String... more) throws IOException, InterruptedException {
        return says(words(yaml, more));
    }

    private String[] words(String yaml, String... more) throws IOException {
        String file = Files.writeString(directory.resolve("object.yaml"), yaml).toString();
        List<String> words = new ArrayList<>(List.of("apply", "-f", file));
        words.addAll(List.of(more));
        return words.toArray(String[]::new);
    }

    @Test
    void rolloutsAreATableWithTheColumnsOfTheirDefinition()
            throws IOException, InterruptedException {
        String[] lines = says("get", "tgr").split("\n", -1);
        assertThat(lines[0].split(" {2,}", -1))
                .containsExactly(
                        "NAME",
                        "SERVICE",
                        "VERSION",
                        "PHASE",
                        "STEP",
                        "WEIGHT",
                        "AGE",
                        "WAITS FOR");
        assertThat(lines[1])
                .matches(
                        "reviews-1 +reviews +v2 +Progressing +1/4 +5 % +\\d+s +2 of 3 pods are"
                                + " available");
        assertThat(says("get", "rollouts.tidegate.dev", "-A")).contains("NAMESPACE", "bookinfo");
        assertThat(says("get", "tidegate", "-o", "name"))
                .isEqualTo("rollout.tidegate.dev/reviews-1\n");
        assertThat(says("get", "tgr", "reviews-1", "-o", "jsonpath={.status.phase}"))
                .isEqualTo("Progressing");
        assertThat(says("describe", "tgr", "reviews-1")).contains("2 of 3 pods are available");
    }

    @Test
    void policyIsAppliedChangedAndDeleted() throws IOException, InterruptedException {
        assertThat(apply(POLICY, "--dry-run=server")).contains("created (server dry run)");
        assertThat(server.get("RolloutPolicy", "bookinfo", "reviews")).isEmpty();
        assertThat(apply(POLICY)).contains("rolloutpolicy.tidegate.dev/reviews created");
        assertThat(apply(POLICY)).contains("unchanged");
        assertThat(apply(POLICY.replace("2m", "3m"))).contains("configured");
        assertThat(
                        server.get("RolloutPolicy", "bookinfo", "reviews")
                                .orElseThrow()
                                .at("/spec/steps/0/hold")
                                .asText())
                .isEqualTo("3m");
        assertThat(says("get", "tgp")).containsSubsequence("STABLE", "LIVE ROLLOUT", "VALID");
        assertThat(says("delete", "tgp", "reviews")).contains("deleted");
        Ran gone = kubectl("get", "tgp", "reviews");
        assertThat(gone.code()).isEqualTo(1);
        assertThat(gone.said())
                .contains("(NotFound): rolloutpolicies.tidegate.dev \"reviews\" not found");
    }

    @Test
    void whatTheSchemaDoesNotKnowIsRefused() throws IOException, InterruptedException {
        Ran unknown = kubectl(words(POLICY.replace("bake:", "baking:")));
        assertThat(unknown.code()).isEqualTo(1);
        assertThat(unknown.said()).contains("strict decoding error: unknown field \"spec.baking\"");
        Ran invalid = kubectl(words(POLICY.replace("weight: 5,", "weight: 500,")));
        assertThat(invalid.code()).isEqualTo(1);
        assertThat(invalid.said()).contains("weight", "100");
        assertThat(server.get("RolloutPolicy", "bookinfo", "reviews")).isEmpty();
    }

    @Test
    void changeOfOneContainerLeavesTheOther() throws IOException, InterruptedException {
        apply(DEPLOYMENT);
        assertThat(apply(DEPLOYMENT.replace("reviews:1", "reviews:2"))).contains("configured");
        assertThat(
                        says(
                                "get",
                                "deploy",
                                "reviews-v2",
                                "-o",
                                "jsonpath={.spec.template.spec.containers[*].image}"))
                .isEqualTo("reviews:2 proxy:1");
        assertThat(says("get", "all")).contains("deployment.apps/reviews-v2", "0/2");
    }

    @Test
    void waitEndsWithTheCondition() throws IOException, InterruptedException {
        // Given somebody who waits
        Ran early = kubectl("wait", "--for=condition=Ended", "tgr/reviews-1", "--timeout=1s");
        assertThat(early.code()).isEqualTo(1);
        CompletableFuture<Ran> waiting =
                CompletableFuture.supplyAsync(
                        () -> {
                            try {
                                return kubectl(
                                        "wait",
                                        "--for=condition=Ended",
                                        "rollouts.tidegate.dev/reviews-1",
                                        "--timeout=60s");
                            } catch (IOException | InterruptedException e) {
                                throw new IllegalStateException(e);
                            }
                        });
        // When it ends
        server.put(
                """
                {"kind":"Rollout","metadata":{"name":"reviews-1","namespace":"bookinfo"},
                 "spec":{"service":"reviews","version":"v2"},
                 "status":{"phase":"Succeeded","conditions":[{"type":"Ended","status":"True"}]}}
                """);
        // Then
        assertThat(waiting.join().said()).contains("rollout.tidegate.dev/reviews-1 condition met");
        assertThat(says("get", "tgr")).contains("Succeeded");
    }

    @Test
    void fieldsAreExplained() throws IOException, InterruptedException {
        assertThat(says("explain", "tgp.spec.bake"))
                .contains("KIND:       RolloutPolicy", "How long the old version stays at hand");
        assertThat(says("explain", "tgr"))
                .contains("GROUP:      tidegate.dev", "metadata", "status");
        assertThat(says("api-resources")).containsPattern("rollouts +tgr +tidegate.dev/v1alpha1");
    }
}
