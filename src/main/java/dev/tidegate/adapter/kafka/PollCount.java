package dev.tidegate.adapter.kafka;

import static java.util.Objects.requireNonNull;

import io.smallrye.reactive.messaging.ClientCustomizer;

import jakarta.enterprise.context.ApplicationScoped;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.config.Config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Tells the channel what each poll brings before the connector has it: the connector puts it into a
 * queue without bound, from which our code gets it on another thread, any time later. The client
 * makes an object of this class for each consumer, and gives it the consumer's settings.
 */
public final class PollCount implements ConsumerInterceptor<byte[], byte[]> {

    private static final String COUNTER = "tidegate.poll.counter";

    private Consumer<ConsumerRecords<byte[], byte[]>> counter = _ -> {};

    /** Puts the count into the settings of every channel. */
    @ApplicationScoped
    static class Installed implements ClientCustomizer<Map<String, Object>> {

        private final Channels channels;

        Installed(Channels channels) {
            this.channels = channels;
        }

        @Override
        public Map<String, Object> customize(
                String channel, Config channelSettings, Map<String, Object> settings) {
            Consumer<ConsumerRecords<byte[], byte[]>> counter =
                    polled -> channels.named(channel).polled(polled);
            Map<String, Object> counted = new HashMap<>(settings);
            counted.put(COUNTER, counter);
            counted.put(ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG, List.of(PollCount.class));
            return counted;
        }
    }

    @Override
    @SuppressWarnings("unchecked") // put there above
    public void configure(Map<String, ?> settings) {
        counter = (Consumer<ConsumerRecords<byte[], byte[]>>) requireNonNull(settings.get(COUNTER));
    }

    @Override
    public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> polled) {
        counter.accept(polled);
        return polled;
    }

    @Override
    public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {}

    @Override
    public void close() {}
}
