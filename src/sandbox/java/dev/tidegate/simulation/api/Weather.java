package dev.tidegate.simulation.api;

import dev.tidegate.controller.Result;
import dev.tidegate.simulation.kernel.Choices;
import dev.tidegate.simulation.kernel.Kernel;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** What goes wrong between one process and the API server, and how long a way takes. */
public final class Weather {

    /** What may go wrong with a call. */
    public enum Fault {
        CONFLICT("a conflict, although nobody wrote"),
        LOST_REQUEST("no answer, and the request was lost"),
        LOST_ANSWER("no answer, though it was done"),
        BUSY("429, too many requests"),
        BROKEN("500 and more"),
        LATE_REQUEST("no answer, and it is done later, when nobody waits for it any more");

        private final String says;

        Fault(String says) {
            this.says = says;
        }

        /** What happens, for a person. */
        public String says() {
            return says;
        }
    }

    private static final int QUICK_MICROS = 4_000;
    private static final int LATE_MICROS = 60_000_000;

    private final Kernel kernel;
    private final Map<Fault, Bad> bad = new EnumMap<>(Fault.class);
    private final NextWrite nextWrite;
    private final boolean outlives;
    private long slowUntil;
    private int slowMicros;
    private long watchUntil;
    private int watchMicros;
    private long oldUntil;
    private int oldMicros;

    private record Bad(long until, int oneIn) {}

    public Weather(Kernel kernel) {
        this(kernel, false);
    }

    /**
     * The same.
     *
     * @param outlives whether a request that was sent arrives although its process has crashed
     */
    public Weather(Kernel kernel, boolean outlives) {
        this.kernel = kernel;
        this.outlives = outlives;
        this.nextWrite = new NextWrite(kernel);
    }

    /** What happens at the next write. */
    public NextWrite nextWrite() {
        return nextWrite;
    }

    /** What a watch lists when it begins is up to so old for a while. */
    public void old(Duration most, Duration time) {
        oldMicros = (int) (most.toMillis() * 1_000);
        oldUntil = end(time);
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
        oldUntil = 0;
        nextWrite.clear();
    }

    private long end(Duration time) {
        return kernel.micros() + time.toMillis() * 1_000;
    }

    boolean has(Fault fault) {
        Bad now = bad.get(fault);
        return now != null && now.until() > kernel.micros() && kernel.choices().oneIn(now.oneIn());
    }

    boolean outlives() {
        return outlives;
    }

    /** How a request fails that arrives, and is not done; empty when it is done. */
    <T> Optional<Result<T>> failed() {
        if (has(Fault.BUSY)) {
            return Optional.of(new Result.Unreachable<>("too many requests"));
        }
        if (has(Fault.BROKEN)) {
            return Optional.of(new Result.Unreachable<>("internal error"));
        }
        return has(Fault.CONFLICT)
                ? Optional.of(new Result.Conflict<>("the object has been modified"))
                : Optional.empty();
    }

    /** How long a request or an answer is under way. */
    Duration way() {
        return some(kernel.micros() < slowUntil ? slowMicros : QUICK_MICROS);
    }

    /** How long it takes until a watch shows what was written. */
    Duration showing() {
        return some(kernel.micros() < watchUntil ? watchMicros : QUICK_MICROS);
    }

    /** How late a request is done that nobody waits for any more. */
    Duration late() {
        return some(LATE_MICROS);
    }

    /** How old what a watch lists is, in microseconds. */
    long age() {
        return kernel.micros() < oldUntil ? kernel.choices().next(oldMicros) : 0;
    }

    private Duration some(int most) {
        Choices choices = kernel.choices();
        return Duration.ofNanos(1_000L * (1 + choices.next(most)));
    }
}
