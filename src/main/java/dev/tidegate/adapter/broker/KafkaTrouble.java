package dev.tidegate.adapter.broker;

import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.KafkaStorageException;
import org.apache.kafka.common.errors.NetworkException;
import org.apache.kafka.common.errors.NotEnoughReplicasAfterAppendException;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.apache.kafka.common.protocol.Errors;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import javax.net.ssl.SSLException;

/** Why Kafka has not done what was asked of a topic, in words for a person. */
public final class KafkaTrouble {

    private KafkaTrouble() {}

    /**
     * What {@code failure}, or what caused it, means: the innermost cause that is known. Of any
     * other it is the name that the protocol gives to the error.
     */
    public static String of(Throwable failure) {
        List<Throwable> causes =
                Stream.iterate(failure, Objects::nonNull, Throwable::getCause).toList().reversed();
        return causes.stream()
                .map(KafkaTrouble::known)
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElseGet(() -> protocol(causes));
    }

    private static String known(Throwable failure) {
        return switch (failure) {
            case UnknownTopicOrPartitionException _ -> "is missing; create it with kafka/topics.sh";
            case InvalidTopicException _ -> "is no name that Kafka takes; correct it";
            case AuthorizationException _ ->
                    "is not allowed; grant it to the user that connects, as kafka/users.yaml does";
            case RecordTooLargeException _, RecordBatchTooLargeException _ ->
                    "takes no record that large; send less, or raise its max.message.bytes and the"
                            + " producer's max.request.size";
            case NotEnoughReplicasException _, NotEnoughReplicasAfterAppendException _ ->
                    "has fewer in-sync replicas than its min.insync.replicas; look which broker is"
                            + " down";
            case KafkaStorageException _ -> "cannot be stored; look at the disks of the brokers";
            default -> connection(failure);
        };
    }

    private static String connection(Throwable failure) {
        return switch (failure) {
            case SSLException _ ->
                    "Kafka's TLS is not agreed on; look at the ssl.* settings and certificates";
            case AuthenticationException _ ->
                    "Kafka does not let the user in; correct the sasl.* settings, or make the user"
                            + " known there";
            case UnsupportedVersionException _ ->
                    "Kafka's release is too old for this client; use a supported one";
            case ConfigException _ -> KafkaSettings.trouble(failure);
            // of this kind are also errors of the protocol
            case InvalidConfigurationException e
                    when e.getClass() == InvalidConfigurationException.class ->
                    KafkaSettings.trouble(e);
            case DisconnectException _, NetworkException _ ->
                    "the connection to Kafka broke off; look whether the broker is up";
            case TimeoutException _ ->
                    "Kafka gives no answer in time; look whether it is up at bootstrap.servers, and"
                            + " speaks the security.protocol that is set";
            case RebalanceInProgressException _, CommitFailedException _ ->
                    "the group deals out its partitions anew; nothing is to be done";
            case InterruptException _ -> "Kafka is no longer asked: the process ends";
            default -> "";
        };
    }

    private static String protocol(List<Throwable> causes) {
        return causes.stream()
                .map(Errors::forException)
                .filter(error -> error != Errors.UNKNOWN_SERVER_ERROR)
                .findFirst()
                .map(
                        error ->
                                error.exception() instanceof RetriableException
                                        ? "Kafka cannot do it just now (it reports %s); look whether all its brokers are up"
                                                .formatted(error)
                                        : "Kafka does not do it (it reports %s); look at its log"
                                                .formatted(error))
                .orElse("Kafka fails and does not say why; look at its log");
    }
}
