package dev.tidegate.quality;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What {@code kubectl apply -k k8s/} installs. */
class ManifestsTest {

    private static final Path K8S = Path.of("k8s");
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    @Test
    void kustomizationNamesEveryFile() throws IOException {
        List<String> named = new ArrayList<>();
        YAML.readTree(K8S.resolve("kustomization.yaml").toFile())
                .path("resources")
                .forEach(resource -> named.add(resource.asText()));
        assertThat(named).containsExactlyInAnyOrderElementsOf(files());
    }

    @Test
    void everyDocumentIsAResource() throws IOException {
        for (String file : files()) {
            for (JsonNode resource : documents(file)) {
                assertThat(resource.path("apiVersion").asText()).as(file).isNotEmpty();
                assertThat(resource.path("kind").asText()).as(file).isNotEmpty();
                assertThat(resource.at("/metadata/name").asText()).as(file).isNotEmpty();
            }
        }
    }

    private static List<String> files() throws IOException {
        try (Stream<Path> files = Files.walk(K8S)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> K8S.relativize(file).toString().replace('\\', '/'))
                    .filter(file -> !file.equals("kustomization.yaml"))
                    .toList();
        }
    }

    private static List<JsonNode> documents(String file) throws IOException {
        try (var documents =
                YAML.readerFor(JsonNode.class).<JsonNode>readValues(K8S.resolve(file).toFile())) {
            return documents.readAll();
        }
    }
}
