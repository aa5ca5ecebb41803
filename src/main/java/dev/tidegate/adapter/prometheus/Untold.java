package dev.tidegate.adapter.prometheus;

import dev.tidegate.core.event.ServiceReading;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Readings that Kafka has not taken; they go with what comes next. For one thread at a time. */
final class Untold {

    /** Of more the first are left out, as the later hold what they held. */
    private static final int MOST = 20_000;

    private final Deque<ServiceReading> waiting = new ArrayDeque<>();

    /** Takes them out, and puts others behind them. */
    List<ServiceReading> before(List<ServiceReading> others) {
        List<ServiceReading> all = new ArrayList<>(waiting);
        waiting.clear();
        all.addAll(others);
        return all;
    }

    void keep(List<ServiceReading> readings) {
        waiting.addAll(readings);
        while (waiting.size() > MOST) {
            waiting.removeFirst();
        }
    }

    void clear() {
        waiting.clear();
    }
}
