package dev.tidegate.simulation.topics;

import dev.tidegate.simulation.kernel.Kernel;

import java.time.Duration;

/** What goes wrong with what the processes write to topics. */
public final class ProducerWeather {

    /** What becomes of one record. */
    enum Fault {
        NONE,
        LOST,
        /** It is written, and nobody is told so. */
        UNANSWERED
    }

    private final Kernel kernel;
    private long badUntil;
    private int oneIn = 1;
    private long downUntil;

    public ProducerWeather(Kernel kernel) {
        this.kernel = kernel;
    }

    /** One record in so many is lost, or taken without an answer, for a while. */
    public void bad(int times, Duration time) {
        oneIn = times;
        badUntil = kernel.micros() + time.toMillis() * 1_000;
    }

    /** No outcome is taken for a while. */
    public void outcomesDown(Duration time) {
        downUntil = kernel.micros() + time.toMillis() * 1_000;
    }

    /** All is well from now on. */
    public void clear() {
        badUntil = 0;
        downUntil = 0;
    }

    Fault outcomes() {
        return kernel.micros() < downUntil ? Fault.LOST : timers();
    }

    Fault timers() {
        if (kernel.micros() >= badUntil || !kernel.choices().oneIn(oneIn)) {
            return Fault.NONE;
        }
        return kernel.choices().oneIn(2) ? Fault.LOST : Fault.UNANSWERED;
    }
}
