package dev.tidegate.adapter.otlp;

import dev.tidegate.controller.Policies;
import dev.tidegate.controller.Readings;
import dev.tidegate.controller.Scheduler;

import java.io.IOException;

/** Takes Envoy's access log on a port, and tells each second what was counted in it. */
public final class EnvoyLogs implements AutoCloseable {

    private final LogsPort port;
    private final ReadingTicks ticks;

    private EnvoyLogs(LogsPort port, ReadingTicks ticks) {
        this.port = port;
        this.ticks = ticks;
    }

    /**
     * Begins.
     *
     * @param number the port to listen on; 0 for any that is free
     * @throws IOException when it cannot be listened on
     */
    public static EnvoyLogs take(
            int number, Count count, Policies policies, Readings readings, Scheduler scheduler)
            throws IOException {
        JudgedServices services = JudgedServices.of(policies);
        AccessLog log = new AccessLog(services, count.counters, count.meters);
        LogsPort port = LogsPort.listen(number, new LogsService(log, scheduler.clock()));
        ReadingTicks ticks =
                new ReadingTicks(services, count.counters, count.meters, readings, scheduler);
        ticks.start();
        return new EnvoyLogs(port, ticks);
    }

    /** The port that it listens on. */
    public int port() {
        return port.number();
    }

    @Override
    public void close() {
        port.close();
        ticks.close();
    }
}
