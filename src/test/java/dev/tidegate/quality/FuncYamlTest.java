package dev.tidegate.quality;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.Map.entry;

import com.fasterxml.jackson.databind.JsonNode;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** That Knative's {@code func} deploys the functions that the overlays do. */
class FuncYamlTest {

    private static final Path FUNCTIONS = Path.of("functions");
    private static final String SCALING =
            "/spec/template/metadata/annotations/autoscaling.knative.dev~1";
    private static final String POD = "/spec/template/spec";
    private static final String CONTAINER = POD + "/containers/0";

    /** Where func.yaml says the same as service.yaml. */
    private static final Map<String, String> SAME =
            Map.ofEntries(
                    entry("/deploy/namespace", "/metadata/namespace"),
                    entry(
                            "/deploy/labels/0/value",
                            "/metadata/labels/networking.knative.dev~1visibility"),
                    entry("/deploy/serviceAccountName", POD + "/serviceAccountName"),
                    entry(
                            "/deploy/annotations/autoscaling.knative.dev~1window",
                            SCALING + "window"),
                    entry("/deploy/options/scale/min", SCALING + "min-scale"),
                    entry("/deploy/options/scale/max", SCALING + "max-scale"),
                    entry(
                            "/deploy/options/resources/limits/concurrency",
                            POD + "/containerConcurrency"),
                    entry(
                            "/deploy/options/resources/limits/memory",
                            CONTAINER + "/resources/limits/memory"),
                    entry(
                            "/deploy/options/resources/requests/memory",
                            CONTAINER + "/resources/requests/memory"),
                    entry(
                            "/deploy/options/resources/requests/cpu",
                            CONTAINER + "/resources/requests/cpu"),
                    entry(
                            "/deploy/healthEndpoints/liveness",
                            CONTAINER + "/livenessProbe/httpGet/path"),
                    entry(
                            "/deploy/healthEndpoints/readiness",
                            CONTAINER + "/readinessProbe/httpGet/path"));

    @ParameterizedTest
    @ValueSource(strings = {"deploy-started", "alert", "step-timer", "command"})
    void funcDeploysWhatTheServiceIs(String name) {
        Path folder = FUNCTIONS.resolve(name);
        JsonNode func = StrictManifest.documents(folder.resolve("func.yaml")).getFirst();
        assertThat(StrictManifest.problem(func, FuncYaml.class)).as(name).isEmpty();
        assertThat(func.path("name").asText()).isEqualTo(name);
        Map<String, String> environment = environment(service(name).at(CONTAINER + "/env"));
        assertThat(environment)
                .containsEntry("TIDEGATE_FUNCTION", name)
                .containsEntry("QUARKUS_PROFILE", "functions");
        // func knows no name of a ConfigMap that ends in a hash
        environment.putAll(Overlay.of(FUNCTIONS.resolve("overlays/functions")).literals());
        assertThat(environment(func.at("/run/envs"))).as(name).isEqualTo(environment);
    }

    @ParameterizedTest
    @ValueSource(strings = {"deploy-started", "alert", "step-timer", "command"})
    void funcRunsItAsTheServiceDoes(String name) {
        JsonNode func =
                StrictManifest.documents(FUNCTIONS.resolve(name).resolve("func.yaml")).getFirst();
        JsonNode service = service(name);
        SAME.forEach(
                (here, there) ->
                        assertThat(func.at(here).asText())
                                .as(here)
                                .isNotEmpty()
                                .isEqualTo(service.at(there).asText()));
    }

    private static JsonNode service(String name) {
        return StrictManifest.documents(FUNCTIONS.resolve(name).resolve("service.yaml")).getFirst();
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
