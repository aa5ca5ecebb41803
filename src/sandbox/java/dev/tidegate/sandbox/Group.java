package dev.tidegate.sandbox;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaFuture;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;

/** Tidegate's consumer group, as the broker sees it. */
public final class Group {

    private static final String NAME = "tidegate";

    private Group() {}

    /** How many consumers it has: four for each process that the broker believes to live. */
    public static int members(String bootstrapServers) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            return got(admin.describeConsumerGroups(List.of(NAME)).all()).values().stream()
                    .mapToInt(group -> group.members().size())
                    .sum();
        }
    }

    /**
     * How far a partition is done.
     *
     * @param committed every record below this offset is done
     * @param end offset of the next record that will be written
     */
    public record Progress(String topic, int partition, long committed, long end) {}

    /** How many records of the topics that it reads are not committed yet. */
    public static long lag(String bootstrapServers) {
        return progress(bootstrapServers).stream().mapToLong(p -> p.end() - p.committed()).sum();
    }

    /** How far it is in each partition of which it has committed something. */
    public static List<Progress> progress(String bootstrapServers) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            var committed =
                    got(admin.listConsumerGroupOffsets(NAME).partitionsToOffsetAndMetadata());
            var ends =
                    admin.listOffsets(
                            committed.keySet().stream()
                                    .collect(Collectors.toMap(p -> p, _ -> OffsetSpec.latest())));
            return committed.entrySet().stream()
                    .map(
                            c ->
                                    new Progress(
                                            c.getKey().topic(),
                                            c.getKey().partition(),
                                            c.getValue().offset(),
                                            got(ends.partitionResult(c.getKey())).offset()))
                    .toList();
        }
    }

    private static <T> T got(KafkaFuture<T> answer) {
        try {
            return answer.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
