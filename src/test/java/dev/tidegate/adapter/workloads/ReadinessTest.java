package dev.tidegate.adapter.workloads;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;

import dev.tidegate.adapter.policies.PolicyExamples;
import dev.tidegate.core.event.Pods;
import dev.tidegate.core.rollout.Availability;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Map;

class ReadinessTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    replicas: 2 | replicas: 2, updatedReplicas: 2, availableReplicas: 2 | ''
                    replicas: 2 | replicas: 5, updatedReplicas: 5, availableReplicas: 5 | ''
                    replicas: 2 | replicas: 2, updatedReplicas: 2, availableReplicas: 1 | has 1 of 2 pods ready
                    replicas: 2 | replicas: 2, updatedReplicas: 2                       | has 0 of 2 pods ready
                    replicas: 2 | {}                                                    | has 0 of 2 pods ready
                    replicas: 0 | {}                                                    | is scaled to 0; scale it up
                    replicas: 0 | replicas: 1, updatedReplicas: 1, availableReplicas: 1 | is scaled to 0; scale it up
                    ''          | replicas: 1, updatedReplicas: 1, availableReplicas: 1 | ''
                    replicas: 2 | observedGeneration: 3, replicas: 2, updatedReplicas: 2, availableReplicas: 2 | was changed and is not rolled out yet
                    replicas: 3 | replicas: 4, updatedReplicas: 1, availableReplicas: 3 | has 0 of 3 pods ready
                    replicas: 3 | replicas: 4, updatedReplicas: 3, availableReplicas: 3 | has 2 of 3 pods ready
                    replicas: 3 | replicas: 3, updatedReplicas: 3, availableReplicas: 3 | ''
                    'replicas: 2, paused: true' | replicas: 2, availableReplicas: 2     | is paused before all its pods are of its state; resume it
                    'replicas: 2, paused: true' | replicas: 2, updatedReplicas: 2, availableReplicas: 2 | ''
                    """)
    void enoughPodsAreThoseOfTheDeploymentsPresentState(String spec, String status, String why)
            throws JsonProcessingException {
        String yaml =
                "{metadata: {generation: 4}, spec: {%s}, status: {%s}}"
                        .formatted(spec, status.equals("{}") ? "" : status);
        Pods pods =
                Readiness.pods(
                        "bookinfo",
                        "reviews-v2",
                        PolicyExamples.YAML.readValue(
                                yaml, new TypeReference<Map<String, Object>>() {}));
        assertThat(Availability.DEFAULT.lacking(pods).orElse(""))
                .isEqualTo(why.isEmpty() ? "" : "Deployment bookinfo/reviews-v2 " + why);
    }
}
