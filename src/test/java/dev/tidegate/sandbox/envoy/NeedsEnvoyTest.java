package dev.tidegate.sandbox.envoy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;

import java.nio.file.Path;
import java.util.Optional;

class NeedsEnvoyTest {

    @Test
    void aTestRunsWhereEnvoyIsFound() {
        assertThat(result(Optional.of(Path.of("envoy")), false).isDisabled()).isFalse();
        assertThat(result(Optional.of(Path.of("envoy")), true).isDisabled()).isFalse();
    }

    @Test
    void aTestIsLeftOutWithTheSentenceWhereItIsMissing() {
        ConditionEvaluationResult result = result(Optional.empty(), false);
        assertThat(result.isDisabled()).isTrue();
        assertThat(result.getReason()).contains(EnvoyBinary.missing());
    }

    @Test
    void aTestFailsWhereItIsMissingAndDemanded() {
        assertThatIllegalStateException()
                .isThrownBy(() -> result(Optional.empty(), true))
                .withMessage(EnvoyBinary.missing());
    }

    private static ConditionEvaluationResult result(Optional<Path> found, boolean demanded) {
        return NeedsEnvoy.Condition.result(found, demanded);
    }
}
