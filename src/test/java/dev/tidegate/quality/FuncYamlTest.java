package dev.tidegate.quality;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** That Knative's {@code func} deploys the functions that the overlays do. */
class FuncYamlTest {

    private static final Path FUNCTIONS = Path.of("functions");

    @ParameterizedTest
    @ValueSource(strings = {"deploy-started", "alert", "step-timer", "command"})
    void funcDeploysWhatTheServiceIs(String name) {
        Path folder = FUNCTIONS.resolve(name);
        JsonNode func = StrictManifest.documents(folder.resolve("func.yaml")).getFirst();
        assertThat(StrictManifest.problem(func, FuncYaml.class)).as(name).isEmpty();
        assertThat(func.path("name").asText()).isEqualTo(name);
        JsonNode service = StrictManifest.documents(folder.resolve("service.yaml")).getFirst();
        Map<String, String> environment =
                environment(service.at("/spec/template/spec/containers/0/env"));
        assertThat(environment)
                .containsEntry("TIDEGATE_FUNCTION", name)
                .containsEntry("QUARKUS_PROFILE", "functions");
        // func knows no name of a ConfigMap that ends in a hash
        environment.putAll(Overlay.of(FUNCTIONS.resolve("overlays/functions")).literals());
        assertThat(environment(func.at("/run/envs"))).as(name).isEqualTo(environment);
    }

    /** The values by name; one of a Secret as func writes it. */
    private static Map<String, String> environment(JsonNode entries) {
        Map<String, String> all = new HashMap<>();
        for (JsonNode entry : entries) {
            JsonNode secret = entry.at("/valueFrom/secretKeyRef");
            all.put(
                    entry.path("name").asText(),
                    secret.isMissingNode()
                            ? entry.path("value").asText()
                            : "{{ secret:%s:%s }}"
                                    .formatted(
                                            secret.path("name").asText(),
                                            secret.path("key").asText()));
        }
        return all;
    }
}
