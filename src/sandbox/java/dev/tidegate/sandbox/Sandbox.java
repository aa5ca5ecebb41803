package dev.tidegate.sandbox;

import dev.tidegate.core.rollout.PhaseKind;
import dev.tidegate.core.text.PlainWords;
import dev.tidegate.sandbox.envoy.EnvoyBinary;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** {@code ./tidegate sandbox}: plays a release that succeeds and one that is taken back. */
public final class Sandbox {
    private static final Duration SLACK = Duration.ofMinutes(2);
    private static final Duration TICK = Duration.ofMillis(200);

    private final Stage stage;
    private final Console console;
    private final Duration limit;

    private Sandbox(Stage stage, Console console, SandboxOptions options) {
        this.stage = stage;
        this.console = console;
        this.limit = SLACK.plusSeconds(options.holdSeconds());
    }

    /** Ends with 0 only when both releases went as they must. */
    public static void main(String[] args) throws IOException, InterruptedException {
        Locale.setDefault(Locale.ROOT);
        Console console = Console.ofProcess();
        try {
            System.exit(run(SandboxOptions.of(args), console) ? 0 : 1);
        } catch (Trouble | IllegalStateException e) {
            console.bad("tidegate: %s".formatted(e.getMessage()));
            System.exit(2);
        } catch (IOException | RuntimeException | LinkageError e) {
            // its threads would keep the process up, with nobody to play
            console.bad(
                    "tidegate: the sandbox is broken: %s"
                            .formatted(PlainWords.of(String.valueOf(e.getMessage()))));
            System.exit(2);
        }
    }

    static boolean run(SandboxOptions options, Console console)
            throws IOException, InterruptedException {
        console.title("Tidegate's sandbox");
        // before the directory is emptied: a sandbox that is up on these ports works in it
        Addresses.from(options.portBase()).requireFree();
        if (options.envoy().isPresent() && EnvoyBinary.find().isEmpty()) {
            throw new Trouble(EnvoyBinary.missing());
        }
        Path directory = Scratch.fresh("sandbox-" + options.portBase());
        try (Stage stage = new Stage(options, directory, console)) {
            Sandbox sandbox = new Sandbox(stage, console, options);
            boolean succeeded = sandbox.succeed("v2");
            boolean rolledBack = succeeded && sandbox.rollBack("v3");
            if (!rolledBack) {
                Scratch.showLogs(directory, console);
            }
            if (options.keep()) {
                KeepUp.show(stage, console);
                Thread.currentThread().join();
            }
            return rolledBack;
        } catch (RuntimeException e) {
            Scratch.showLogs(directory, console);
            throw e;
        }
    }

    private boolean succeed(String canary) {
        console.title("Release of " + canary + ", which works");
        Release release = new Release(stage, console, canary, limit);
        Optional<RolloutView> end = release.play(view -> {});
        boolean went =
                end.filter(view -> view.is(PhaseKind.SUCCEEDED)).isPresent()
                        && release.sharesKept();
        release.showClients();
        verdict(went, canary + " has all traffic, and " + release.shares());
        return went;
    }

    private boolean rollBack(String canary) {
        console.title("Release of " + canary + ", which fails under traffic");
        Release release = new Release(stage, console, canary, limit);
        Finding finding =
                stage.byEvidence
                        ? new ByEvidence(stage, release, canary)
                        : new ByAlert(stage, release, canary);
        Rollback rollback = new Rollback(stage, release, canary, finding);
        Optional<RolloutView> end = release.play(rollback::meanwhile);
        Optional<Aftermath> after = rollback.aftermath();
        OptionalLong last = after.map(this::settled).orElseGet(OptionalLong::empty);
        boolean went =
                end.filter(view -> view.is(PhaseKind.ROLLED_BACK)).isPresent()
                        && last.isPresent()
                        && finding.show(console, after.orElseThrow(), last.getAsLong());
        release.showClients();
        verdict(went, "the traffic is back, and " + canary + " gets no request any more");
        rollback.mend();
        return went;
    }

    private OptionalLong settled(Aftermath aftermath) {
        long deadline = System.nanoTime() + limit.toNanos();
        OptionalLong last = aftermath.lastRequestNanos();
        while (last.isEmpty() && System.nanoTime() < deadline) {
            console.status("           waiting for the canary's last request ...");
            stage.rollouts.next(TICK);
            last = aftermath.lastRequestNanos();
        }
        return last;
    }

    private void verdict(boolean went, String meaning) {
        if (went) {
            console.good("  As it must be: %s.".formatted(meaning));
        } else {
            console.bad("  Not as it must be; expected: %s.".formatted(meaning));
        }
    }
}
