package dev.tidegate.sandbox;

/**
 * How much to measure.
 *
 * @param rollbacks in each situation
 * @param others live rollouts that advance meanwhile
 * @param live rollouts for the measure of memory
 */
record BenchOptions(int rollbacks, int others, int live, int portBase) {
    static final String USAGE =
            "Usage: ./tidegate bench [--rollbacks N] [--others N] [--live N] [--port-base"
                    + " 1024..65000]";

    static BenchOptions of(String... args) {
        Arguments given = new Arguments(args, USAGE);
        BenchOptions options =
                new BenchOptions(
                        given.number("--rollbacks", 200, 1, 10_000),
                        given.number("--others", 1000, 0, 10_000),
                        given.number("--live", 10_000, 0, 50_000),
                        given.number("--port-base", 19192, 1024, 65000));
        given.requireNoOther();
        return options;
    }
}
