package dev.tidegate.quality;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import dev.tidegate.adapter.otlp.Recipe;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The page on Envoy's access log and the component that it names fit the product. */
class EnvoyLogInstallationTest {

    private static final Path COMPONENT = Path.of("k8s", "components", "envoy-als");
    private static final Path PAGE = Path.of("src", "docs", "sources-envoy.md");
    private static final String PORT = "grpc-otlp";

    @Test
    void componentOpensThePortThatTheProcessListensOn() throws IOException {
        Overlay installed = Overlay.of(Path.of("k8s"), COMPONENT);
        JsonNode container = one(installed, "Deployment").at("/spec/template/spec/containers/0");
        assertThat(value(container.path("env"), "TIDEGATE_EVIDENCE_ENVOY_ALS", "value"))
                .isEqualTo("on");
        String number = value(container.path("ports"), PORT, "containerPort");
        assertThat(Files.readAllLines(Path.of("src/main/resources/application.properties")))
                .contains("tidegate.evidence.envoy-als.port=" + number)
                .contains("tidegate.evidence.envoy-als=off");
        JsonNode service = one(installed, "Service").at("/spec/ports");
        assertThat(value(service, PORT, "port")).isEqualTo(number);
        assertThat(value(service, PORT, "targetPort")).isEqualTo(PORT);
        assertThat(one(installed, "NetworkPolicy").at("/spec/ingress/1/ports/0/port").asText())
                .isEqualTo(PORT);
        assertThat(installed.resources())
                .allSatisfy(each -> assertThat(StrictManifest.problem(each)).isEmpty());
    }

    @Test
    void withoutItThePortIsShut() {
        Overlay installed = Overlay.of(Path.of("k8s"));
        assertThat(installed.resources().toString()).doesNotContain(PORT);
    }

    @Test
    void labelsOfTheRecipeAreThoseThatAreRead() throws IOException {
        List<String> blocks = new Markdown(Files.readString(PAGE)).blocks("yaml");
        JsonNode provider = StrictManifest.document(blocks.get(1)).at("/extensionProviders/0");
        List<String> labels = new ArrayList<>();
        provider.at("/envoyOtelAls/logFormat/labels").fieldNames().forEachRemaining(labels::add);
        assertThat(labels).containsExactlyInAnyOrderElementsOf(Recipe.LABELS);
        // and the Telemetry names the provider
        assertThat(StrictManifest.document(blocks.get(2)).at("/spec/accessLogging/0/providers/0"))
                .isEqualTo(StrictManifest.document("name: " + provider.path("name").asText()));
    }

    @Test
    void linkedFilesAreThere() throws IOException {
        assertThat(new Markdown(Files.readString(PAGE)).files())
                .isNotEmpty()
                .allSatisfy(link -> assertThat(PAGE.resolveSibling(link)).exists());
    }

    private static JsonNode one(Overlay installed, String kind) {
        return installed.resources().stream()
                .filter(each -> each.path("kind").asText().equals(kind))
                .filter(each -> each.at("/metadata/name").asText().equals("tidegate"))
                .findFirst()
                .orElseThrow();
    }

    private static String value(JsonNode list, String name, String field) {
        for (JsonNode each : list) {
            if (each.path("name").asText().equals(name)) {
                return each.path(field).asText();
            }
        }
        return "none";
    }
}
