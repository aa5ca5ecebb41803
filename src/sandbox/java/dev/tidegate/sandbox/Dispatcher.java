package dev.tidegate.sandbox;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Stands in for a Knative KafkaSource with {@code ordering: ordered} and {@code initialOffset:
 * earliest}: reads its topics in a consumer group of its own, delivers the records of a partition
 * one after the other, and commits an offset when its record was answered or given up. It is the
 * group's only member.
 */
public final class Dispatcher implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(50);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Delivery delivery;
    private final ExecutorService partitions = Executors.newVirtualThreadPerTaskExecutor();
    private final Queue<Handled> handled = new ConcurrentLinkedQueue<>();
    private final Thread thread;
    private volatile boolean closed;

    /** A record that is done with; {@code last} of what was polled of its partition. */
    private record Handled(TopicPartition partition, long offset, boolean last) {}

    /** Begins to deliver the records of {@code topics}. */
    Dispatcher(String bootstrapServers, List<String> topics, String group, Delivery delivery) {
        this.delivery = delivery;
        this.consumer =
                new KafkaConsumer<>(
                        Map.<String, Object>of(
                                "bootstrap.servers",
                                bootstrapServers,
                                "group.id",
                                group,
                                "auto.offset.reset",
                                "earliest",
                                "enable.auto.commit",
                                false),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer());
        consumer.subscribe(topics);
        this.thread =
                Thread.ofPlatform().daemon().name("source-" + topics.getFirst()).start(this::run);
    }

    private void run() {
        while (!closed) {
            try {
                var polled = consumer.poll(POLL);
                for (TopicPartition partition : polled.partitions()) {
                    consumer.pause(List.of(partition));
                    List<ConsumerRecord<byte[], byte[]>> records = polled.records(partition);
                    partitions.execute(() -> inOrder(partition, records));
                }
                commit();
            } catch (KafkaException e) {
                // the broker is away: what was not committed comes again
            }
        }
    }

    private void inOrder(TopicPartition partition, List<ConsumerRecord<byte[], byte[]>> records) {
        for (ConsumerRecord<byte[], byte[]> each : records) {
            if (!delivery.deliver(each)) {
                return;
            }
            boolean last = each.offset() == records.getLast().offset();
            handled.add(new Handled(partition, each.offset(), last));
        }
    }

    private void commit() {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        Set<TopicPartition> free = new HashSet<>();
        for (Handled each = handled.poll(); each != null; each = handled.poll()) {
            offsets.put(each.partition(), new OffsetAndMetadata(each.offset() + 1));
            if (each.last()) {
                free.add(each.partition());
            }
        }
        if (!offsets.isEmpty()) {
            free.retainAll(consumer.assignment());
            consumer.resume(free);
            consumer.commitSync(offsets);
        }
    }

    /** Ends; what was not answered is delivered again by the next one of its group. */
    @Override
    public void close() {
        closed = true;
        delivery.close();
        partitions.shutdownNow();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        consumer.close();
    }
}
