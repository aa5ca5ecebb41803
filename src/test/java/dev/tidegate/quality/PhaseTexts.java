package dev.tidegate.quality;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Names of phases as texts in the code that is shipped: a phase is compared by its kind. Argo CD
 * and Grafana have words of their own that are the same, and so have Kubernetes' conditions.
 */
final class PhaseTexts {

    private static final Pattern TITLE =
            Pattern.compile(
                    "\"(Pending|Preparing|Progressing|Paused|Baking|RollingBack|Succeeded|RolledBack"
                        + "|Superseded|Failed)\"");
    private static final Pattern SHIPPED = Pattern.compile("src/(main|sandbox)/java/.*\\.java");
    private static final Pattern EXCEPT =
            Pattern.compile(
                    ".*/(adapter/webhook/\\w+|adapter/rollouts/RolloutConditions|rollout/PhaseKind)\\.java");

    private PhaseTexts() {}

    static List<String> found(List<Source> sources) {
        return sources.stream()
                .filter(source -> SHIPPED.matcher(source.path()).matches())
                .filter(source -> !EXCEPT.matcher(source.path()).matches())
                .flatMap(
                        source ->
                                source.text()
                                        .lines()
                                        .filter(TITLE.asPredicate())
                                        .map(line -> source.path() + ": " + line.strip()))
                .toList();
    }
}
