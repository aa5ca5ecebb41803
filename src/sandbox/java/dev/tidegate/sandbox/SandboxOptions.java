package dev.tidegate.sandbox;

import dev.tidegate.sandbox.envoy.Istiod;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What the person asked of the sandbox.
 *
 * @param keep stay up after the play
 * @param portBase first of the consecutive ports
 * @param holdSeconds how long a step lasts, 1 to 600
 * @param functions whether Tidegate runs as functions that start with an event and end when idle
 * @param alerts whether an alert takes the bad release back, and no evidence
 * @param envoy how istiod behaves in time before a real Envoy; empty for the own mesh
 */
record SandboxOptions(
        boolean keep,
        int portBase,
        int holdSeconds,
        boolean functions,
        boolean alerts,
        Optional<Istiod> envoy) {
    private static final List<String> SHAPES = List.of("all-in-one", "functions");
    private static final List<String> MESHES = List.of("own", "envoy");
    private static final int MINUTE = 60_000;

    /**
     * Reads the command line.
     *
     * @throws Trouble naming the option and what would be right
     */
    static SandboxOptions of(String... args) {
        Arguments given = new Arguments(args, "sandbox");
        SandboxOptions options =
                new SandboxOptions(
                        given.flag("--keep"),
                        given.number("--port-base", 19092, 1024, 65000),
                        given.number("--hold", 4, 1, 600),
                        given.oneOf("--shape", SHAPES).equals("functions"),
                        given.flag("--alerts"),
                        envoy(given));
        given.requireNoOther();
        return options;
    }

    /**
     * The mesh that was asked for.
     *
     * @return istiod's times before a real Envoy; empty for the own mesh
     */
    static Optional<Istiod> envoy(Arguments given) {
        Istiod usual = Istiod.DEFAULT;
        if (given.oneOf("--mesh", MESHES).equals("own")) {
            return Optional.empty();
        }
        Duration quiet = millis(given, "--debounce", usual.quiet());
        Duration most = millis(given, "--debounce-max", usual.most());
        if (most.compareTo(quiet) < 0) {
            throw new Trouble(
                    "--debounce-max: %d is less than --debounce, %d; use as much or more"
                            .formatted(most.toMillis(), quiet.toMillis()));
        }
        return Optional.of(new Istiod(quiet, most, usual.between(), usual.drain()));
    }

    private static Duration millis(Arguments given, String name, Duration otherwise) {
        return Duration.ofMillis(given.number(name, (int) otherwise.toMillis(), 0, MINUTE));
    }
}
