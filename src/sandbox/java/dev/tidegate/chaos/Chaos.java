package dev.tidegate.chaos;

import dev.tidegate.chaos.history.History;
import dev.tidegate.chaos.history.HistoryFile;
import dev.tidegate.chaos.site.Machine;
import dev.tidegate.chaos.verdict.Finding;
import dev.tidegate.chaos.verdict.Verdict;
import dev.tidegate.sandbox.Console;
import dev.tidegate.sandbox.Scratch;
import dev.tidegate.sandbox.Trouble;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

/**
 * {@code ./tidegate chaos}: releases and alerts while two processes of the artifact, a broker and
 * the API server double fail and lose each other; then everything must have come to its end.
 */
public final class Chaos {

    private static final Duration START = Duration.ofMinutes(3);
    private static final long LOOK_NANOS = 50_000_000;
    private static final Duration SETTLE = Duration.ofMinutes(10);

    private final ChaosOptions options;
    private final Console console;
    private boolean settled;

    private Chaos(ChaosOptions options, Console console) {
        this.options = options;
        this.console = console;
    }

    /** Ends with 0 when nothing is violated, 1 when something is, 2 when it could not be played. */
    public static void main(String[] args) throws IOException, InterruptedException {
        Locale.setDefault(Locale.ROOT);
        Console console = Console.ofProcess();
        try {
            System.exit(findings(ChaosOptions.of(args), console).isEmpty() ? 0 : 1);
        } catch (Trouble | IllegalStateException e) {
            console.bad("tidegate: " + e.getMessage());
            System.exit(2);
        }
    }

    /** Plays a run, tells of it, and returns what it violates. */
    static List<Finding> findings(ChaosOptions options, Console console)
            throws IOException, InterruptedException {
        return new Chaos(options, console).findings();
    }

    private List<Finding> findings() throws IOException, InterruptedException {
        console.title(
                "Chaos with seed %d: %d releases, faults for %d s"
                        .formatted(
                                options.seed(), options.releases(), options.faults().toSeconds()));
        Path directory = Scratch.fresh("chaos-" + options.seed());
        History history = played(directory);
        Path file = directory.resolve("history.jsonl");
        HistoryFile.write(history, file);
        List<Finding> findings = new ArrayList<>(Verdict.on(history));
        if (!settled) {
            findings.add(
                    new Finding(
                            "the end",
                            "all has come to its end %d s after the faults"
                                    .formatted(SETTLE.toSeconds()),
                            "releases or events that have not"));
        }
        console.title("Figures");
        Figures.print(history, findings, console);
        verdict(findings, file);
        return findings;
    }

    private History played(Path directory) throws InterruptedException {
        Plan plan = Plan.of(options);
        console.line("  starting broker, API server double and two processes ...");
        try (Stage stage = new Stage(plan, directory, Clock.systemUTC())) {
            awaitReady(stage);
            Performance performance = new Performance(stage, console);
            performance.play(plan.acts(), options.faults());
            console.line("  the faults are over");
            stage.site().heal();
            performance.awaitEnd();
            settled = new Settling(stage, text -> console.status("  " + text)).within(SETTLE);
            return new Collecting(stage).history();
        }
    }

    private static void awaitReady(Stage stage) {
        long deadline = System.nanoTime() + START.toNanos();
        for (Machine machine : stage.site().machines()) {
            while (!machine.ready()) {
                if (System.nanoTime() > deadline) {
                    throw new Trouble(
                            "process %s is not ready after %d s; its log is in target/chaos-*"
                                    .formatted(machine.name(), START.toSeconds()));
                }
                LockSupport.parkNanos(LOOK_NANOS);
            }
        }
    }

    private void verdict(List<Finding> findings, Path file) {
        if (findings.isEmpty()) {
            console.good(
                    "  As it must be: every event is accounted for, every release has ended, every"
                            + " route is as decided.");
            return;
        }
        console.bad("  Violated with seed %d (%s):".formatted(options.seed(), file));
        findings.forEach(finding -> console.bad("  " + finding));
    }
}
