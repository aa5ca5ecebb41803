package dev.tidegate.adapter.kafka;

import dev.tidegate.adapter.broker.KafkaTrouble;

import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.IncomingKafkaRecord;
import io.smallrye.reactive.messaging.kafka.commit.KafkaCommitHandler;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * The records that one channel has polled and that are not done yet. A partition of which too much
 * waits is paused before the next poll: what one poll brings is the most that comes on top. Of each
 * partition the place of its oldest record that is not done is committed, again and again until the
 * broker has it: a lost commit may be the last one that a quiet partition gives cause for.
 */
final class Channel implements KafkaCommitHandler {

    /** The consumer, which belongs to the thread that polls. */
    interface Poller {

        /** Runs on that thread, between two polls. */
        void later(java.util.function.Consumer<Consumer<?, ?>> action);

        /** For callers on that thread. */
        Consumer<?, ?> consumer();
    }

    /** Bytes that all partitions of a channel may hold together; each has its equal share. */
    static final long MOST_BYTES = 16 << 20;

    /** The least share, so that a topic of very many partitions is read at all. */
    private static final long LEAST_SHARE = 256 << 10;

    /** A partition that is taken away waits so long for its last commit, or is polled again. */
    private static final Duration LAST_COMMIT = Duration.ofSeconds(2);

    private static final Logger LOG = Logger.getLogger(Channel.class);

    private final Poller poller;
    private final int mostRecords;
    private final java.util.function.Consumer<String> topics;
    private final Map<TopicPartition, PartitionBacklog> partitions = new ConcurrentHashMap<>();
    private volatile int assigned = 1;
    private volatile boolean ended;

    /** Touched by the thread that polls alone. */
    private boolean committing;

    /**
     * A channel without partitions.
     *
     * @param mostRecords of a partition that may wait
     * @param topics told of each topic that this process begins to read
     */
    Channel(Poller poller, int mostRecords, java.util.function.Consumer<String> topics) {
        this.topics = topics;
        this.poller = poller;
        this.mostRecords = mostRecords;
    }

    /** Counts what a poll brought; on the thread that polls. */
    void polled(ConsumerRecords<byte[], byte[]> polled) {
        for (TopicPartition partition : polled.partitions()) {
            List<ConsumerRecord<byte[], byte[]>> records = polled.records(partition);
            long first = records.getFirst().offset();
            OffsetAndMetadata next = polled.nextOffsets().get(partition);
            PartitionBacklog waiting =
                    partitions.computeIfAbsent(
                            partition, _ -> new PartitionBacklog(mostRecords, first));
            waiting.polled(records, next == null ? records.getLast().offset() + 1 : next.offset());
            decide(partition, waiting);
        }
    }

    /** A record was read: it is let go, and what was made of it waits. */
    void read(TopicPartition partition, long offset) {
        change(partition, waiting -> waiting.read(offset));
    }

    /** All that follows from a record is acknowledged. */
    void done(TopicPartition partition, long offset) {
        change(partition, waiting -> waiting.done(offset));
    }

    private void change(
            TopicPartition partition, java.util.function.Consumer<PartitionBacklog> change) {
        PartitionBacklog waiting = partitions.get(partition);
        if (waiting != null) {
            change.accept(waiting);
            decide(partition, waiting);
        }
    }

    private void decide(TopicPartition partition, PartitionBacklog waiting) {
        if (waiting.decide(Math.max(LEAST_SHARE, MOST_BYTES / assigned))) {
            later(consumer -> settle(consumer, partition));
        }
    }

    /**
     * Makes the consumer agree with the decision as it is then, so that a pause and its end may
     * come there in any order.
     */
    private void settle(Consumer<?, ?> consumer, TopicPartition partition) {
        PartitionBacklog waiting = partitions.get(partition);
        if (waiting == null || !consumer.assignment().contains(partition)) {
            return;
        }
        boolean paused = consumer.paused().contains(partition);
        if (paused && !waiting.paused()) {
            consumer.resume(List.of(partition));
            LOG.logf(level(waiting), "%s goes on", partition);
        } else if (!paused && waiting.paused()) {
            consumer.pause(List.of(partition));
            LOG.logf(level(waiting), "%s is paused: %s", partition, waiting);
        }
    }

    private static Logger.Level level(PartitionBacklog waiting) {
        return waiting.stuck() ? Logger.Level.INFO : Logger.Level.DEBUG;
    }

    /** Commits what is news; not while an earlier commit is not answered. */
    void commit() {
        later(this::commit);
    }

    private void later(java.util.function.Consumer<Consumer<?, ?>> action) {
        if (!ended) {
            poller.later(action);
        }
    }

    private void commit(Consumer<?, ?> consumer) {
        Map<TopicPartition, OffsetAndMetadata> due = uncommitted(partitions.keySet());
        if (committing || due.isEmpty()) {
            return;
        }
        committing = true;
        try {
            consumer.commitAsync(due, (_, trouble) -> answered(due, trouble));
        } catch (KafkaException e) {
            answered(due, e);
        }
    }

    private void answered(Map<TopicPartition, OffsetAndMetadata> due, @Nullable Exception trouble) {
        committing = false;
        if (trouble == null) {
            due.forEach(this::committed);
        } else {
            LOG.infof("not committed, again soon: %s", told(due, trouble));
        }
    }

    /** Each place as {@code topic-partition@offset}, and why it is not committed. */
    static String told(Map<TopicPartition, OffsetAndMetadata> due, Exception trouble) {
        String places =
                due.entrySet().stream()
                        .map(place -> place.getKey() + "@" + place.getValue().offset())
                        .sorted()
                        .collect(Collectors.joining(", "));
        return "%s: %s".formatted(places, KafkaTrouble.of(trouble));
    }

    private Map<TopicPartition, OffsetAndMetadata> uncommitted(Collection<TopicPartition> of) {
        Map<TopicPartition, OffsetAndMetadata> due = new HashMap<>();
        for (TopicPartition partition : of) {
            PartitionBacklog waiting = partitions.get(partition);
            if (waiting != null) {
                waiting.uncommitted()
                        .ifPresent(to -> due.put(partition, new OffsetAndMetadata(to)));
            }
        }
        return due;
    }

    private void committed(TopicPartition partition, OffsetAndMetadata to) {
        PartitionBacklog waiting = partitions.get(partition);
        if (waiting != null) {
            waiting.committed(to.offset());
        }
    }

    /** {@inheritDoc} Whoever has kept the message lets its record go now. */
    @Override
    public <K, V> Uni<Void> handle(IncomingKafkaRecord<K, V> message) {
        done(new TopicPartition(message.getTopic(), message.getPartition()), message.getOffset());
        return Uni.createFrom().voidItem();
    }

    @Override
    public void partitionsAssigned(Collection<TopicPartition> added) {
        assigned = Math.max(1, poller.consumer().assignment().size());
        added.stream().map(TopicPartition::topic).distinct().forEach(topics);
    }

    /**
     * {@inheritDoc} Who gets them next begins where they are committed; if it is this process, it
     * polls again what still waits.
     */
    @Override
    public void partitionsRevoked(Collection<TopicPartition> revoked) {
        Map<TopicPartition, OffsetAndMetadata> due = uncommitted(revoked);
        try {
            if (!due.isEmpty()) {
                poller.consumer().commitSync(due, LAST_COMMIT);
            }
        } catch (KafkaException e) {
            LOG.infof("not committed, will be read again: %s", told(due, e));
        }
        revoked.forEach(partitions::remove);
    }

    /** {@inheritDoc} What is done from now on is committed when the partitions are given back. */
    @Override
    public void terminate(boolean graceful) {
        ended = true;
    }
}
