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
    private final Instant now = ((Phase.Live) young.phase()).due().orElseThrow();
    private final RolloutEvent alert = Scenes.alert("a1", "v2");
    private final RolloutEvent timer = Scenes.timer(young, now);
    private final RolloutEvent timerOfOld = Scenes.timer(old, now);
    private final RolloutEvent seenBefore = Scenes.deploy("d1", Scenes.V2, Scenes.START);

    private static Rollout withFullHistory(Rollout rollout) {
        Rollout next = rollout;
        while (next.history().size() < Rollout.HISTORY) {
            next = Scenes.moved(next, Scenes.drift(), Scenes.START);
        }
        return next;
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
        return RolloutStateMachine.decide(old, timerOfOld, now);
    }

    /** An event that is delivered again. */
    @Benchmark
    public Decision duplicate() {
        return RolloutStateMachine.decide(young, seenBefore, now);
    }
}
