package dev.tidegate.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.sandbox.Artifact;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.Map;

/** The artifact with a setting that is none. */
class MisspeltSettingIT {

    @TempDir private static Path directory;

    @Test
    void startEndsWithTheSettingsNameAndTheOneThatIsNear() {
        Map<String, String> settings =
                Map.of("tidegate.clustr-domain", "k8s.lab", "tidegate.colour", "blue");
        try (Artifact artifact = Artifact.launch(settings, directory.resolve("log"))) {
            assertThat(artifact.exitCode()).isEqualTo(1);
            assertThat(artifact.lines())
                    .containsSequence(
                            "tidegate.clustr-domain is no setting; did you mean"
                                    + " tidegate.cluster-domain?",
                            "tidegate.colour is no setting; application.properties of Tidegate"
                                    + " names them all")
                    .noneMatch(line -> line.startsWith("\tat "));
        }
    }
}
