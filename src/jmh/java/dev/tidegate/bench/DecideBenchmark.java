package dev.tidegate.bench;

import dev.tidegate.core.event.RolloutEvent;
import dev.tidegate.core.rollout.Decision;
import dev.tidegate.core.rollout.Phase;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.rollout.RolloutStateMachine;
import dev.tidegate.core.rollout.Scenes;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import java.time.Instant;

/** How many decisions one core makes in a second. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class DecideBenchmark {

    private final Rollout young = Scenes.progressing(Scenes.plan());
    private final Rollout old = withFullHistory(young);
    private final Instant now = due(young);
    private final Instant nowOfOld = due(old);
    private final RolloutEvent alert = Scenes.alert("a1", "v2");
    private final RolloutEvent timer = Scenes.timer(young, now);
    private final RolloutEvent timerOfOld = Scenes.timer(old, nowOfOld);
    private final RolloutEvent seenBefore = Scenes.deploy("d1", Scenes.V2, Scenes.START);

    /** Reverts so far from each other that none of them leads to a pause. */
    private static Rollout withFullHistory(Rollout rollout) {
        Rollout next = rollout;
        for (int hour = 1; next.history().size() < Rollout.HISTORY; hour++) {
            next = Scenes.moved(next, Scenes.drift(), Scenes.later(60 * hour));
        }
        return next;
    }

    private static Instant due(Rollout rollout) {
        return ((Phase.Live) rollout.phase()).due().orElseThrow();
    }

    /** What moves nothing is decided faster, and would flatter. */
    @Setup
    public void requireMoves() {
        Scenes.moved(young, alert, now);
        Scenes.moved(young, timer, now);
        Scenes.moved(old, timerOfOld, nowOfOld);
    }

    /** An alert on the canary: the rollback. */
    @Benchmark
    public Decision alert() {
        return RolloutStateMachine.decide(young, alert, now);
    }

    /** A hold is over: the next step. */
    @Benchmark
    public Decision timer() {
        return RolloutStateMachine.decide(young, timer, now);
    }

    /** The same for a rollout whose history is as long as it gets. */
    @Benchmark
    public Decision timerAfterManyMoves() {
        return RolloutStateMachine.decide(old, timerOfOld, nowOfOld);
    }

    /** An event that is delivered again. */
    @Benchmark
    public Decision duplicate() {
        return RolloutStateMachine.decide(young, seenBefore, now);
    }
}
