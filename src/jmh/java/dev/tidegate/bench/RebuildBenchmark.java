package dev.tidegate.bench;

import dev.tidegate.core.selection.Candidates;
import dev.tidegate.core.selection.Pool;
import dev.tidegate.core.selection.Strategy;

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

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * How long a pool takes from one set of weights to another: 1 to 10 in turn, and the same one place
 * on. Names and weights are made beforehand.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 200, timeUnit = TimeUnit.MILLISECONDS)
public class RebuildBenchmark {

    @Param({"2", "1000"})
    public int endpoints;

    @Param({
        "random",
        "smoothRoundRobin",
        "interleavedRoundRobin",
        "earliestDeadlineFirst",
        "leastRequest",
        "ringHash",
        "maglev",
        "rendezvous",
        "thresholdBuckets"
    })
    public String by = "";

    private Candidates[] sets = {};
    private Pool pool = new Pool(Strategy.RANDOM, OwnPicks.weighted(1));
    private int changes;

    @Setup
    public void build() {
        Candidates one = OwnPicks.weighted(endpoints);
        List<Long> rotated = new ArrayList<>(one.weights());
        Collections.rotate(rotated, 1);
        sets = new Candidates[] {one, new Candidates(one.names(), rotated)};
        pool = new Pool(Strategy.of(by), one);
    }

    @Benchmark
    public Pool change() {
        pool.change(sets[++changes & 1]);
        return pool;
    }
}
