package dev.tidegate.sandbox;

import dev.tidegate.core.rollout.PhaseKind;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A rollout as {@code kubectl get rollouts} shows it.
 *
 * @param phase empty until the first status
 * @param step such as {@code 2/4}
 * @param reason why it waits, was rolled back or failed; may be empty
 * @param weight the canary's wanted share, in percent
 * @param movedAt when it came there; empty until the first status
 */
record RolloutView(
        String name,
        String service,
        String version,
        String phase,
        String step,
        double weight,
        String reason,
        Optional<Instant> movedAt) {

    static RolloutView of(GenericKubernetesResource rollout) {
        return new RolloutView(
                rollout.getMetadata().getName(),
                text(rollout, "spec", "service"),
                text(rollout, "spec", "version"),
                text(rollout, "status", "phase"),
                text(rollout, "status", "step"),
                number(text(rollout, "status", "weight")),
                text(rollout, "status", "reason") + text(rollout, "status", "blockers"),
                moved(rollout));
    }

    private static Optional<Instant> moved(GenericKubernetesResource rollout) {
        List<Object> history = rollout.get("status", "state", "history");
        return history == null
                        || history.isEmpty()
                        || !(history.getLast() instanceof Map<?, ?> last)
                ? Optional.empty()
                : Optional.ofNullable(last.get("at")).map(at -> Instant.parse(at.toString()));
    }

    /** Whether it stands in that phase. */
    boolean is(PhaseKind phase) {
        return kind().filter(phase::equals).isPresent();
    }

    private Optional<PhaseKind> kind() {
        return PhaseKind.of(phase);
    }

    boolean ended() {
        return kind().filter(kind -> !kind.live()).isPresent();
    }

    /** Whether it is where {@code other} was. */
    boolean standsAt(RolloutView other) {
        return phase.equals(other.phase) && step.equals(other.step) && weight == other.weight;
    }

    /** Whether the canary is meant to have traffic. */
    boolean weighted() {
        return weight > 0;
    }

    /** The wanted share, such as {@code 25} or {@code 0.25}. */
    String percent() {
        return weight == Math.rint(weight) ? "%.0f".formatted(weight) : "%.2f".formatted(weight);
    }

    String title() {
        return is(PhaseKind.PROGRESSING) ? "Progressing, step " + step : phase;
    }

    private static String text(GenericKubernetesResource rollout, String... path) {
        Optional<Object> value = Optional.ofNullable(rollout.get((Object[]) path));
        return value.map(Object::toString).orElse("");
    }

    private static double number(String text) {
        String digits = text.replaceAll("[^0-9.]", "");
        return digits.isEmpty() ? 0 : Double.parseDouble(digits);
    }
}
