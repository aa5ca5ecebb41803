package dev.tidegate.sandbox;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

import java.io.File;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Runs a test where kubectl is on the PATH. Elsewhere one line says that it is missing; CI does not
 * demand it, because no package of its system has one that reads OpenAPI v3 (1.27 or newer).
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsKubectl.Condition.class)
@interface NeedsKubectl {

    /** Looks for it. */
    final class Condition implements ExecutionCondition {
        private static final String MISSING =
                "kubectl is on no path of PATH; get it from https://kubernetes.io/docs/tasks/tools";
        private static final AtomicBoolean NAMED = new AtomicBoolean();

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            boolean found =
                    Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                            .anyMatch(path -> Files.isExecutable(Path.of(path, "kubectl")));
            if (found) {
                return ConditionEvaluationResult.enabled("kubectl is there");
            }
            if (NAMED.compareAndSet(false, true)) {
                System.out.printf("Tests with kubectl are left out: %s%n", MISSING);
            }
            return ConditionEvaluationResult.disabled(MISSING);
        }
    }
}
