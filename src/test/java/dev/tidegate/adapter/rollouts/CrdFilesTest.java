package dev.tidegate.adapter.rollouts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import dev.tidegate.adapter.policies.PolicyExamples;
import dev.tidegate.adapter.policies.RolloutPolicy;

import io.fabric8.crdv2.generator.CRDGenerator;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The manifests in k8s/crd are generated: {@code -Dcrd.write=true} writes them anew. */
class CrdFilesTest {

    @ParameterizedTest
    @ValueSource(strings = {"rolloutpolicies", "rollouts"})
    void manifestIsWhatTheTypesSay(String plural, @TempDir Path generated) throws IOException {
        // Given the CRDs of the Java types
        new CRDGenerator()
                .customResourceClasses(RolloutPolicy.class, RolloutResource.class)
                .forCRDVersions("v1")
                .withPostProcessor(new CrdFiles())
                .inOutputDir(generated.toFile())
                .generate();
        String expected = Files.readString(generated.resolve(plural + ".tidegate.dev-v1.yml"));
        // When somebody asks, they are written
        Path manifest = Path.of("k8s/crd/" + plural + ".yaml");
        if (Boolean.getBoolean("crd.write")) {
            Files.writeString(manifest, expected);
        }
        // Then the manifests are the same
        assertThat(Files.readString(manifest)).isEqualTo(expected);
    }

    @Test
    void stepsOfACustomRampKeepTheRulesOfSteps() throws IOException {
        JsonNode spec =
                PolicyExamples.YAML
                        .readTree(Files.readString(Path.of("k8s/crd/rolloutpolicies.yaml")))
                        .at("/spec/versions/0/schema/openAPIV3Schema/properties/spec/properties");
        assertThat(spec.at("/ramp/properties/custom/x-kubernetes-validations"))
                .isNotEmpty()
                .isEqualTo(spec.at("/steps/x-kubernetes-validations"));
    }
}
