package dev.tidegate.sandbox.evidence;

import dev.tidegate.sandbox.Arguments;
import dev.tidegate.sandbox.Trouble;

import java.util.List;

/**
 * What is measured of the evidence, and how often.
 *
 * @param runs releases of each row
 * @param rows which part of the tables
 * @param seed of the first release; the next one has the next
 * @param threads that simulate at a time
 */
record EvidenceOptions(int runs, String rows, int seed, int threads) {

    /** Of {@code --rows}: all parts, or one of them; pictures are no part of all. */
    static final List<String> ROWS =
            List.of(
                    "all",
                    "good",
                    "bad",
                    "ramps",
                    "conditions",
                    "tools",
                    "rates",
                    "cost",
                    "pictures");

    private static final int RUNS = 1_000;
    private static final int MOST_RUNS = 100_000;
    private static final int MOST_SEED = 999_999_999;

    /**
     * Reads the command line.
     *
     * @throws Trouble when an option is unknown or out of range
     */
    static EvidenceOptions of(String... args) {
        Arguments given = new Arguments(args, "bench");
        given.flag("--evidence");
        EvidenceOptions options =
                new EvidenceOptions(
                        given.number("--runs", RUNS, 1, MOST_RUNS),
                        given.oneOf("--rows", ROWS),
                        given.number("--seed", 1, 0, MOST_SEED),
                        given.number(
                                "--threads", Runtime.getRuntime().availableProcessors(), 1, 1_000));
        given.requireNoOther();
        return options;
    }

    /** Whether a part is wanted. */
    boolean wants(String part) {
        return (rows.equals("all") && !part.equals("pictures")) || rows.equals(part);
    }
}
