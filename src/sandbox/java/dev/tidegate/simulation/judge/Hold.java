package dev.tidegate.simulation.judge;

import dev.tidegate.core.rollout.Phase;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.simulation.api.Change;
import dev.tidegate.simulation.judge.Facts.Decided;

import org.jspecify.annotations.Nullable;

import java.util.Optional;

/**
 * One wait of one release, by the world's clock: the propagation wait, the hold of a step, the
 * bake. It runs from when the routes carry its weights, and stands still in a pause.
 */
final class Hold {

    /** An acknowledgement is taken note of within this. */
    private static final long NOTED_MICROS = 30_000_000;

    private final Facts facts;
    private final String key;
    private final long micros;
    private final Decided begun;

    /** The clock by which its end was reckoned, of all that were, that was ahead the least. */
    private long leastAhead;

    private @Nullable Change written;
    private long revision;
    private long started = -1;
    private long paused;
    private long forgiven;
    private @Nullable Decided pause;

    Hold(Facts facts, String key, Rollout rollout, Decided begun) {
        this.facts = facts;
        this.key = key;
        this.micros =
                ((Phase.Pausable) rollout.phase().acting())
                                .hold(rollout.plan())
                                .orElseThrow()
                                .toMillis()
                        * 1_000;
        this.begun = begun;
        this.leastAhead = ahead(begun);
    }

    /** What stays the same as long as a release waits in the same place; empty when it does not. */
    static Optional<String> key(Rollout rollout) {
        return switch (rollout.phase()) {
            case Phase.Paused paused when paused.declared() -> Optional.empty();
            case Phase.Live live ->
                    switch (live.acting()) {
                        case Phase.Preparing p -> Optional.of("Preparing %s".formatted(p.since()));
                        case Phase.Progressing p ->
                                Optional.of("step %d %s".formatted(p.step(), p.since()));
                        case Phase.Baking b -> Optional.of("the bake %s".formatted(b.since()));
                        case Phase _ -> Optional.empty();
                    };
            case Phase.Ended _ -> Optional.empty();
        };
    }

    String key() {
        return key;
    }

    boolean started() {
        return started >= 0;
    }

    /**
     * The routes carry its weights, since the write, or since before it began.
     *
     * @param wanted by which revision these weights are wanted
     */
    void start(@Nullable Change write, long wanted) {
        written = write;
        revision = wanted;
        started = write == null ? begun.micros() : write.micros();
        paused = 0;
        forgiven = 0;
    }

    /** Somebody reckoned its end anew. */
    void reckoned(Decided by) {
        leastAhead = Math.min(leastAhead, ahead(by));
    }

    /** It stands still, or goes on; the length of a pause is told by two clocks. */
    void paused(boolean now, Decided by) {
        if (now && pause == null) {
            pause = by;
        } else if (!now && pause != null) {
            paused += Math.max(0, by.micros() - Math.max(pause.micros(), started));
            forgiven += Math.max(0, ahead(pause) - ahead(by));
            pause = null;
        }
    }

    /** By how much too short it was when its end was decided, in microseconds; else 0 or less. */
    long lacks(String uid, Decided end) {
        long late = written == null ? 0 : facts.lateElsewhere(uid, revision, written, end);
        long setBack =
                ahead(begun)
                        - facts.clocks().least(begun.by(), begun.micros(), started + NOTED_MICROS);
        long other = facts.alone(begun) ? 0 : Math.max(0, ahead(end) - leastAhead);
        return micros - lasted(end) - late - forgiven - setBack - other - 4 * Clocks.GRAIN_MICROS;
    }

    /** How long it has lasted when its end was decided, in microseconds. */
    long lasted(Decided end) {
        return end.micros() - started - paused;
    }

    long micros() {
        return micros;
    }

    private long ahead(Decided by) {
        return facts.clocks().ahead(by.by(), by.micros());
    }
}
