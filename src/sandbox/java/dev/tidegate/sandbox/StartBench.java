package dev.tidegate.sandbox;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * {@code ./tidegate bench --start}: how soon after its start the artifact is ready, how long the
 * first alert then takes, and how soon a cold function has answered its first event; with the image
 * that the Dockerfile makes, and without its AOT cache.
 */
public final class StartBench {
    private static final int BUDGET_MILLIS = 1000;

    /** Rows of the table that roll a release back, and functions that do not. */
    private static final int ROLLBACKS = 5;

    private static final int OTHERS = 2;

    private final BenchStage stage;
    private final BenchRun run;
    private final Console console;
    private final BenchTable table;
    private final Path log;
    private final int runs;
    private final Deque<String> live = new ArrayDeque<>();
    private final Deque<String> idle = new ArrayDeque<>();

    private StartBench(BenchStage stage, Path log, int runs, Console console) {
        this.stage = stage;
        this.run = new BenchRun(stage, console);
        this.console = console;
        this.table = new BenchTable(console);
        this.log = log;
        this.runs = runs;
    }

    /** Ends with 0 when everything was measured, whether the budgets are met or not. */
    public static void main(String[] args) throws IOException, InterruptedException {
        Locale.setDefault(Locale.ROOT);
        Console console = Console.ofProcess();
        try {
            Arguments given = new Arguments(args, "bench");
            int runs = given.number("--runs", 10, 1, 100);
            int portBase = given.number("--port-base", 19192, 1024, 65000);
            given.requireNoOther();
            console.title("Tidegate's benchmark of its start");
            Addresses.from(portBase).requireFree();
            Path directory = Scratch.fresh("bench");
            console.line("  making the image, which trains its AOT cache ...");
            Image image = Image.build(directory.resolve("image"), directory.resolve("image.log"));
            console.line("  starting broker, API double and artifact ...");
            try (BenchStage stage = new BenchStage(portBase, directory)) {
                new StartBench(stage, directory.resolve("starts.log"), runs, console)
                        .measure(image.entrypoint());
            }
            System.exit(0);
        } catch (Trouble | IllegalStateException e) {
            console.bad("tidegate: " + e.getMessage());
            System.exit(2);
        }
    }

    private void measure(List<String> cached) throws IOException, InterruptedException {
        console.title("%d live rollouts, one for each rollback".formatted(ROLLBACKS * runs));
        live.addAll(stage.add("start", ROLLBACKS * runs, Bench.STAY));
        run.release(List.copyOf(live), Duration.ZERO);
        idle.addAll(stage.add("idle", OTHERS * runs, Bench.STAY));
        stage.vacate();
        List<String> plain = cached.stream().filter(w -> !w.startsWith("-XX:AOTCache=")).toList();
        console.title("%d starts each".formatted(runs));
        starts("without the AOT cache", plain, false);
        starts("with the AOT cache", cached, true);
        functions(FirstEvent.ALERT, "without the AOT cache", plain);
        for (FirstEvent event : FirstEvent.values()) {
            functions(event, "with the AOT cache", cached);
        }
        table.print();
    }

    private void starts(String with, List<String> command, boolean budgeted) {
        List<Long> ready = new ArrayList<>();
        List<Long> alerts = new ArrayList<>();
        for (int i = 1; i <= runs; i++) {
            console.status("  start %d of %d %s".formatted(i, runs, with));
            long before = System.nanoTime();
            try (Artifact artifact = Artifact.launch(command, stage.settings(), List.of(), log)) {
                artifact.awaitReady();
                ready.add(System.nanoTime() - before);
                alerts.addAll(run.rollBack(List.of(live.removeFirst())).sortedNanos());
            }
        }
        Percentiles times = Percentiles.of(ready);
        String what = "start → ready, " + with;
        if (budgeted) {
            table.row(what, shown(times), "≤ 1 s", times.millis(50) <= BUDGET_MILLIS);
        } else {
            table.row(what, shown(times));
        }
        table.row(
                "the first alert after that → acknowledged write, " + with,
                shown(Percentiles.of(alerts)));
    }

    private void functions(FirstEvent event, String with, List<String> command)
            throws IOException, InterruptedException {
        List<Long> answered = new ArrayList<>();
        Map<String, String> settings = FunctionShape.settings(event.function, stage.settings());
        for (int i = 1; i <= runs; i++) {
            console.status("  %s %d of %d %s".formatted(event.function, i, runs, with));
            String service = (event.takesBack() ? live : idle).removeFirst();
            long before = System.nanoTime();
            try (FunctionPod pod =
                    new FunctionPod(
                            event.function,
                            () -> Artifact.launch(command, settings, List.of(), log),
                            Duration.ofHours(1),
                            _ -> {})) {
                Instant now = Clock.systemUTC().instant();
                HttpResponse<byte[]> answer =
                        pod.post(
                                event.headers(now),
                                event.body(service, now),
                                Duration.ofMinutes(1));
                answered.add(System.nanoTime() - before);
                if (answer.statusCode() != 204 || !event.isDone(stage.ledger, service)) {
                    throw new Trouble(
                            "function %s answered %d for %s, without %s; see %s"
                                    .formatted(
                                            event.function,
                                            answer.statusCode(),
                                            service,
                                            event.done,
                                            log));
                }
            }
        }
        table.row(
                "function %s: start → first event answered, %s, %s"
                        .formatted(event.function, event.done, with),
                shown(Percentiles.of(answered)));
    }

    private static String shown(Percentiles times) {
        return "p50 %.0f ms, max %.0f ms".formatted(times.millis(50), times.millis(100));
    }
}
