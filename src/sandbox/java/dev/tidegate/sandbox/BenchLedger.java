package dev.tidegate.sandbox;

import com.fasterxml.jackson.databind.JsonNode;

import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * The acknowledged writes as the benchmark reads them: when each service's canary got its traffic
 * and lost it, and how late each later step was, from the due time in the Rollout's status to the
 * acknowledged write of its VirtualService.
 */
final class BenchLedger {

    private static final class Entry {
        private boolean released;
        private OptionalLong on = OptionalLong.empty();
        private OptionalLong off = OptionalLong.empty();
        private String step = "";
        private @Nullable Instant due;
        private @Nullable Instant dueBefore;
    }

    private final String canary;
    private final Clock clock;
    private final Map<String, Entry> services = new HashMap<>();
    private List<Long> late = new ArrayList<>();
    private Map<String, Integer> writes = new TreeMap<>();
    private long begun = System.nanoTime();

    BenchLedger(String canary, Clock clock) {
        this.canary = canary;
        this.clock = clock;
    }

    /**
     * What was acknowledged in a stretch of time.
     *
     * @param late from the due time to the acknowledged write, in ns, of each step
     * @param writes to the API server, by kind
     */
    record Stretch(double seconds, List<Long> late, Map<String, Integer> writes) {
        double stepsPerSecond() {
            return late.size() / seconds;
        }
    }

    /** Takes a write, just now acknowledged. */
    synchronized void saw(ApiServer.Write write) {
        writes.merge(write.kind(), 1, Integer::sum);
        if (write.kind().equals("VirtualService")) {
            routed(write);
        } else if (write.kind().equals("Rollout")) {
            committed(write.object());
        }
    }

    private void routed(ApiServer.Write write) {
        Entry entry = services.computeIfAbsent(write.name(), n -> new Entry());
        boolean routed = Weights.routes(write, canary);
        if (!routed && entry.on.isPresent() && entry.off.isEmpty()) {
            entry.off = OptionalLong.of(write.nanos());
        } else if (routed && entry.on.isEmpty()) {
            entry.on = OptionalLong.of(write.nanos());
        } else if (routed && entry.dueBefore != null) {
            late.add(Duration.between(entry.dueBefore, clock.instant()).toNanos());
        }
    }

    private void committed(JsonNode rollout) {
        String service = rollout.path("spec").path("service").asText();
        JsonNode status = rollout.path("status");
        Entry entry = services.computeIfAbsent(service, n -> new Entry());
        entry.released = true;
        if (!status.path("step").asText().equals(entry.step)) {
            entry.step = status.path("step").asText();
            entry.dueBefore = entry.due;
        }
        entry.due = status.has("due") ? Instant.parse(status.get("due").asText()) : null;
    }

    /** When the canary of {@code service} got its first traffic; {@link System#nanoTime()}. */
    synchronized OptionalLong on(String service) {
        return services.getOrDefault(service, new Entry()).on;
    }

    /** When it lost all of it. */
    synchronized OptionalLong off(String service) {
        return services.getOrDefault(service, new Entry()).off;
    }

    /** Whether a release of {@code service} was written. */
    synchronized boolean released(String service) {
        return services.getOrDefault(service, new Entry()).released;
    }

    /**
     * How long each rollback took.
     *
     * @param alerts when each service's alert was raised; {@link System#nanoTime()}
     * @return from there to the acknowledged write that took the canary's traffic away
     * @throws Trouble naming a service without such a write, because leaving it out would flatter
     */
    synchronized Percentiles rollbacks(Map<String, Long> alerts) {
        List<Long> nanos = new ArrayList<>();
        alerts.forEach(
                (service, at) -> {
                    OptionalLong back = off(service);
                    if (back.isEmpty()) {
                        throw new Trouble(
                                "the write that rolls %s back is missing".formatted(service));
                    }
                    nanos.add(back.getAsLong() - at);
                });
        return Percentiles.of(nanos);
    }

    /** Begins a new stretch; returns the one that ends here. */
    synchronized Stretch cut() {
        Stretch stretch = new Stretch((System.nanoTime() - begun) / 1e9, late, writes);
        begun = System.nanoTime();
        late = new ArrayList<>();
        writes = new TreeMap<>();
        return stretch;
    }
}
