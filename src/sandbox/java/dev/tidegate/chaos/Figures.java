package dev.tidegate.chaos;

import dev.tidegate.chaos.history.Entry;
import dev.tidegate.chaos.history.History;
import dev.tidegate.chaos.history.Rollouts;
import dev.tidegate.chaos.verdict.Finding;
import dev.tidegate.chaos.verdict.Latencies;
import dev.tidegate.chaos.verdict.WholeHolds;
import dev.tidegate.sandbox.Console;
import dev.tidegate.sandbox.Percentiles;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a run amounts to, as a table. */
final class Figures {

    private final History history;
    private final Console console;

    private Figures(History history, Console console) {
        this.history = history;
        this.console = console;
    }

    static void print(History history, List<Finding> findings, Console console) {
        new Figures(history, console).print(findings);
    }

    private void print(List<Finding> findings) {
        console.line("| what | figure |");
        console.line("|---|---|");
        row("releases", counts(ends()));
        row("events sent", counts(sent()));
        row("faults", counts(faults()));
        row("moves told", "" + moves());
        row("alert handed to Kafka → write that takes the traffic away", latencies());
        row("holds that another process's late write shortened", "" + WholeHolds.known(history));
        row("violations", "" + findings.size());
    }

    private void row(String what, String figure) {
        console.line("| %s | %s |".formatted(what, figure));
    }

    private static String counts(Map<String, Long> counts) {
        long all = counts.values().stream().mapToLong(Long::longValue).sum();
        return all
                + counts.entrySet().stream()
                        .map(each -> each.getValue() + " " + each.getKey())
                        .collect(Collectors.joining(", ", ": ", ""));
    }

    private Map<String, Long> ends() {
        return history.all(Entry.Found.class).stream()
                .filter(found -> found.kind().equals(Rollouts.KIND))
                .map(found -> Rollouts.read(found.object()).rollout().phase().title())
                .collect(Collectors.groupingBy(end -> end, TreeMap::new, Collectors.counting()));
    }

    private Map<String, Long> sent() {
        return history.sent().stream()
                .map(sent -> sent.attributes().getOrDefault("type", "rubbish"))
                .map(type -> type.replace("dev.tidegate.", ""))
                .collect(Collectors.groupingBy(type -> type, TreeMap::new, Collectors.counting()));
    }

    private Map<String, Long> faults() {
        return history.all(Entry.Fault.class).stream()
                .filter(fault -> !fault.kind().isEmpty())
                .collect(
                        Collectors.groupingBy(
                                Entry.Fault::kind, TreeMap::new, Collectors.counting()));
    }

    private long moves() {
        return history.all(Entry.Told.class).stream().map(Entry.Told::id).distinct().count();
    }

    private String latencies() {
        List<Long> nanos = Latencies.of(history);
        if (nanos.isEmpty()) {
            return "none for a canary under traffic";
        }
        Percentiles of = Percentiles.of(nanos);
        return "%d: p50 %.1f ms, p99 %.1f ms, max %.1f ms"
                .formatted(of.count(), of.millis(50), of.millis(99), of.millis(100));
    }
}
