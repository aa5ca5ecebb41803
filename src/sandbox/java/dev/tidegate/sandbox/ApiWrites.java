package dev.tidegate.sandbox;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The last acknowledged writes, at most {@link #KEPT}. */
final class ApiWrites {

    private static final int KEPT = 100_000;

    private final Deque<ApiServer.Write> writes = new ArrayDeque<>();

    synchronized void add(ApiServer.Write write) {
        writes.addLast(write);
        if (writes.size() > KEPT) {
            writes.removeFirst();
        }
    }

    synchronized List<ApiServer.Write> of(String kind) {
        return writes.stream().filter(w -> w.kind().equals(kind)).toList();
    }

    synchronized void clear() {
        writes.clear();
    }
}
