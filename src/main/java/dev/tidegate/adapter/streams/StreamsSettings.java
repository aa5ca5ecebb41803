package dev.tidegate.adapter.streams;

import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.LogAndContinueProcessingExceptionHandler;

import java.util.Map;
import java.util.Properties;

/** The settings of Kafka Streams; each is there because the default is another. */
final class StreamsSettings {

    /** Of the group, and of the topics that Kafka Streams makes for itself. */
    static final String APPLICATION = "tidegate-analysis";

    private StreamsSettings() {}

    /**
     * The settings.
     *
     * @param broker the {@code kafka.*} settings: addresses and security
     * @param standbys in how many other processes each service's state is held ready
     */
    static Properties of(Map<String, Object> broker, int standbys) {
        Properties all = new Properties();
        all.putAll(broker);
        all.put(StreamsConfig.APPLICATION_ID_CONFIG, APPLICATION);
        all.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, standbys);
        // what was read since then is read again after a crash; so often a state goes to its
        // changelog
        all.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 1_000);
        all.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 32L * 1024 * 1024);
        // a fault of ours with one record ends neither the thread nor the analysis of others
        all.put(
                StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG,
                LogAndContinueProcessingExceptionHandler.class);
        // a verdict does not wait for others
        all.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 0);
        all.put(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
        // a process that dies is noticed after this: the least that a broker allows by default
        all.put(StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), 6_000);
        all.put(StreamsConfig.consumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), 1_500);
        // one that is stopped leaves at once
        all.put(StreamsConfig.consumerPrefix("internal.leave.group.on.close"), true);
        all.put(StreamsConfig.consumerPrefix(CommonClientConfigs.METADATA_MAX_AGE_CONFIG), 10_000);
        return all;
    }
}
