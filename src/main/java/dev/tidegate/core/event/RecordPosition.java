package dev.tidegate.core.event;

import java.util.Optional;

/**
 * Where the record of an event stands: of two on the same partition it tells which was written
 * first.
 *
 * @param partition the topic and the partition's number: {@code tidegate.deployments-3}
 * @param offset from 0
 */
public record RecordPosition(String partition, long offset) {

    /** Whether the other record is on the same partition and was written before. */
    public boolean isBehind(RecordPosition other) {
        return partition.equals(other.partition) && offset > other.offset;
    }

    /** As it is kept: {@code tidegate.deployments-3@1042}. */
    @Override
    public String toString() {
        return partition + "@" + offset;
    }

    /** What {@link #toString} has written; empty when it is something else. */
    public static Optional<RecordPosition> parse(String text) {
        int at = text.lastIndexOf('@');
        try {
            return at < 1
                    ? Optional.empty()
                    : Optional.of(
                            new RecordPosition(
                                    text.substring(0, at),
                                    Long.parseLong(text, at + 1, text.length(), 10)));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
