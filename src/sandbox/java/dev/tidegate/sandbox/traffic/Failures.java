package dev.tidegate.sandbox.traffic;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * When each version's requests failed: from the first one on, in the times of {@link
 * System#nanoTime()}. Safe for concurrent callers.
 */
public final class Failures implements Consumer<Access> {
    private final Map<String, Span> spans = new HashMap<>();
    private final LongSupplier nanoTime;

    public Failures(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /**
     * The failed requests of a version.
     *
     * @param firstNanos when the first of them had ended
     * @param lastNanos when the latest of them had
     */
    public record Span(long firstNanos, long lastNanos, long count) {}

    @Override
    public synchronized void accept(Access access) {
        if (access.failed()) {
            long now = nanoTime.getAsLong();
            access.version()
                    .ifPresent(
                            version ->
                                    spans.merge(
                                            version,
                                            new Span(now, now, 1),
                                            (before, one) ->
                                                    new Span(
                                                            before.firstNanos(),
                                                            now,
                                                            before.count() + 1)));
        }
    }

    /** Those of a version; empty when it had none. */
    public synchronized Optional<Span> of(String version) {
        return Optional.ofNullable(spans.get(version));
    }
}
