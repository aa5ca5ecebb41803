package dev.tidegate.sandbox;

/**
 * What the person asked of the sandbox.
 *
 * @param keep stay up after the play
 * @param portBase first of the consecutive ports
 * @param holdSeconds how long a step lasts, 1 to 600
 */
record SandboxOptions(boolean keep, int portBase, int holdSeconds) {
    static final String USAGE =
            "Usage: ./tidegate sandbox [--keep] [--port-base 1024..65000] [--hold SECONDS]";

    /**
     * Reads the command line.
     *
     * @throws Trouble naming the option and what would be right
     */
    static SandboxOptions of(String... args) {
        Arguments given = new Arguments(args, USAGE);
        SandboxOptions options =
                new SandboxOptions(
                        given.flag("--keep"),
                        given.number("--port-base", 19092, 1024, 65000),
                        given.number("--hold", 4, 1, 600));
        given.requireNoOther();
        return options;
    }
}
