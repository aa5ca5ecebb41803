package dev.tidegate.sandbox;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/** The last acknowledged writes, at most {@link #KEPT}. */
final class ApiWrites {

    private static final int KEPT = 100_000;

    private final Deque<ApiServer.Write> writes = new ArrayDeque<>();
    private Consumer<ApiServer.Write> listener = write -> {};

    synchronized void listen(Consumer<ApiServer.Write> told) {
        listener = told;
    }

    synchronized void add(ApiServer.Write write) {
        writes.addLast(write);
        if (writes.size() > KEPT) {
            writes.removeFirst();
        }
        listener.accept(write);
    }

    synchronized List<ApiServer.Write> of(String kind) {
        return writes.stream().filter(w -> w.kind().equals(kind)).toList();
    }

    synchronized void clear() {
        writes.clear();
    }
}
