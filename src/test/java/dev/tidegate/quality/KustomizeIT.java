package dev.tidegate.quality;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * That {@code kubectl} builds what can be applied with it. {@link ManifestsTest} and {@link
 * FunctionsTest} check the same folders without it; this one runs where a cluster is, and there
 * kubectl is needed.
 */
@Tag("real-cluster")
class KustomizeIT {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "k8s",
                "k8s/monitoring",
                "kafka",
                "functions/overlays/all-in-one",
                "functions/overlays/functions",
                "functions/overlays/hybrid",
                "functions/broker",
                "functions/monitoring"
            })
    void kustomizeBuildsIt(String folder, @TempDir Path temp)
            throws IOException, InterruptedException {
        build(folder, temp);
    }

    @ParameterizedTest
    @ValueSource(strings = {"all-in-one", "functions", "hybrid"})
    void kustomizationOfYourOwnAddsKafkaTls(String shape, @TempDir Path temp)
            throws IOException, InterruptedException {
        Path functions = temp.toRealPath().relativize(Path.of("functions").toRealPath());
        Files.writeString(
                temp.resolve("kustomization.yaml"),
                """
                apiVersion: kustomize.config.k8s.io/v1beta1
                kind: Kustomization
                resources: [%1$s/overlays/%2$s]
                components: [%1$s/kafka-tls]
                """
                        .formatted(functions, shape));
        assertThat(build(temp.toString(), temp))
                .filteredOn(r -> r.path("kind").asText().equals("ConfigMap"))
                .singleElement()
                .satisfies(
                        config ->
                                assertThat(config.at("/data/KAFKA_SECURITY_PROTOCOL").asText())
                                        .isEqualTo("SSL"));
    }

    private static List<JsonNode> build(String folder, Path temp)
            throws IOException, InterruptedException {
        Path built = temp.resolve("built.yaml");
        Process kubectl =
                new ProcessBuilder("kubectl", "kustomize", folder)
                        .redirectErrorStream(true)
                        .redirectOutput(built.toFile())
                        .start();
        assertThat(kubectl.waitFor()).as(Files.readString(built)).isZero();
        List<JsonNode> resources = StrictManifest.documents(built);
        assertThat(resources)
                .isNotEmpty()
                .allSatisfy(r -> assertThat(StrictManifest.problem(r)).isEmpty());
        Set<String> configs =
                resources.stream()
                        .filter(r -> r.path("kind").asText().equals("ConfigMap"))
                        .map(Overlay::name)
                        .collect(Collectors.toSet());
        assertThat(
                        resources.stream()
                                .flatMap(r -> r.findValues("configMapRef").stream())
                                .map(ref -> ref.path("name").asText()))
                .allMatch(configs::contains);
        return resources;
    }
}
