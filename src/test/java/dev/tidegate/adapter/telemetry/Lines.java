package dev.tidegate.adapter.telemetry;

import org.jboss.logmanager.ExtLogRecord;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.LogRecord;

/** Remembers lines, and the level and the keys that each had. */
final class Lines extends Handler {

    final List<String> messages = new ArrayList<>();
    final List<String> levels = new ArrayList<>();
    final List<Map<String, String>> keys = new ArrayList<>();

    @Override
    public void publish(LogRecord logged) {
        messages.add(logged.getMessage());
        levels.add(logged.getLevel().getName());
        keys.add(((ExtLogRecord) logged).getMdcCopy());
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
}
