package dev.tidegate.sandbox;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/** Starts releases and takes them back, each at a constant rate. */
final class BenchRun {
    private static final Duration BETWEEN_ALERTS = Duration.ofMillis(50);
    private static final Duration LOOK = Duration.ofMillis(200);
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private final BenchStage stage;
    private final BenchLedger ledger;
    private final Console console;

    BenchRun(BenchStage stage, Console console) {
        this.stage = stage;
        this.ledger = stage.ledger;
        this.console = console;
    }

    /**
     * Deploys the canary of each service and waits until all of them have traffic.
     *
     * @param over how long deploying all of them takes; zero for as fast as it goes
     */
    void release(List<String> services, Duration over) {
        paced(
                services,
                over.dividedBy(services.size()),
                "deployed",
                service -> {
                    stage.events.deployed(BenchStage.NAMESPACE, service, BenchStage.CANARY);
                    return 0L;
                });
        await("live", services, ledger::on);
    }

    /**
     * Takes all of them back, one every 50 ms whether the ones before are back or not.
     *
     * @return times from just before an alert is handed to Kafka to the acknowledged write
     */
    Percentiles rollBack(List<String> services) {
        Map<String, Long> alerts = paced(services, BETWEEN_ALERTS, "alerts raised", this::alert);
        await("back", services, ledger::off);
        return ledger.rollbacks(alerts);
    }

    /** Lets the rollouts that advance go on for so long. */
    void watch(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
            console.status("  watching for another %d s".formatted(left / 1_000_000_000));
            LockSupport.parkNanos(Math.min(left, 1_000_000_000));
        }
    }

    private Map<String, Long> paced(
            List<String> services, Duration between, String what, Function<String, Long> act) {
        Map<String, Long> times = new HashMap<>();
        long next = System.nanoTime();
        for (String service : services) {
            times.put(service, act.apply(service));
            next += between.toNanos();
            console.status("  %d of %d %s".formatted(times.size(), services.size(), what));
            LockSupport.parkNanos(next - System.nanoTime());
        }
        return times;
    }

    private long alert(String service) {
        return stage.events
                .alert(BenchStage.NAMESPACE, service, BenchStage.CANARY, "CanaryErrorRate")
                .nanos();
    }

    private void await(String what, List<String> services, Function<String, OptionalLong> when) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        int done = 0;
        while (done < services.size()) {
            if (System.nanoTime() > deadline) {
                throw new Trouble(
                        "%d of %d rollouts are not %s after %s; the log is target/bench/tidegate.log"
                                .formatted(services.size() - done, services.size(), what, LIMIT));
            }
            LockSupport.parkNanos(LOOK.toNanos());
            done = (int) services.stream().filter(s -> when.apply(s).isPresent()).count();
            console.status("  %d of %d rollouts are %s".formatted(done, services.size(), what));
        }
    }
}
