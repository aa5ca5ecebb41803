package dev.tidegate.quality;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
                "kafka/namespace",
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
    @CsvSource({
        "all-in-one, kafka-tls, KAFKA_SECURITY_PROTOCOL, SSL",
        "functions, kafka-tls, KAFKA_SECURITY_PROTOCOL, SSL",
        "hybrid, kafka-tls, KAFKA_SECURITY_PROTOCOL, SSL",
        "functions, network, TIDEGATE_FUNCTIONS_ACCESS, network",
        "hybrid, network, TIDEGATE_FUNCTIONS_ACCESS, network"
    })
    void kustomizationOfYourOwnAddsAComponent(
            String shape, String component, String key, String value, @TempDir Path temp)
            throws IOException, InterruptedException {
        Path functions = temp.toRealPath().relativize(Path.of("functions").toRealPath());
        Files.writeString(
                temp.resolve("kustomization.yaml"),
                """
                apiVersion: kustomize.config.k8s.io/v1beta1
                kind: Kustomization
                resources: [%1$s/overlays/%2$s%4$s]
                components: [%1$s/%3$s]
                """
                        .formatted(
                                functions,
                                shape,
                                component,
                                // whose Triggers name all four functions
                                shape.equals("functions")
                                        ? ", %s/broker".formatted(functions)
                                        : ""));
        List<JsonNode> built = build(temp.toString(), temp);
        assertThat(built)
                .filteredOn(r -> r.path("kind").asText().equals("ConfigMap"))
                .singleElement()
                .satisfies(
                        config ->
                                assertThat(config.path("data").path(key).asText())
                                        .isEqualTo(value));
        assertThat(built.stream().anyMatch(r -> r.findValue("audience") != null))
                .isEqualTo(!component.equals("network") && !shape.equals("all-in-one"));
    }

    @Test
    void componentMakesAuthorsAPartOfEdit(@TempDir Path temp)
            throws IOException, InterruptedException {
        Path k8s = temp.toRealPath().relativize(Path.of("k8s").toRealPath());
        Files.writeString(
                temp.resolve("kustomization.yaml"),
                """
                apiVersion: kustomize.config.k8s.io/v1beta1
                kind: Kustomization
                resources: [%1$s]
                components: [%1$s/components/authors-edit]
                """
                        .formatted(k8s));
        assertThat(build(temp.toString(), temp))
                .filteredOn(r -> Overlay.name(r).equals("tidegate-author"))
                .singleElement()
                .satisfies(role -> assertThat(RolesTest.aggregated(role)).containsExactly("edit"));
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
