package dev.tidegate.sandbox.evidence;

import dev.tidegate.cli.evidence.Readout;
import dev.tidegate.cli.traffic.Behaviour;
import dev.tidegate.cli.traffic.Latency;
import dev.tidegate.cli.traffic.ProxyCounters;
import dev.tidegate.cli.traffic.Scenario;
import dev.tidegate.cli.traffic.Seen;
import dev.tidegate.cli.traffic.SimulatedTraffic;
import dev.tidegate.core.analysis.AnalysisPlan;
import dev.tidegate.core.analysis.Analyst;
import dev.tidegate.core.analysis.Evidence;
import dev.tidegate.core.analysis.Judge;
import dev.tidegate.core.analysis.LiveRelease;
import dev.tidegate.core.analysis.Reading;
import dev.tidegate.core.analysis.ServiceEvidence;
import dev.tidegate.core.analysis.SourcedReading;
import dev.tidegate.core.analysis.Step;
import dev.tidegate.sandbox.Console;

import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * What the arithmetic costs: from a cumulative reading to what is known after it, on one core, and
 * the memory of live releases. The way through Kafka, and how long a verdict takes on it, is
 * measured where the topology runs.
 */
final class Cost {

    private static final int OBSERVERS = 20;
    private static final int RELEASES = 10_000;
    private static final String ROUTE = "primary";
    private static final double WARM_UP_SECONDS = 3;
    private static final double MEASURED_SECONDS = 10;
    private static final double JUDGED_SECONDS = 2;
    private static final double NANOS = 1e9;
    private static final double MEBIBYTE = 1 << 20;

    private static final Scenario SERVICE =
            Scenario.of(1_000, usual(), usual()).withProxies(OBSERVERS);

    private final Console console;

    Cost(Console console) {
        this.console = console;
    }

    private static Behaviour usual() {
        return Behaviour.failing(.001).withLatency(Latency.USUAL);
    }

    void measure() {
        EvidenceTable table =
                new EvidenceTable(console, "The arithmetic's cost", "what", "measured");
        SimulatedTraffic traffic = new SimulatedTraffic(SERVICE, new SplittableRandom(1));
        ServiceEvidence begun = begun(traffic);
        List<SourcedReading> readings = readings(traffic, .1, 60);
        passes(begun, readings, WARM_UP_SECONDS);
        table.row(
                "readings a second and core: %d observers, one each second, both metrics, judged each second"
                        .formatted(OBSERVERS),
                "%.0f".formatted(passes(begun, readings, MEASURED_SECONDS)));
        table.row(
                "one judgment of a release, both metrics",
                "%.1f ms".formatted(judgment(begun, readings)));
        table.row(
                "heap of %d services with %d observers and a live release each"
                        .formatted(RELEASES, OBSERVERS),
                "%.0f MiB".formatted(heap(begun, traffic)));
    }

    /** A release that begins after a minute of stable alone. */
    private static ServiceEvidence begun(SimulatedTraffic traffic) {
        ServiceEvidence state = ServiceEvidence.NONE;
        for (SourcedReading reading : readings(traffic, 0, 60)) {
            state = Analyst.reading(state, reading).state();
        }
        Instant now = Readout.at(traffic.second());
        LiveRelease release =
                new LiveRelease(
                        "uid-1",
                        1,
                        0,
                        Readout.VERSIONS,
                        AnalysisPlan.STANDARD,
                        new Step(.1, now, true),
                        List.of(ROUTE),
                        true);
        return Analyst.live(state, release, now).state();
    }

    private static List<SourcedReading> readings(
            SimulatedTraffic traffic, double weight, int seconds) {
        Readout readout = new Readout(Latency.USUAL);
        ProxyCounters counters = new ProxyCounters();
        List<SourcedReading> readings = new ArrayList<>();
        for (int i = 0; i < seconds; i++) {
            for (Seen seen : traffic.next(weight, 1)) {
                Reading reading = readout.reading(counters.count(seen), traffic.second());
                readings.add(new SourcedReading("sandbox", Optional.of(ROUTE), reading));
            }
        }
        return readings;
    }

    /** Readings a second, for so many seconds. */
    private static double passes(
            ServiceEvidence begun, List<SourcedReading> readings, double seconds) {
        long start = cpu();
        long count = 0;
        while (cpu() - start < seconds * NANOS) {
            ServiceEvidence state = begun;
            for (SourcedReading reading : readings) {
                state = Analyst.reading(state, reading).state();
            }
            count += readings.size();
        }
        return count * NANOS / (cpu() - start);
    }

    /** In milliseconds, after all of the readings. */
    private static double judgment(ServiceEvidence begun, List<SourcedReading> readings) {
        ServiceEvidence state = begun;
        for (SourcedReading reading : readings) {
            state = Analyst.reading(state, reading).state();
        }
        Evidence evidence = state.followed().orElseThrow().evidence();
        long start = cpu();
        int count = 0;
        while (cpu() - start < JUDGED_SECONDS * NANOS) {
            Judge.verdict(evidence, evidence.heard());
            count++;
        }
        return (cpu() - start) / 1e6 / count;
    }

    /** What this thread has had of its core: others may use it too. */
    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    /** In MiB, by what is used after a collection. */
    private static double heap(ServiceEvidence begun, SimulatedTraffic traffic) {
        double before = used();
        List<ServiceEvidence> live = new ArrayList<>();
        for (int i = 0; i < RELEASES; i++) {
            ServiceEvidence state = begun;
            for (SourcedReading reading : readings(traffic, .1, 2)) {
                state = Analyst.reading(state, reading).state();
            }
            live.add(state);
        }
        double used = used() - before;
        if (live.stream().anyMatch(ServiceEvidence::forgotten)) {
            throw new IllegalStateException("a release was forgotten");
        }
        return used;
    }

    private static double used() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return (runtime.totalMemory() - runtime.freeMemory()) / MEBIBYTE;
    }
}
