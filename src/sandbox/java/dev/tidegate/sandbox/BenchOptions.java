package dev.tidegate.sandbox;

import java.time.Duration;

/**
 * How much to measure.
 *
 * @param rollbacks in each situation
 * @param others live rollouts that advance meanwhile; 0 leaves that situation out
 * @param stepsPerSecond that the others are to make together
 * @param live live rollouts for the measure of memory; 0 leaves it out
 */
record BenchOptions(int rollbacks, int others, int stepsPerSecond, int live, int portBase) {
    static BenchOptions of(String... args) {
        Arguments given = new Arguments(args, "bench");
        BenchOptions options =
                new BenchOptions(
                        given.number("--rollbacks", 200, 1, 10_000),
                        given.number("--others", 1000, 0, 10_000),
                        given.number("--steps", 50, 1, 10_000),
                        given.number("--live", 10_000, 0, 50_000),
                        given.number("--port-base", 19192, 1024, 65000));
        given.requireNoOther();
        return options;
    }

    /**
     * How long each of the others holds a step. They are started one after the other over this
     * time, so that their steps are due evenly.
     */
    Duration hold() {
        return Duration.ofMillis(1000L * others / stepsPerSecond);
    }
}
