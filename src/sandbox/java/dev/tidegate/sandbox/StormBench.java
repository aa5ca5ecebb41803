package dev.tidegate.sandbox;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;

/**
 * {@code ./tidegate bench --storm N}: a fleet-wide incident. N canaries carry traffic, and an alert
 * for each of them comes at once. Beside the time until the last one is back stands what the same
 * writes take without Tidegate: a commit and a route for each.
 */
public final class StormBench {
    /** What takes the traffic of one canary away: the commit, and the write of the route. */
    private static final int NEEDED_WRITES = 2;

    /** So much longer than the bare writes it may take. */
    private static final double ALLOWED = 1.5;

    private static final Duration LIMIT = Duration.ofMinutes(15);
    private static final Duration LOOK = Duration.ofMillis(200);

    private final BenchStage stage;
    private final Console console;

    private StormBench(BenchStage stage, Console console) {
        this.stage = stage;
        this.console = console;
    }

    /** Ends with 0 when all of it was measured, whether the budget is met or not. */
    public static void main(String[] args) throws IOException {
        Locale.setDefault(Locale.ROOT);
        Console console = Console.ofProcess();
        try {
            Arguments given = new Arguments(args, "bench");
            int count = given.number("--storm", 5_000, 1, 50_000);
            int portBase = given.number("--port-base", 19192, 1024, 65000);
            given.requireNoOther();
            console.title("%d alerts at once".formatted(count));
            Addresses.from(portBase).requireFree();
            try (BenchStage stage = new BenchStage(portBase, Scratch.fresh("bench"))) {
                new StormBench(stage, console).measure(count);
            }
            System.exit(0);
        } catch (Trouble | IllegalStateException e) {
            console.bad("tidegate: " + e.getMessage());
            System.exit(2);
        }
    }

    private void measure(int count) {
        BareWrites bare = new BareWrites(stage.cluster, BenchStage.NAMESPACE);
        List<String> services = stage.add("storm", count, Bench.STAY);
        new BenchRun(stage, console).release(services, Duration.ZERO);
        stage.ledger.cut();
        long begun = System.nanoTime();
        for (String service : services) {
            stage.events.alert(BenchStage.NAMESPACE, service, BenchStage.CANARY, "CanaryErrorRate");
        }
        List<Long> back = awaitBack(services, begun);
        double last = Percentiles.of(back).millis(100) / 1000.0;
        double rate = bare.perSecond(services, Math.min(NEEDED_WRITES * count, 4_000));
        double needed = NEEDED_WRITES * count / rate;
        BenchTable table = new BenchTable(console);
        table.row(
                "%d alerts for %d live canaries → their acknowledged writes"
                        .formatted(count, count),
                "half after %.1f s, the last after %.1f s"
                        .formatted(Percentiles.of(back).millis(50) / 1000.0, last),
                "≤ %.1f s, %.1f × as long as %d bare writes at %.0f a second"
                        .formatted(needed * ALLOWED, ALLOWED, NEEDED_WRITES * count, rate),
                last <= needed * ALLOWED);
        table.row("API writes meanwhile", stage.ledger.cut().writes().toString());
        table.print();
    }

    private List<Long> awaitBack(List<String> services, long begun) {
        List<Long> back = new ArrayList<>();
        while (back.size() < services.size()) {
            if (System.nanoTime() - begun > LIMIT.toNanos()) {
                throw new Trouble(
                        "%d of %d canaries have traffic %d minutes after their alert; the log is target/bench/tidegate.log"
                                .formatted(
                                        services.size() - back.size(),
                                        services.size(),
                                        LIMIT.toMinutes()));
            }
            LockSupport.parkNanos(LOOK.toNanos());
            back =
                    services.stream()
                            .map(stage.ledger::off)
                            .filter(OptionalLong::isPresent)
                            .map(off -> off.getAsLong() - begun)
                            .toList();
            console.status("  %d of %d are back".formatted(back.size(), services.size()));
        }
        return back;
    }
}
