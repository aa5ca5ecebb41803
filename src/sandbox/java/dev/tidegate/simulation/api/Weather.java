package dev.tidegate.simulation.api;

import dev.tidegate.simulation.kernel.Choices;
import dev.tidegate.simulation.kernel.Kernel;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/** What goes wrong between one process and the API server, and how long a way takes. */
public final class Weather {

    /** What may go wrong with a call. */
    public enum Fault {
        /** 409, although nobody wrote. */
        CONFLICT,
        /** No answer: the request was lost. */
        LOST_REQUEST,
        /** No answer: it was done. */
        LOST_ANSWER,
        /** 429: too many requests. */
        BUSY,
        /** 500 and more. */
        BROKEN
    }

    private static final int QUICK_MICROS = 4_000;

    private final Kernel kernel;
    private final Map<Fault, Bad> bad = new EnumMap<>(Fault.class);
    private long slowUntil;
    private int slowMicros;
    private long watchUntil;
    private int watchMicros;

    private record Bad(long until, int oneIn) {}

    public Weather(Kernel kernel) {
        this.kernel = kernel;
    }

    /** One call in so many has this fault for a while. */
    public void faults(Fault fault, int oneIn, Duration time) {
        bad.put(fault, new Bad(end(time), oneIn));
    }

    /** Each way takes up to so long for a while. */
    public void slow(Duration most, Duration time) {
        slowMicros = (int) (most.toMillis() * 1_000);
        slowUntil = end(time);
    }

    /** What a watch shows comes up to so late for a while. */
    public void stale(Duration most, Duration time) {
        watchMicros = (int) (most.toMillis() * 1_000);
        watchUntil = end(time);
    }

    /** All is well from now on. */
    public void clear() {
        bad.clear();
        slowUntil = 0;
        watchUntil = 0;
    }

    private long end(Duration time) {
        return kernel.micros() + time.toMillis() * 1_000;
    }

    boolean has(Fault fault) {
        Bad now = bad.get(fault);
        return now != null && now.until() > kernel.micros() && kernel.choices().oneIn(now.oneIn());
    }

    /** How long a request or an answer is under way. */
    Duration way() {
        return some(kernel.micros() < slowUntil ? slowMicros : QUICK_MICROS);
    }

    /** How long it takes until a watch shows what was written. */
    Duration showing() {
        return some(kernel.micros() < watchUntil ? watchMicros : QUICK_MICROS);
    }

    private Duration some(int most) {
        Choices choices = kernel.choices();
        return Duration.ofNanos(1_000L * (1 + choices.next(most)));
    }
}
