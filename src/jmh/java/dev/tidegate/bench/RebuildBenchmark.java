package dev.tidegate.bench;

import dev.tidegate.core.distribution.selection.Selector;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import java.util.concurrent.TimeUnit;

/** How long a selector takes to build when weights have changed. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 3, time = 200, timeUnit = TimeUnit.MILLISECONDS)
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

    @Benchmark
    public Selector build() {
        return OwnPicks.selector(by, OwnPicks.weighted(endpoints));
    }
}
