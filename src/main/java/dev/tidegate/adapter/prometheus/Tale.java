package dev.tidegate.adapter.prometheus;

import io.micrometer.core.instrument.Counter;

import java.time.Instant;

/** Of one reason: what came since the last line, and when the last came. */
final class Tale {
    Instant line = Instant.MIN;
    Instant latest = Instant.MIN;
    long since;
    final Counter counter;

    Tale(Counter counter) {
        this.counter = counter;
    }
}
