package dev.tidegate.sandbox;

import java.io.IOException;
import java.util.ArrayList;
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
    private static final String STAY = "[{\"weight\": 5, \"hold\": \"10h\"}]";
    private static final List<String> FLAGS = List.of("-Xmx384m");

    private final BenchOptions options;
    private final BenchStage stage;
    private final BenchRun run;
    private final Console console;
    private final List<String> table = new ArrayList<>();

    private Bench(BenchOptions options, BenchStage stage, Console console) {
        this.options = options;
        this.stage = stage;
        this.console = console;
        this.run = new BenchRun(stage, console);
    }

    /** Ends with 0 when everything was measured. */
    public static void main(String[] args) throws IOException {
        Locale.setDefault(Locale.ROOT);
        Console console = Console.ofProcess();
        try {
            BenchOptions options = BenchOptions.of(args);
            console.title("Tidegate's benchmark");
            console.line("  starting broker, API double and artifact ...");
            try (BenchStage stage =
                    new BenchStage(options.portBase(), Scratch.fresh("bench"), FLAGS)) {
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
        table.clear();
        rollBack("idle", options.rollbacks());
        advance();
        remember();
        console.title(
                "On %d processors, Java %s, artifact with %s"
                        .formatted(
                                Runtime.getRuntime().availableProcessors(),
                                Runtime.version().feature(),
                                String.join(" ", FLAGS)));
        table.forEach(console::line);
    }

    private void rollBack(String situation, int count) {
        console.title("Rollbacks: " + situation);
        List<String> services = stage.add(situation, count, STAY);
        run.release(services);
        Percentiles times = run.rollBack(services);
        row(
                "alert to acknowledged write, %s (%d): p50 %.1f ms, p95 %.1f ms, p99 %.1f ms, max %.1f ms"
                        .formatted(
                                situation,
                                times.count(),
                                times.millis(50),
                                times.millis(95),
                                times.millis(99),
                                times.millis(100)));
    }

    private void advance() {
        if (options.others() == 0) {
            return;
        }
        console.title("%d other rollouts that advance every 10 s".formatted(options.others()));
        String steps =
                IntStream.rangeClosed(1, 49)
                        .mapToObj(i -> "{\"weight\": %d, \"hold\": \"10s\"}".formatted(2 * i))
                        .collect(Collectors.joining(", ", "[", "]"));
        run.release(stage.add("other", options.others(), steps));
        rollBack("busy", options.rollbacks());
        long[] nanos =
                stage.cluster.writes("VirtualService").stream()
                        .filter(write -> write.name().startsWith("other-"))
                        .mapToLong(ApiServer.Write::nanos)
                        .toArray();
        double seconds = nanos.length == 0 ? 1 : (nanos[nanos.length - 1] - nanos[0]) / 1e9;
        row(
                "steps of the others meanwhile: %.0f a second (%d wanted)"
                        .formatted(nanos.length / seconds, options.others() / 10));
    }

    private void remember() throws IOException {
        if (options.live() == 0) {
            return;
        }
        console.title("%d live rollouts".formatted(options.live()));
        stage.cluster.forgetWrites();
        List<String> services = stage.add("live", options.live(), STAY);
        long before = System.nanoTime();
        run.release(services);
        double seconds = (System.nanoTime() - before) / 1e9;
        row(
                "releases brought to their first step: %.0f a second"
                        .formatted(options.live() / seconds));
        row(
                "resident memory with %d live rollouts: %.0f MiB"
                        .formatted(options.live(), stage.residentMebibytes()));
    }

    private void row(String text) {
        table.add("  " + text);
        console.line("  " + text);
    }
}
