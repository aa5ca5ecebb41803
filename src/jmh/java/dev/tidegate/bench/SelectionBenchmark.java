package dev.tidegate.bench;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import java.util.concurrent.TimeUnit;

/**
 * How many endpoints are picked in a second, and what a pick allocates: ours, weighted 1 to 10 in
 * turn or {@code even}, or the whole request of a {@code pool}, and the peers'. Stork and Guava
 * know no weights; Dubbo's consistent hash reads a string where the others get its hash.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 200, timeUnit = TimeUnit.MILLISECONDS)
public class SelectionBenchmark {

    @Param({"2", "10", "100", "1000"})
    public int endpoints;

    @Param({
        "random",
        "pool:random",
        "dubboRandom",
        "even:random",
        "storkRandom",
        "smoothRoundRobin",
        "interleavedRoundRobin",
        "earliestDeadlineFirst",
        "dubboRoundRobin",
        "grpcRoundRobin",
        "even:smoothRoundRobin",
        "storkRoundRobin",
        "leastRequest",
        "pool:leastRequest",
        "dubboLeastActive",
        "even:leastRequest",
        "storkTwoChoices",
        "storkLeastRequests",
        "ringHash",
        "maglev",
        "rendezvous",
        "dubboConsistentHash",
        "guavaConsistentHash",
        "thresholdBuckets"
    })
    public String by = "";

    private Pick pick = key -> by;

    /**
     * A key of each thread's own, a different hash at every pick; in the middle of an array, so
     * that no thread writes into a cache line that another one reads.
     */
    @State(Scope.Thread)
    public static class Key {
        private static final int MIDDLE = 16;
        private final long[] padded = new long[2 * MIDDLE];

        long next() {
            return padded[MIDDLE] += 0x9E3779B97F4A7C15L;
        }
    }

    @Setup
    public void build() {
        if (by.startsWith("even:")) {
            pick = OwnPicks.even(by.substring("even:".length()), endpoints);
        } else if (by.startsWith("pool:")) {
            pick = OwnPicks.pooled(by.substring("pool:".length()), endpoints);
        } else if (by.matches("(dubbo|stork|guava|grpc).*")) {
            pick = PeerPicks.of(by, endpoints);
        } else {
            pick = OwnPicks.of(by, endpoints);
        }
    }

    @Benchmark
    public Object pick(Key key) {
        return pick.next(key.next());
    }
}
