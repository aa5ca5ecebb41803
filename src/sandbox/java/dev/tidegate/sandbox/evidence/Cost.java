package dev.tidegate.sandbox.evidence;

import dev.tidegate.cli.evidence.Past;
import dev.tidegate.cli.evidence.Readout;
import dev.tidegate.cli.traffic.Behaviour;
import dev.tidegate.cli.traffic.Latency;
import dev.tidegate.cli.traffic.ProxyCounters;
import dev.tidegate.cli.traffic.Scenario;
import dev.tidegate.cli.traffic.Seen;
import dev.tidegate.cli.traffic.SimulatedTraffic;
import dev.tidegate.core.analysis.AnalysisPlan;
import dev.tidegate.core.analysis.Evidence;
import dev.tidegate.core.analysis.Judge;
import dev.tidegate.core.analysis.Observed;
import dev.tidegate.core.analysis.Observers;
import dev.tidegate.core.analysis.Reading;
import dev.tidegate.sandbox.Console;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What the arithmetic costs: from a cumulative reading to the verdict on it, on one core, and the
 * memory of live releases. What Kafka adds is not in it.
 */
final class Cost {

    private static final int OBSERVERS = 20;
    private static final int RELEASES = 10_000;
    private static final int WARM_UP_SECONDS = 3;
    private static final double MEASURED_SECONDS = 10;
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

    /** What is kept of a release. */
    private record Kept(Observers observers, Evidence evidence) {

        Kept after(Reading reading) {
            Observed observed = observers.observe(reading);
            return new Kept(
                    observed.observers(),
                    observed instanceof Observed.Counted counted
                            ? evidence.after(counted.interval())
                            : evidence);
        }
    }

    void measure() {
        EvidenceTable table =
                new EvidenceTable(console, "The arithmetic's cost", "what", "measured");
        Readout readout = new Readout(Latency.USUAL);
        SimulatedTraffic traffic = new SimulatedTraffic(SERVICE, new SplittableRandom(1));
        Past past = new Past(AnalysisPlan.STANDARD, readout);
        Kept begun = new Kept(Observers.NONE, past.begin(traffic, 60, 1, .1, true));
        List<Reading> readings = readings(traffic, readout, 60);
        passes(begun, readings, WARM_UP_SECONDS);
        table.row(
                "readings a second and core, %d observers, both metrics, a verdict on each"
                        .formatted(OBSERVERS),
                "%.0f".formatted(passes(begun, readings, MEASURED_SECONDS)));
        table.row(
                "heap of %d live releases with %d observers each".formatted(RELEASES, OBSERVERS),
                "%.0f MiB".formatted(heap(begun, traffic, readout)));
    }

    private static List<Reading> readings(SimulatedTraffic traffic, Readout readout, int seconds) {
        ProxyCounters counters = new ProxyCounters();
        List<Reading> readings = new ArrayList<>();
        for (int i = 0; i < seconds; i++) {
            for (Seen seen : traffic.next(.1, 1)) {
                readings.add(readout.reading(counters.count(seen), traffic.second()));
            }
        }
        return readings;
    }

    /** Readings a second, for so many seconds. */
    private static double passes(Kept begun, List<Reading> readings, double seconds) {
        long start = System.nanoTime();
        long count = 0;
        while (System.nanoTime() - start < seconds * NANOS) {
            Kept kept = begun;
            for (Reading reading : readings) {
                kept = kept.after(reading);
                Judge.verdict(kept.evidence(), kept.evidence().heard());
            }
            count += readings.size();
        }
        return count * NANOS / (System.nanoTime() - start);
    }

    /** In MiB, by what is used after a collection. */
    private static double heap(Kept begun, SimulatedTraffic traffic, Readout readout) {
        double before = used();
        List<Kept> live = new ArrayList<>();
        for (int i = 0; i < RELEASES; i++) {
            Kept kept = begun;
            for (Reading reading : readings(traffic, readout, 2)) {
                kept = kept.after(reading);
            }
            live.add(kept);
        }
        double after = used();
        if (live.size() != RELEASES) {
            throw new IllegalStateException();
        }
        return after - before;
    }

    private static double used() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return (runtime.totalMemory() - runtime.freeMemory()) / MEBIBYTE;
    }
}
