package dev.tidegate.sandbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/** Starts releases and takes them back, at a constant rate, and reads the times from the writes. */
final class BenchRun {
    private static final Duration BETWEEN_ALERTS = Duration.ofMillis(50);
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final Duration LIMIT = Duration.ofMinutes(10);

    private final BenchStage stage;
    private final Console console;

    BenchRun(BenchStage stage, Console console) {
        this.stage = stage;
        this.console = console;
    }

    /** Deploys the canary of each service and waits until all of them have traffic. */
    void release(List<String> services) {
        for (String service : services) {
            stage.events.deployed(BenchStage.NAMESPACE, service, BenchStage.CANARY);
        }
        await("live", services, true);
    }

    /**
     * Takes all of them back, one every 50 ms whether the ones before are back or not.
     *
     * @return times from just before an alert is handed to Kafka to the acknowledged write
     */
    Percentiles rollBack(List<String> services) {
        stage.cluster.forgetWrites();
        Map<String, Long> alerts = new HashMap<>();
        long next = System.nanoTime();
        for (String service : services) {
            alerts.put(service, alert(service));
            next += BETWEEN_ALERTS.toNanos();
            console.status("  %d of %d alerts raised".formatted(alerts.size(), services.size()));
            LockSupport.parkNanos(next - System.nanoTime());
        }
        await("back", services, false);
        Map<String, Long> written = new HashMap<>();
        for (ApiServer.Write write : stage.cluster.writes("VirtualService")) {
            if (alerts.containsKey(write.name()) && !Weights.routes(write, BenchStage.CANARY)) {
                written.putIfAbsent(write.name(), write.nanos());
            }
        }
        List<Long> nanos = new ArrayList<>();
        alerts.forEach((name, at) -> nanos.add(written.getOrDefault(name, at) - at));
        return Percentiles.of(nanos);
    }

    private long alert(String service) {
        return stage.events.alert(
                BenchStage.NAMESPACE, service, BenchStage.CANARY, "CanaryErrorRate");
    }

    private void await(String what, List<String> services, boolean canary) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        Set<String> waiting = new HashSet<>(services);
        while (!waiting.isEmpty()) {
            for (ApiServer.Write write : stage.cluster.writes("VirtualService")) {
                if (Weights.routes(write, BenchStage.CANARY) == canary) {
                    waiting.remove(write.name());
                }
            }
            int done = services.size() - waiting.size();
            console.status("  %d of %d rollouts are %s".formatted(done, services.size(), what));
            if (System.nanoTime() > deadline) {
                throw new Trouble(
                        "%d rollouts are not %s after %s; the log is in target/bench"
                                .formatted(waiting.size(), what, LIMIT));
            }
            if (!waiting.isEmpty()) {
                LockSupport.parkNanos(LOOK.toNanos());
            }
        }
    }
}
