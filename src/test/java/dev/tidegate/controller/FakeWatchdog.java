package dev.tidegate.controller;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts what it hears, and is as silent as it is told to be. */
public final class FakeWatchdog implements Watchdog {

    /** How often it was heard. */
    public final AtomicInteger heartbeats = new AtomicInteger();

    /** Why no alert can come. */
    volatile Optional<String> silence = Optional.empty();

    @Override
    public void heard() {
        silence = Optional.empty();
        heartbeats.incrementAndGet();
    }

    @Override
    public Optional<String> silent() {
        return silence;
    }
}
