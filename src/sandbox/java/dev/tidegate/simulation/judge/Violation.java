package dev.tidegate.simulation.judge;

/**
 * An invariant that did not hold.
 *
 * @param micros when, since the start
 */
public record Violation(Invariant invariant, long micros, String what) {

    @Override
    public String toString() {
        return "%s (%s): %s".formatted(invariant, invariant.says(), what);
    }
}
