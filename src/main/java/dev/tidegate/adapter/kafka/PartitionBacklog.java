package dev.tidegate.adapter.kafka;

import org.apache.kafka.clients.consumer.ConsumerRecord;

import java.util.List;
import java.util.NavigableMap;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * What of one partition was polled and is not done, by offset, with the bytes that it holds in
 * memory. Only that is kept: what is done behind a record that is not takes no memory, however much
 * it is. Polled again, a record still counts once.
 */
final class PartitionBacklog {

    /**
     * Bytes that a record counts for once it is read: the event and its place in a mailbox. What
     * the sender wrote beside that is let go.
     */
    static final int KEPT_BYTES = 2_048;

    private final int most;
    private final NavigableMap<Long, Integer> bytesByOffset = new TreeMap<>();
    private long bytes;
    private long end;
    private long committed;
    private boolean paused;
    private boolean stuck;

    /**
     * Nothing yet.
     *
     * @param most so many records may wait, whatever they hold
     * @param position the first offset that is polled
     */
    PartitionBacklog(int most, long position) {
        this.most = most;
        this.end = position;
        this.committed = position;
    }

    /**
     * Counts what a poll brought.
     *
     * @param next the offset that is polled next
     */
    synchronized void polled(List<ConsumerRecord<byte[], byte[]>> records, long next) {
        records.forEach(polled -> put(polled.offset(), size(polled)));
        end = next;
    }

    /** A record is read, and let go; what was made of it waits on. */
    synchronized void read(long offset) {
        if (bytesByOffset.containsKey(offset)) {
            put(offset, KEPT_BYTES);
        }
    }

    /** Nothing of a record waits any more. */
    synchronized void done(long offset) {
        Integer before = bytesByOffset.remove(offset);
        bytes -= before == null ? 0 : before;
    }

    private void put(long offset, int size) {
        Integer before = bytesByOffset.put(offset, size);
        bytes += size - (before == null ? 0 : before);
    }

    private static int size(ConsumerRecord<?, ?> polled) {
        int size =
                Math.max(0, polled.serializedKeySize()) + Math.max(0, polled.serializedValueSize());
        for (var header : polled.headers()) {
            size += header.key().length() + (header.value() == null ? 0 : header.value().length);
        }
        return Math.max(KEPT_BYTES, size);
    }

    /**
     * Decides whether to go on polling: not when too much waits, and again when half of that is
     * left.
     *
     * @param share bytes that this partition's records may hold
     * @return whether that is news
     */
    synchronized boolean decide(long share) {
        int size = bytesByOffset.size();
        boolean next =
                paused ? size > most / 2 || bytes > share / 2 : size >= most || bytes >= share;
        if (next && !paused) {
            stuck = size >= most || (long) size * KEPT_BYTES >= share;
        }
        boolean news = next != paused;
        paused = next;
        return news;
    }

    /**
     * Whether it was paused for what waits to be followed: not only until large records are read.
     */
    synchronized boolean stuck() {
        return stuck;
    }

    synchronized boolean paused() {
        return paused;
    }

    /** Where the group would have to begin again; empty when it is committed. */
    synchronized OptionalLong uncommitted() {
        long first = bytesByOffset.isEmpty() ? end : bytesByOffset.firstKey();
        return first == committed ? OptionalLong.empty() : OptionalLong.of(first);
    }

    synchronized void committed(long offset) {
        committed = offset;
    }

    @Override
    public synchronized String toString() {
        return "records that wait: %d, of %d bytes".formatted(bytesByOffset.size(), bytes);
    }
}
