package dev.tidegate.sandbox;

import java.util.List;

/**
 * What the person asked of the sandbox.
 *
 * @param keep stay up after the play
 * @param portBase first of the consecutive ports
 * @param holdSeconds how long a step lasts, 1 to 600
 * @param functions whether Tidegate runs as functions that start with an event and end when idle
 */
record SandboxOptions(boolean keep, int portBase, int holdSeconds, boolean functions) {
    static final String USAGE =
            "Usage: ./tidegate sandbox [--keep] [--port-base 1024..65000] [--hold SECONDS]"
                    + " [--shape all-in-one|functions]";

    private static final List<String> SHAPES = List.of("all-in-one", "functions");

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
                        given.number("--hold", 4, 1, 600),
                        given.oneOf("--shape", SHAPES).equals("functions"));
        given.requireNoOther();
        return options;
    }
}
