package dev.tidegate.monitoring;

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
 * Runs a test where promtool is found. Elsewhere one line says that it is missing and how to get
 * it; with the system property {@code tidegate.demands-promtool}, which CI sets, the test fails
 * instead.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsPromtool.Condition.class)
@interface NeedsPromtool {

    /** Looks for it. */
    final class Condition implements ExecutionCondition {
        private static final AtomicBoolean NAMED = new AtomicBoolean();

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            ConditionEvaluationResult result =
                    result(Promtool.find(), Boolean.getBoolean("tidegate.demands-promtool"));
            if (result.isDisabled() && NAMED.compareAndSet(false, true)) {
                System.out.printf(
                        "Tests of the alerts' rules are left out: %s%n", Promtool.MISSING);
            }
            return result;
        }

        static ConditionEvaluationResult result(Optional<Path> found, boolean demanded) {
            if (found.isPresent()) {
                return ConditionEvaluationResult.enabled("promtool is there");
            }
            if (demanded) {
                throw new IllegalStateException(Promtool.MISSING);
            }
            return ConditionEvaluationResult.disabled(Promtool.MISSING);
        }
    }
}
