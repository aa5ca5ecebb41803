package dev.tidegate.simulation.api;

import dev.tidegate.simulation.kernel.Kernel;
import dev.tidegate.simulation.kernel.Life;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/** What happens to a process at its next write: between its reading and that, or while it waits. */
public final class NextWrite {

    private final Kernel kernel;
    private @Nullable Runnable before;
    private @Nullable Runnable after;
    private Duration landing = Duration.ZERO;

    NextWrite(Kernel kernel) {
        this.kernel = kernel;
    }

    /** The process stands still just before it sends the write. */
    public void stop(Life life, Duration time) {
        before = () -> life.stop(time);
    }

    /**
     * The process crashes when it has sent the write.
     *
     * @param landing when the write is done, after that
     */
    public void crash(Duration landing, Runnable crash) {
        this.landing = landing;
        after = crash;
    }

    void clear() {
        before = null;
        after = null;
    }

    void before() {
        Runnable now = before;
        if (now != null) {
            before = null;
            now.run();
            kernel.pause();
        }
    }

    /** How long the write that is sent now is under way. */
    Duration sent(Duration usual) {
        Runnable now = after;
        if (now == null) {
            return usual;
        }
        after = null;
        kernel.later(Duration.ZERO, now);
        return landing;
    }
}
