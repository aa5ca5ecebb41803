package dev.tidegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;

import dev.tidegate.sandbox.ApiServer;
import dev.tidegate.sandbox.ApiServer.Call;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** {@code preview --cluster} on an API server double, found by a kubeconfig. */
class PreviewClusterTest {

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final String KUBECONFIG = "kubeconfig";
    private static final String POLICY =
            """
            apiVersion: tidegate.dev/v1alpha1
            kind: RolloutPolicy
            metadata: {name: reviews, namespace: bookinfo}
            spec:
              route: {virtualServices: [{name: reviews, http: [primary]}], destinationRule: reviews}
              steps: [{weight: 5}]
            """;

    private final ApiServer server = ApiServer.start(0);
    @TempDir Path folder = Path.of("");

    @BeforeEach
    void prepares() throws IOException {
        System.setProperty(KUBECONFIG, kubeconfig(server.url()).toString());
        put(
                """
                apiVersion: networking.istio.io/v1
                kind: VirtualService
                metadata: {name: reviews, namespace: bookinfo}
                spec:
                  hosts: [reviews]
                  http:
                  - name: primary
                    route: [{destination: {host: reviews, subset: v1}, weight: 100}]
                """);
        put(
                """
                apiVersion: networking.istio.io/v1
                kind: DestinationRule
                metadata: {name: reviews, namespace: bookinfo}
                spec: {host: reviews, subsets: [{name: v1, labels: {version: v1}}]}
                """);
        deployment(1);
        server.forgetWrites();
    }

    @AfterEach
    void ends() {
        System.clearProperty(KUBECONFIG);
        server.close();
    }

    @Test
    void everythingIsReadAndNothingWritten() throws IOException {
        // When
        String said = run(0);
        // Then
        assertThat(said)
                .contains("gate   open, stable v1", "from   " + server.url(), "weight: 95")
                .doesNotContain("resourceVersion", "uid: ".concat("\""), "creationTimestamp");
        assertThat(server.calls()).extracting(Call::verb).isSubsetOf(Set.of("get", "list"));
        for (String kind : List.of("VirtualService", "DestinationRule", "Deployment")) {
            assertThat(server.writes(kind)).isEmpty();
        }
    }

    @Test
    void podsThatAreNotReadyBlockTheGate() throws IOException {
        deployment(0);
        assertThat(run(1))
                .contains("gate   blocked", "  - Deployment bookinfo/reviews-v2 has 0 of 1 pods");
        server.delete("Deployment", "bookinfo", "reviews-v2");
        assertThat(run(1)).contains("  - Deployment bookinfo/reviews-v2 does not exist; deploy it");
    }

    @Test
    void policysStatusTellsTheStableVersionTheAlertsAndWhatIsUnderWay() throws IOException {
        // Given routes that two versions share, and an alert
        put(
                """
                apiVersion: networking.istio.io/v1
                kind: VirtualService
                metadata: {name: reviews, namespace: bookinfo}
                spec:
                  hosts: [reviews]
                  http:
                  - name: primary
                    route:
                    - {destination: {host: reviews, subset: v0}, weight: 50}
                    - {destination: {host: reviews, subset: v1}, weight: 50}
                """);
        put(
                POLICY
                        + """
                        status:
                          stable: v1
                          liveRollout: reviews-7
                          firing:
                          - {alert: Errors, severity: critical, fingerprint: f, startsAt: "2026-03-01T10:00:00Z"}
                        """);
        // Then
        assertThat(run(1))
                .contains("gate   blocked, stable v1")
                .contains("  - alert Errors (critical) fires since 2026-03-01T10:00:00Z; resolve")
                .contains("live   reviews-7 is under way already");
    }

    @Test
    void whoMayNotReadAllNamespacesReadsThePolicys() throws IOException {
        server.fail("list", "VirtualService", 1, 403);
        assertThat(run(0)).contains("routes only those of namespace bookinfo may be read");
    }

    @Test
    void clusterThatDoesNotAnswerIsNamed() throws IOException {
        server.fail("get", "Deployment", 9, 403);
        assertThat(run(2))
                .contains("--cluster: " + server.url(), "reading Deployment bookinfo/reviews-v2")
                .contains("name another kubeconfig, or give --objects");
        System.setProperty(KUBECONFIG, kubeconfig("http://127.0.0.1:1").toString());
        assertThat(run(2)).contains("--cluster: http://127.0.0.1:1", "cannot be reached");
    }

    private void deployment(int ready) throws IOException {
        put(
                """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: reviews-v2, namespace: bookinfo}
                spec: {replicas: 1}
                status: {availableReplicas: %d, updatedReplicas: 1}
                """
                        .formatted(ready));
    }

    private void put(String yaml) throws IOException {
        server.put(YAML.readTree(yaml).toString());
    }

    private Path kubeconfig(String url) throws IOException {
        return Files.writeString(
                folder.resolve("kubeconfig"),
                """
                apiVersion: v1
                kind: Config
                current-context: double
                contexts: [{name: double, context: {cluster: double, user: somebody}}]
                clusters: [{name: double, cluster: {server: "%s"}}]
                users: [{name: somebody, user: {}}]
                """
                        .formatted(url));
    }

    private String run(int exit) throws IOException {
        Path policy = Files.writeString(folder.resolve("policy.yaml"), POLICY);
        StringWriter text = new StringWriter();
        PrintWriter writer = new PrintWriter(text);
        int code =
                Tidegate.run(
                        writer,
                        writer,
                        "preview",
                        policy.toString(),
                        "--canary",
                        "v2",
                        "--cluster");
        assertThat(code).as(text.toString()).isEqualTo(exit);
        return text.toString();
    }
}
