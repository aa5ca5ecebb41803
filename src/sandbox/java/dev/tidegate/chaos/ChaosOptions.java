package dev.tidegate.chaos;

import dev.tidegate.sandbox.Arguments;

import java.time.Duration;

/**
 * How much is to go wrong.
 *
 * @param seed decides what happens, and when
 * @param releases how many versions are deployed; as many alerts are raised
 * @param faults how long something new goes wrong every now and then
 */
record ChaosOptions(int seed, int releases, Duration faults) {

    /** Longer than a silent leader is believed to live, and a silent member of a group. */
    private static final long SHORTEST_STOP = 13;

    private static final int MOST_SECONDS = 86_400;
    private static final int SECONDS_A_RELEASE = 3;

    /**
     * Of a command line.
     *
     * @throws dev.tidegate.sandbox.Trouble naming the option and what would be right
     */
    static ChaosOptions of(String... args) {
        Arguments given = new Arguments(args, "chaos");
        int seed = given.number("--seed", 1, 0, 999_999_999);
        int releases = given.number("--releases", 200, 1, 10_000);
        int usual = Math.clamp((long) releases * SECONDS_A_RELEASE, 30, MOST_SECONDS);
        int seconds = given.number("--seconds", usual, 30, MOST_SECONDS);
        given.requireNoOther();
        return new ChaosOptions(seed, releases, Duration.ofSeconds(seconds));
    }

    /** How long a process stands still: a minute where there is time for it. */
    Duration stop() {
        return Duration.ofSeconds(Math.clamp(faults.toSeconds() / 8, SHORTEST_STOP, 60));
    }

    /** What hold and propagation wait are counted in: longer runs have longer releases. */
    Duration beat() {
        return Duration.ofSeconds(Math.clamp(faults.toSeconds() / 200, 1, 5));
    }

    /** Services that share the releases. */
    int services() {
        return Math.clamp(releases / (faults.toSeconds() >= 300 ? 5 : 2), 1, 200);
    }
}
