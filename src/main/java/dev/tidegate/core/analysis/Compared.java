package dev.tidegate.core.analysis;

/**
 * The two versions of a release, by the names that readings have for them.
 *
 * @param canary that is released
 * @param stable that it shall replace, another one
 */
public record Compared(String canary, String stable) {

    public Compared {
        Checks.name("canary", canary);
        Checks.name("stable", stable);
        if (canary.equals(stable)) {
            throw new IllegalArgumentException(
                    "canary: \"%s\" is stable as well; compare two versions".formatted(canary));
        }
    }

    Tick tick(Interval interval, Measure measure) {
        return interval.tick(canary, stable, measure.name());
    }
}
