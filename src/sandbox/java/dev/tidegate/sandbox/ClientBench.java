package dev.tidegate.sandbox;

import dev.tidegate.core.rollout.PhaseKind;
import dev.tidegate.sandbox.envoy.EnvoyBinary;
import dev.tidegate.sandbox.envoy.Istiod;
import dev.tidegate.sandbox.traffic.ClientReport;
import dev.tidegate.sandbox.traffic.Load;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;

/**
 * {@code ./tidegate bench --clients}: what clients see of rollbacks, one after the other of one
 * service under a constant load: how long after its alert the canary's last request comes, and
 * which requests fail. The canary itself works: what fails, fails by the move.
 */
public final class ClientBench {
    private static final String CANARY = "v2";
    private static final double ALERT_AT_WEIGHT = 25;
    private static final long ENOUGH_REQUESTS = 20;
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Duration LOOK = Duration.ofMillis(50);
    private static final int HOLD_SECONDS = 2;

    private final Stage stage;
    private final Console console;
    private final Console silent =
            new Console(
                    new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8),
                    false);
    private final List<Long> writes = new ArrayList<>();
    private final List<Long> lasts = new ArrayList<>();

    private ClientBench(Stage stage, Console console) {
        this.stage = stage;
        this.console = console;
    }

    /** Ends with 0 when everything was measured. */
    public static void main(String[] args) throws IOException {
        Locale.setDefault(Locale.ROOT);
        Console console = Console.ofProcess();
        try {
            Arguments given = new Arguments(args, "bench");
            int runs = given.number("--runs", 20, 1, 1000);
            Optional<Istiod> envoy = SandboxOptions.envoy(given);
            int portBase = given.number("--port-base", 19192, 1024, 65000);
            given.requireNoOther();
            if (envoy.isPresent() && EnvoyBinary.find().isEmpty()) {
                throw new Trouble(EnvoyBinary.missing());
            }
            Addresses.from(portBase).requireFree();
            console.title("What clients see of %d rollbacks".formatted(runs));
            Path directory = Scratch.fresh("bench-clients");
            SandboxOptions options =
                    new SandboxOptions(false, portBase, HOLD_SECONDS, false, true, envoy);
            try (Stage stage = new Stage(options, directory, console)) {
                new ClientBench(stage, console).measure(runs, envoy.isPresent() ? "Envoy" : "own");
            }
            System.exit(0);
        } catch (Trouble | IllegalStateException e) {
            console.bad("tidegate: " + e.getMessage());
            System.exit(2);
        }
    }

    private void measure(int runs, String mesh) {
        ClientReport before = stage.clients.report();
        for (int run = 1; run <= runs; run++) {
            console.status("  rollback %d of %d".formatted(run, runs));
            rollBack();
        }
        ClientReport seen = stage.clients.report().since(before);
        Load.Counts sent = stage.load.counts();
        BenchTable table = new BenchTable(console);
        String what = ", mesh %s, %d rollbacks".formatted(mesh, runs);
        table.row("alert's record → acknowledged write" + what, Percentiles.of(writes).toString());
        table.row("alert's record → the canary's last request", Percentiles.of(lasts).toString());
        table.row("what clients saw meanwhile", seen.failuresText());
        console.line("  %s in %% of each second: %s".formatted(CANARY, seen.sharesText(CANARY)));
        table.row(
                "calls of the load generator",
                "%d sent, %d without an answer, %d left out"
                        .formatted(sent.sent(), sent.unanswered(), sent.leftOut()));
        table.print();
    }

    private void rollBack() {
        ClientReport before = stage.clients.report();
        Release release = new Release(stage, silent, CANARY, LIMIT);
        List<Events.Firing> raised = new ArrayList<>();
        Optional<RolloutView> end =
                release.play(
                        now -> {
                            long met = stage.clients.report().since(before).of(CANARY);
                            if (raised.isEmpty()
                                    && now.weight() >= ALERT_AT_WEIGHT
                                    && met >= ENOUGH_REQUESTS) {
                                raised.add(ByAlert.raise(stage, CANARY));
                            }
                        });
        if (end.filter(view -> view.is(PhaseKind.ROLLED_BACK)).isEmpty() || raised.isEmpty()) {
            throw new Trouble(
                    "a release was not rolled back; the log is target/bench-clients/tidegate.log");
        }
        long alert = raised.getFirst().nanos();
        Aftermath aftermath = new Aftermath(stage, CANARY, alert);
        OptionalLong last = aftermath.lastRequestNanos();
        for (long begun = System.nanoTime(); last.isEmpty(); ) {
            if (System.nanoTime() - begun > LIMIT.toNanos()) {
                throw new Trouble(
                        "%s still gets requests %d s after its rollback; the log is target/bench-clients/tidegate.log"
                                .formatted(CANARY, LIMIT.toSeconds()));
            }
            LockSupport.parkNanos(LOOK.toNanos());
            last = aftermath.lastRequestNanos();
        }
        writes.add(aftermath.writeNanos(alert).orElseThrow() - alert);
        lasts.add(last.getAsLong() - alert);
        stage.events.resolve(raised.getFirst());
    }
}
