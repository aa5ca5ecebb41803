package dev.tidegate.simulation.kernel;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.LongSupplier;

/** The simulation's time as one process sees it, in whole milliseconds as the product has it. */
final class SimClock extends Clock {

    private final Kernel kernel;
    private final LongSupplier skewMicros;

    SimClock(Kernel kernel, LongSupplier skewMicros) {
        this.kernel = kernel;
        this.skewMicros = skewMicros;
    }

    @Override
    public Instant instant() {
        return Kernel.START.plusMillis(
                Math.floorDiv(kernel.micros() + skewMicros.getAsLong(), 1_000));
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("the product's clock is of UTC");
    }
}
