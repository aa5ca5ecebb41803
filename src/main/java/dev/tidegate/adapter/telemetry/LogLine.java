package dev.tidegate.adapter.telemetry;

import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

import java.util.EnumMap;
import java.util.Map;

/** One log line with keys: they are in the diagnostic context while the line is written. */
final class LogLine {

    private final Map<LogKey, String> values = new EnumMap<>(LogKey.class);

    LogLine with(LogKey key, Object value) {
        values.put(key, value.toString());
        return this;
    }

    void log(Logger log, Logger.Level level, String message) {
        if (!log.isEnabled(level)) {
            return;
        }
        values.forEach((key, value) -> MDC.put(key.name, value));
        try {
            log.log(level, message);
        } finally {
            values.keySet().forEach(key -> MDC.remove(key.name));
        }
    }
}
