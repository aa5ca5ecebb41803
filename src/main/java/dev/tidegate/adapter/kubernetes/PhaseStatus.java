package dev.tidegate.adapter.kubernetes;

import dev.tidegate.core.rollout.Phase;
import dev.tidegate.core.rollout.PhaseKind;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A phase as the flat fields of a status.
 *
 * @param due when a timer moves it on
 * @param reason of a pause, a rollback, a failure; the successor's name of Superseded
 */
record PhaseStatus(
        String phase,
        Instant since,
        @Nullable Instant due,
        @Nullable Integer stepIndex,
        List<String> blockers,
        @Nullable String reason,
        @Nullable Boolean declared,
        @Nullable PhaseStatus interrupted) {

    static PhaseStatus of(Phase phase) {
        return switch (phase) {
            case Phase.Pending p -> waiting(p, null, p.waits());
            case Phase.Preparing p -> waiting(p, p.step(), List.of());
            case Phase.Progressing p -> waiting(p, p.step(), List.of());
            case Phase.Baking p -> waiting(p, null, List.of());
            case Phase.Paused p ->
                    new PhaseStatus(
                            p.title(),
                            p.since(),
                            null,
                            null,
                            List.of(),
                            p.reason(),
                            p.declared(),
                            of(p.interrupted()));
            case Phase.RollingBack p -> because(p, p.cause());
            case Phase.Succeeded p -> because(p, null);
            case Phase.RolledBack p -> because(p, p.cause());
            case Phase.Superseded p -> because(p, p.by());
            case Phase.Failed p -> because(p, p.reason());
        };
    }

    private static PhaseStatus waiting(
            Phase.Pausable phase, @Nullable Integer step, List<String> blockers) {
        Optional<Instant> due = phase.due();
        return new PhaseStatus(
                phase.title(), phase.since(), due.orElse(null), step, blockers, null, null, null);
    }

    private static PhaseStatus because(Phase phase, @Nullable String reason) {
        return new PhaseStatus(
                phase.title(), phase.since(), null, null, List.of(), reason, null, null);
    }

    /**
     * The phase.
     *
     * @throws IllegalArgumentException naming the field, the value and the rule
     */
    Phase toPhase() {
        String why = reason == null ? "" : reason;
        return switch (kind(phase)) {
            case PENDING -> pending();
            case PREPARING ->
                    new Phase.Preparing(
                            stepIndex == null ? 0 : stepIndex, since, required("due", due));
            case PROGRESSING ->
                    new Phase.Progressing(
                            required("stepIndex", stepIndex), since, required("due", due));
            case BAKING -> new Phase.Baking(since, required("due", due));
            case PAUSED -> paused(why);
            case ROLLING_BACK -> new Phase.RollingBack(why, since);
            case SUCCEEDED -> new Phase.Succeeded(since);
            case ROLLED_BACK -> new Phase.RolledBack(why, since);
            case SUPERSEDED -> new Phase.Superseded(why, since);
            case FAILED -> new Phase.Failed(why, since);
        };
    }

    static PhaseKind kind(String phase) {
        return PhaseKind.of(phase)
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "status.phase: \"%s\" is unknown".formatted(phase)));
    }

    /** That the gates were skipped is told among what it waits for. */
    private Phase pending() {
        boolean skipped = blockers.contains(Phase.Pending.SKIPPED);
        List<String> others =
                blockers.stream().filter(b -> !b.equals(Phase.Pending.SKIPPED)).toList();
        return new Phase.Pending(since, required("due", due), others, skipped);
    }

    private Phase paused(String why) {
        Phase before = required("interrupted", interrupted).toPhase();
        if (before instanceof Phase.Pausable pausable) {
            return new Phase.Paused(pausable, Boolean.TRUE.equals(declared), why, since);
        }
        throw new IllegalArgumentException(
                "status.interrupted.phase: %s cannot be paused".formatted(before.title()));
    }

    private <T> T required(String field, @Nullable T value) {
        if (value == null) {
            throw new IllegalArgumentException(
                    "status.%s: is missing, but phase %s needs it".formatted(field, phase));
        }
        return value;
    }
}
