package dev.tidegate.simulation;

import dev.tidegate.adapter.cluster.Background;
import dev.tidegate.adapter.rollouts.KubernetesRolloutStore;
import dev.tidegate.simulation.kernel.Life;

import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * Errors of a programmer that the product survives and only logs: of work in the background, and of
 * a rollout that cannot be read. Each is a failure of the process whose task has logged it.
 */
final class LoggedErrors extends Handler {

    /** Kept, since a log manager forgets loggers that nobody holds. */
    private static final List<Logger> LOGGERS =
            List.of(
                    Logger.getLogger(Background.class.getName()),
                    Logger.getLogger(KubernetesRolloutStore.class.getName()));

    static {
        LoggedErrors handler = new LoggedErrors();
        LOGGERS.forEach(logger -> logger.addHandler(handler));
    }

    private LoggedErrors() {}

    /** From now on they are told. */
    static void tell() {
        // the class does so when it is first used
    }

    @Override
    public void publish(LogRecord record) {
        if (record.getLevel().intValue() >= Level.WARNING.intValue()) {
            Life.current()
                    .ifPresent(
                            life ->
                                    life.failed(
                                            new IllegalStateException(
                                                    record.getMessage(), record.getThrown())));
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
}
