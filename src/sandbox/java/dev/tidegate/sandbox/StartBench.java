package dev.tidegate.sandbox;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/**
 * {@code ./tidegate bench --start}: how soon after its start the artifact is ready, how long the
 * first alert then takes, and how soon a cold function has answered its first event; with the image
 * that the Dockerfile makes, and without its AOT cache.
 */
public final class StartBench {
    private static final String USAGE =
            "Usage: ./tidegate bench --start [--runs 1..100] [--port-base 1024..65000]";
    private static final int BUDGET_MILLIS = 1000;
    private static final int SITUATIONS = 4;

    private final BenchStage stage;
    private final BenchRun run;
    private final Console console;
    private final BenchTable table;
    private final Path log;
    private final int runs;
    private final Deque<String> services = new ArrayDeque<>();

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
            Arguments given = new Arguments(args, USAGE);
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
        console.title("%d live rollouts, one for each start".formatted(SITUATIONS * runs));
        services.addAll(stage.add("start", SITUATIONS * runs, Bench.STAY));
        run.release(List.copyOf(services), Duration.ZERO);
        stage.vacate();
        List<String> plain = cached.stream().filter(w -> !w.startsWith("-XX:AOTCache=")).toList();
        console.title("%d starts each".formatted(runs));
        starts("without the AOT cache", plain, false);
        starts("with the AOT cache", cached, true);
        functions("without the AOT cache", plain);
        functions("with the AOT cache", cached);
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
                alerts.addAll(run.rollBack(List.of(services.removeFirst())).sortedNanos());
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

    private void functions(String with, List<String> command)
            throws IOException, InterruptedException {
        List<Long> answered = new ArrayList<>();
        Map<String, String> settings = FunctionShape.settings("alert", stage.settings());
        for (int i = 1; i <= runs; i++) {
            console.status("  function %d of %d %s".formatted(i, runs, with));
            String service = services.removeFirst();
            long before = System.nanoTime();
            try (FunctionPod pod =
                    new FunctionPod(
                            "alert",
                            () -> Artifact.launch(command, settings, List.of(), log),
                            Duration.ofHours(1),
                            _ -> {})) {
                HttpResponse<byte[]> answer =
                        pod.post(headers(service), alert(service), Duration.ofMinutes(1));
                answered.add(System.nanoTime() - before);
                if (answer.statusCode() != 204 || stage.ledger.off(service).isEmpty()) {
                    throw new Trouble(
                            "the function answered %d and %s was not rolled back; see %s"
                                    .formatted(answer.statusCode(), service, log));
                }
            }
        }
        table.row(
                "function alert: start → first event answered, its rollback done, " + with,
                shown(Percentiles.of(answered)));
    }

    private static String shown(Percentiles times) {
        return "p50 %.0f ms, max %.0f ms".formatted(times.millis(50), times.millis(100));
    }

    private static Map<String, String> headers(String service) {
        return Map.of(
                "ce-specversion", "1.0",
                "ce-id", UUID.randomUUID().toString(),
                "ce-source", "/bench",
                "ce-type", "dev.tidegate.alert.fired",
                "ce-subject", BenchStage.NAMESPACE + "/" + service,
                "ce-time", Clock.systemUTC().instant().toString(),
                "content-type", "application/json");
    }

    private static byte[] alert(String service) {
        return """
        {"namespace": "%s", "service": "%s", "version": "%s", "alert": "CanaryErrorRate",
         "severity": "critical", "fingerprint": "%s", "startsAt": "%s"}\
        """
                .formatted(
                        BenchStage.NAMESPACE,
                        service,
                        BenchStage.CANARY,
                        service,
                        Clock.systemUTC().instant())
                .getBytes(StandardCharsets.UTF_8);
    }
}
