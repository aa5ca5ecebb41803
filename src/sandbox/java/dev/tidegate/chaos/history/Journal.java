package dev.tidegate.chaos.history;

import com.fasterxml.jackson.databind.JsonNode;

import dev.tidegate.sandbox.ApiServer;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Writes a history while it happens. */
public final class Journal {

    private static final List<String> LEFT_OUT = List.of("Lease", "Event");

    private final Instant start;
    private final long startNanos;

    /** Guarded by this. */
    private final List<Entry> entries = new ArrayList<>();

    private volatile Consumer<Entry.Written> listener = _ -> {};

    public Journal(Clock clock) {
        start = clock.instant();
        startNanos = System.nanoTime();
    }

    /** Microseconds since the start. */
    public long micros() {
        return micros(System.nanoTime());
    }

    private long micros(long nanos) {
        return (nanos - startNanos) / 1_000;
    }

    /** The same of a time on this machine's clock. */
    public long micros(Instant time) {
        return Duration.between(start, time).toNanos() / 1_000;
    }

    /** Tells of each write from now on. */
    public void onWrite(Consumer<Entry.Written> told) {
        listener = told;
    }

    public synchronized void add(Entry entry) {
        entries.add(entry);
    }

    /** A process of the product has written; its Leases and Events are left out. */
    public void wrote(String by, ApiServer.Write write) {
        if (!LEFT_OUT.contains(write.kind())) {
            boolean deleted = write.verb().equals("delete");
            added(
                    new Entry.Written(
                            micros(write.nanos()),
                            micros(write.arrived()),
                            by,
                            write.kind(),
                            deleted,
                            write.object()));
        }
    }

    /** Somebody else has written. */
    public void wrote(String by, JsonNode object) {
        long now = micros();
        added(new Entry.Written(now, now, by, object.path("kind").asText(), false, object));
    }

    private void added(Entry.Written written) {
        add(written);
        listener.accept(written);
    }

    /** All of it so far. */
    public synchronized History history() {
        return new History(start, List.copyOf(entries));
    }
}
