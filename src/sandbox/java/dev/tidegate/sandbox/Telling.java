package dev.tidegate.sandbox;

import dev.tidegate.sandbox.traffic.ProxyCounters;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Tells each second what the callers' proxy has counted: the readings of one observer. */
final class Telling implements AutoCloseable {
    private static final String OBSERVER = "callers-proxy";

    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(
                    task -> {
                        Thread thread = new Thread(task, "readings");
                        thread.setDaemon(true);
                        return thread;
                    });

    Telling(Events events, ProxyCounters counters) {
        var _ =
                clock.scheduleAtFixedRate(
                        () ->
                                events.reading(
                                        Stage.NAMESPACE,
                                        Stage.SERVICE,
                                        OBSERVER,
                                        counters.counts()),
                        0,
                        1,
                        TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
