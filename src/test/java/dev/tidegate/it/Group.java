package dev.tidegate.it;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaFuture;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;

/** Tidegate's consumer group, as the broker sees it. */
final class Group {

    private static final String NAME = "tidegate";

    private Group() {}

    /** How many consumers it has: four for each process that the broker believes to live. */
    static int members(String bootstrapServers) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            return got(admin.describeConsumerGroups(List.of(NAME)).all()).values().stream()
                    .mapToInt(group -> group.members().size())
                    .sum();
        }
    }

    /** How many records of the topics that it reads are not committed yet. */
    static long lag(String bootstrapServers) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            var committed =
                    got(admin.listConsumerGroupOffsets(NAME).partitionsToOffsetAndMetadata());
            var ends =
                    admin.listOffsets(
                            committed.keySet().stream()
                                    .collect(Collectors.toMap(p -> p, _ -> OffsetSpec.latest())));
            return committed.entrySet().stream()
                    .mapToLong(
                            c ->
                                    got(ends.partitionResult(c.getKey())).offset()
                                            - c.getValue().offset())
                    .sum();
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
