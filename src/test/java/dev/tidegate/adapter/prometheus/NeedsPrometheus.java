package dev.tidegate.adapter.prometheus;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Runs a test where Prometheus is found. Elsewhere it says that it is missing and how to get it;
 * with the system property {@code tidegate.demands-promtool}, which CI sets and which is of the
 * same package, the test fails instead.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsPrometheus.Condition.class)
@interface NeedsPrometheus {

    /** Looks for it. */
    final class Condition implements ExecutionCondition {

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            ConditionEvaluationResult result =
                    result(RealPrometheus.find(), Boolean.getBoolean("tidegate.demands-promtool"));
            if (result.isDisabled()) {
                System.out.printf(
                        "Tests with a real Prometheus are left out: %s%n", RealPrometheus.MISSING);
            }
            return result;
        }

        static ConditionEvaluationResult result(Optional<Path> found, boolean demanded) {
            if (found.isPresent()) {
                return ConditionEvaluationResult.enabled("Prometheus is there");
            }
            if (demanded) {
                throw new IllegalStateException(RealPrometheus.MISSING);
            }
            return ConditionEvaluationResult.disabled(RealPrometheus.MISSING);
        }
    }
}
