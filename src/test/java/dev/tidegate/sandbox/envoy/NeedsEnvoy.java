package dev.tidegate.sandbox.envoy;

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
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Runs a test where Envoy is found. Elsewhere one line says that it is missing and how to get it;
 * with the system property {@code tidegate.demands-envoy}, which CI sets, the test fails instead.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsEnvoy.Condition.class)
public @interface NeedsEnvoy {

    /** Looks for it. */
    final class Condition implements ExecutionCondition {
        private static final AtomicBoolean NAMED = new AtomicBoolean();

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            ConditionEvaluationResult result =
                    result(EnvoyBinary.find(), Boolean.getBoolean("tidegate.demands-envoy"));
            if (result.isDisabled() && NAMED.compareAndSet(false, true)) {
                System.out.printf(
                        "Tests that need a real Envoy are left out: %s%n", EnvoyBinary.missing());
            }
            return result;
        }

        static ConditionEvaluationResult result(Optional<Path> found, boolean demanded) {
            if (found.isPresent()) {
                return ConditionEvaluationResult.enabled("Envoy is there");
            }
            if (demanded) {
                throw new IllegalStateException(EnvoyBinary.missing());
            }
            return ConditionEvaluationResult.disabled(EnvoyBinary.missing());
        }
    }
}
