package dev.tidegate.adapter.kafka;

import org.apache.kafka.clients.consumer.ConsumerRecord;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The records of one partition that were polled and are not acknowledged, by their offsets. Polled
 * again, one still counts once.
 */
final class Waiting {

    /** So many and no more are polled: with a kilobyte each, half a megabyte a partition. */
    static final int MOST = 500;

    private static final int HALF = MOST / 2;

    private final Set<Long> offsets = new HashSet<>();

    synchronized void add(List<? extends ConsumerRecord<?, ?>> records) {
        records.forEach(message -> offsets.add(message.offset()));
    }

    /**
     * Takes one away; whether half of the most are left now, which is true once on the way down.
     */
    synchronized boolean removedTheHalf(long offset) {
        return offsets.remove(offset) && offsets.size() == HALF;
    }

    synchronized boolean tooMany() {
        return offsets.size() >= MOST;
    }

    synchronized boolean few() {
        return offsets.size() <= HALF;
    }

    @Override
    public synchronized String toString() {
        return Integer.toString(offsets.size());
    }
}
