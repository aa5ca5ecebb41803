package dev.tidegate.sandbox;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * {@code ./tidegate bench}: measures the unmodified artifact between a real broker and the API
 * double, all on this machine.
 */
public final class Bench {
    private static final int WARM_UP = 50;

    /** Steps of a rollout that only an alert moves. */
    static final String STAY = "[{\"weight\": 5, \"hold\": \"10h\"}]";

    private static final Duration WATCHED = Duration.ofSeconds(20);

    /** Less of the wanted steps than this, and the load is not the one that the table names. */
    private static final double STEADY = 0.9;

    private final BenchOptions options;
    private final BenchStage stage;
    private final BenchRun run;
    private final Console console;
    private final BenchTable table;

    private Bench(BenchOptions options, BenchStage stage, Console console) {
        this.options = options;
        this.stage = stage;
        this.console = console;
        this.run = new BenchRun(stage, console);
        this.table = new BenchTable(console);
    }

    /** Ends with 0 when everything was measured, whether the budgets are met or not. */
    public static void main(String[] args) throws IOException {
        Locale.setDefault(Locale.ROOT);
        Console console = Console.ofProcess();
        try {
            BenchOptions options = BenchOptions.of(args);
            console.title("Tidegate's benchmark");
            Addresses.from(options.portBase()).requireFree();
            console.line("  starting broker, API double and artifact ...");
            try (BenchStage stage = new BenchStage(options.portBase(), Scratch.fresh("bench"))) {
                new Bench(options, stage, console).measure();
            }
            System.exit(0);
        } catch (Trouble | IllegalStateException e) {
            console.bad("tidegate: " + e.getMessage());
            System.exit(2);
        }
    }

    private void measure() throws IOException {
        rollBack("warm-up", WARM_UP);
        times("idle", 15, 50, rollBack("idle", options.rollbacks()));
        if (options.others() > 0) {
            advance();
        }
        if (options.live() > 0) {
            remember();
        }
        table.print();
    }

    private Percentiles rollBack(String situation, int count) {
        console.title("%d rollbacks: %s".formatted(count, situation));
        List<String> services = stage.add(situation, count, STAY);
        run.release(services, Duration.ZERO);
        stage.ledger.cut();
        return run.rollBack(services);
    }

    private void times(String situation, int p50, int p99, Percentiles times) {
        String budget = (p50 < p99 ? "p50 ≤ %d ms, ".formatted(p50) : "") + "p99 ≤ " + p99 + " ms";
        table.row(
                "alert on the topic → acknowledged write, %s, %d rollbacks"
                        .formatted(situation, times.count()),
                times.toString(),
                budget,
                times.millis(50) <= p50 && times.millis(99) <= p99);
    }

    private void advance() {
        Duration hold = options.hold();
        console.title(
                "%d other rollouts, each with a step every %d ms"
                        .formatted(options.others(), hold.toMillis()));
        run.release(stage.add("other", options.others(), steps(hold)), hold);
        Percentiles times = rollBack("busy", options.rollbacks());
        BenchLedger.Stretch meanwhile = steady("while the alerts came");
        times(
                "while %d other rollouts make %.0f steps a second"
                        .formatted(options.others(), meanwhile.stepsPerSecond()),
                250,
                250,
                times);
    }

    private static String steps(Duration hold) {
        return IntStream.rangeClosed(1, 49)
                .mapToObj(
                        i ->
                                "{\"weight\": %d, \"hold\": \"%dms\"}"
                                        .formatted(2 * i, hold.toMillis()))
                .collect(Collectors.joining(", ", "[", "]"));
    }

    private BenchLedger.Stretch steady(String when) {
        BenchLedger.Stretch stretch = stage.ledger.cut();
        console.line(
                "  %s: %d steps a second wanted, %.1f made"
                        .formatted(when, options.stepsPerSecond(), stretch.stepsPerSecond()));
        if (stretch.stepsPerSecond() < STEADY * options.stepsPerSecond()) {
            throw new Trouble(
                    "--steps: the others made only %.1f steps a second instead of %d; ask for fewer"
                            .formatted(stretch.stepsPerSecond(), options.stepsPerSecond()));
        }
        return stretch;
    }

    private void remember() throws IOException {
        int more = options.live() - options.others();
        console.title("%d live rollouts".formatted(options.live()));
        stage.cluster.forgetWrites();
        List<String> services = stage.add("live", more, STAY);
        long before = System.nanoTime();
        run.release(services, Duration.ZERO);
        double seconds = (System.nanoTime() - before) / 1e9;
        table.row(
                "releases brought to their first step, %d at once".formatted(more),
                "%.0f a second".formatted(more / seconds));
        stage.ledger.cut();
        run.watch(WATCHED);
        double now = stage.mebibytes("VmRSS");
        table.row(
                "resident memory with %d live rollouts".formatted(options.live()),
                "%.0f MiB, %.0f MiB at its peak".formatted(now, stage.mebibytes("VmHWM")),
                "≤ 512 MiB",
                now <= 512);
        if (options.others() > 0) {
            timers(steady("with all of them live"));
        }
    }

    private void timers(BenchLedger.Stretch stretch) {
        Percentiles late = Percentiles.of(stretch.late());
        table.row(
                "a step due → acknowledged write, %d live rollouts, %.0f steps a second"
                        .formatted(options.live(), stretch.stepsPerSecond()),
                late.toString(),
                "≤ 1 s late",
                late.millis(100) <= 1000);
        double steps = stretch.late().size();
        String writes =
                stretch.writes().entrySet().stream()
                        .map(e -> "%.2f %s".formatted(e.getValue() / steps, e.getKey()))
                        .collect(Collectors.joining(", "));
        table.row(
                "API writes per step",
                writes,
                "1 Rollout, 1 VirtualService",
                stretch.writes().getOrDefault("Rollout", 0) / steps < 1.1
                        && stretch.writes().getOrDefault("VirtualService", 0) / steps < 1.1);
    }
}
