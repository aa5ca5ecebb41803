package dev.tidegate.adapter.otlp;

import io.micrometer.core.instrument.MeterRegistry;

/** What is counted, and its meters: they are there whether or not anything is taken. */
public final class Count {

    final Counters counters;
    final AccessLogMeters meters;

    /**
     * Nothing yet.
     *
     * @param receiver the name of this process, another one after each start
     */
    public Count(MeterRegistry registry, String receiver) {
        this.counters = new Counters(receiver);
        this.meters = new AccessLogMeters(registry, counters);
    }
}
