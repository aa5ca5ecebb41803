package dev.tidegate.adapter.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidegate.message.Decoded.Poison;
import dev.tidegate.messages.Collection;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.Test;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;

/** What readiness, dead letters, answers and the log say of Kafka's troubles. */
class KafkaMessagesTest {

    private static final Map<String, Object> BROKER =
            Map.of("bootstrap.servers", "kafka:9092", "security.protocol", "SSL");

    private static final List<Errors> COMMON =
            List.of(
                    Errors.UNKNOWN_TOPIC_OR_PARTITION,
                    Errors.TOPIC_AUTHORIZATION_FAILED,
                    Errors.GROUP_AUTHORIZATION_FAILED,
                    Errors.CLUSTER_AUTHORIZATION_FAILED,
                    Errors.SASL_AUTHENTICATION_FAILED,
                    Errors.MESSAGE_TOO_LARGE,
                    Errors.RECORD_LIST_TOO_LARGE,
                    Errors.REQUEST_TIMED_OUT,
                    Errors.NETWORK_EXCEPTION,
                    Errors.NOT_ENOUGH_REPLICAS,
                    Errors.NOT_ENOUGH_REPLICAS_AFTER_APPEND,
                    Errors.KAFKA_STORAGE_ERROR,
                    Errors.INVALID_TOPIC_EXCEPTION,
                    Errors.UNSUPPORTED_VERSION,
                    Errors.LEADER_NOT_AVAILABLE,
                    Errors.NOT_LEADER_OR_FOLLOWER,
                    Errors.REBALANCE_IN_PROGRESS,
                    Errors.INVALID_PRODUCER_EPOCH,
                    Errors.UNKNOWN_SERVER_ERROR);

    /** As the client throws them. */
    private static Map<String, Exception> failures() {
        Map<String, Exception> failures = new LinkedHashMap<>();
        COMMON.forEach(error -> failures.put(error.toString(), error.exception()));
        failures.put(
                "no metadata of a topic that is missing",
                new TimeoutException(
                        "Topic x not present in metadata after 5000 ms.",
                        new UnknownTopicOrPartitionException()));
        failures.put(
                "a setting of another kind",
                new KafkaException(
                        "Failed to construct kafka producer",
                        new ConfigException(
                                "security.protocol",
                                "TLS",
                                "String must be one of (case insensitive): PLAINTEXT, SSL")));
        failures.put(
                "a host that is not known",
                new KafkaException(
                        "Failed to construct kafka producer",
                        new ConfigException(
                                "No resolvable bootstrap urls given in bootstrap.servers")));
        return failures;
    }

    /** What the first question of all may end with. */
    private static final Set<String> OF_CONNECTIONS =
            Set.of(
                    "CLUSTER_AUTHORIZATION_FAILED",
                    "SASL_AUTHENTICATION_FAILED",
                    "REQUEST_TIMED_OUT",
                    "NETWORK_EXCEPTION",
                    "UNSUPPORTED_VERSION",
                    "UNKNOWN_SERVER_ERROR",
                    "a setting of another kind",
                    "a host that is not known");

    @Test
    void troublesOfKafkaAreForPeople() {
        Collection collected = new Collection();
        failures()
                .forEach(
                        (what, failure) -> {
                            collected.add(
                                    "written: " + what,
                                    RecordSender.failed(Topics.ALERTS, failure).trouble());
                            if (OF_CONNECTIONS.contains(what)) {
                                collected.add(
                                        "readiness: " + what,
                                        NoAnswer.because(new ExecutionException(failure), BROKER));
                            }
                        });
        collected.add(
                "readiness: topics are missing",
                KafkaConnection.told(List.of(Topics.TIMERS, Topics.ALERTS), List.of())
                        .orElseThrow());
        List<String> forbidden =
                Rights.missing(
                        "topic " + Topics.TIMERS,
                        Set.of(AclOperation.READ, AclOperation.WRITE),
                        Set.of(AclOperation.DESCRIBE));
        collected.add(
                "readiness: rights are missing",
                KafkaConnection.told(List.of(), forbidden).orElseThrow());
        collected.add(
                "log: a commit that fails",
                Channel.told(
                        Map.of(new TopicPartition(Topics.ALERTS, 3), new OffsetAndMetadata(42)),
                        Errors.REBALANCE_IN_PROGRESS.exception()));
        collected.add("log: too much waits", waiting().toString());
        letter(collected);
        collected.check("kafka");
    }

    private static PartitionBacklog waiting() {
        PartitionBacklog waiting = new PartitionBacklog(1, 0);
        waiting.polled(List.of(poison()), 43);
        return waiting;
    }

    private static ConsumerRecord<byte[], byte[]> poison() {
        return new ConsumerRecord<>(
                Topics.ALERTS, 3, 42, "shop/cart".getBytes(UTF_8), "x".repeat(200).getBytes(UTF_8));
    }

    private static void letter(Collection collected) {
        var record = poison();
        record.headers().add("trace", new byte[90]);
        DeadLetters.letter(record, new Poison("data", "data: is empty; write a JSON object"), 80)
                .headers()
                .forEach(
                        header ->
                                collected.add(
                                        "dead letter, " + header.key(),
                                        new String(header.value(), UTF_8)));
    }
}
