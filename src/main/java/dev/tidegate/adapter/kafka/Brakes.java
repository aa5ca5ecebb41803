package dev.tidegate.adapter.kafka;

import io.smallrye.common.annotation.Identifier;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import io.smallrye.reactive.messaging.kafka.KafkaConsumerRebalanceListener;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Default;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Pauses a partition while too many of its records wait in this process, and lets it go on when
 * half of them are acknowledged. The count is made by the thread that polls, before it polls again:
 * what one poll brings ({@code max.poll.records}) is the most that comes on top.
 */
@ApplicationScoped
@Default
@Identifier(Brakes.NAME)
class Brakes implements KafkaConsumerRebalanceListener {

    /** What {@code consumer-rebalance-listener.name} calls it. */
    static final String NAME = "brakes";

    private static final Logger LOG = Logger.getLogger(Brakes.class);

    private final KafkaClientService clients;
    private final Map<TopicPartition, Waiting> partitions = new ConcurrentHashMap<>();

    Brakes(KafkaClientService clients) {
        this.clients = clients;
    }

    /** Counts what a poll brought; on the thread that polls. */
    void polled(String channel, ConsumerRecords<byte[], byte[]> records) {
        for (TopicPartition partition : records.partitions()) {
            Waiting waiting = partitions.computeIfAbsent(partition, _ -> new Waiting());
            waiting.add(records.records(partition));
            if (waiting.tooMany()) {
                settle(channel, partition);
            }
        }
    }

    /** A record waits no longer. */
    void acknowledged(String channel, ConsumerRecord<?, ?> message) {
        TopicPartition partition = new TopicPartition(message.topic(), message.partition());
        Waiting waiting = partitions.get(partition);
        if (waiting != null && waiting.removedTheHalf(message.offset())) {
            settle(channel, partition);
        }
    }

    /**
     * Who gets the partitions next begins where they are committed; if it is this process, it polls
     * again what still waits.
     */
    @Override
    public void onPartitionsRevoked(Consumer<?, ?> consumer, Collection<TopicPartition> revoked) {
        revoked.forEach(partitions::remove);
    }

    /**
     * Makes the consumer agree with the count, on the thread that polls and before its next poll:
     * what it does depends on the count then, so that a pause and its end may come there in any
     * order.
     */
    private void settle(String channel, TopicPartition partition) {
        java.util.function.Consumer<Consumer<Object, Object>> action =
                consumer -> settle(consumer, partition);
        clients.getConsumer(channel)
                .runOnPollingThread(action)
                .subscribe()
                .with(_ -> {}, e -> LOG.warnf("%s stays as it is: %s", partition, e));
    }

    private void settle(Consumer<?, ?> consumer, TopicPartition partition) {
        if (!consumer.assignment().contains(partition)) {
            return;
        }
        Waiting waiting = partitions.getOrDefault(partition, new Waiting());
        boolean paused = consumer.paused().contains(partition);
        if (paused && waiting.few()) {
            consumer.resume(List.of(partition));
            LOG.infof("%s goes on", partition);
        } else if (!paused && waiting.tooMany()) {
            consumer.pause(List.of(partition));
            LOG.infof("%s is paused: %s of its records wait", partition, waiting);
        }
    }
}
