package dev.tidegate.adapter.kafka;

import dev.tidegate.adapter.broker.KafkaTrouble;
import dev.tidegate.adapter.broker.TlsTrouble;

import org.apache.kafka.common.errors.TimeoutException;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Why Kafka does not answer, and what is to be set. The client's own message leaves the reason to
 * its causes, and names the operation that gave up.
 */
final class NoAnswer {

    private NoAnswer() {}

    /**
     * A sentence for readiness.
     *
     * @param broker the {@code kafka.*} settings: addresses and security
     */
    static String because(Exception failure, Map<String, Object> broker) {
        String kafka = "Kafka at " + broker.get("bootstrap.servers");
        Optional<String> certificate = TlsTrouble.certificate(failure);
        if (certificate.isPresent()) {
            return "the certificate of %s is not believed: %s; kafka.ssl.truststore.certificates must hold its authority, and kafka.bootstrap.servers a name that is in it"
                    .formatted(kafka, certificate.get());
        }
        Optional<String> tls = TlsTrouble.refusal(failure);
        if (tls.isPresent()) {
            return "%s refuses us %s; set kafka.ssl.keystore.key and kafka.ssl.keystore.certificate.chain to a user's that it knows"
                    .formatted(kafka, tls.get());
        }
        String why = KafkaTrouble.of(failure);
        return is(failure, TimeoutException.class)
                ? "%s does not answer in time; is it up, and does it speak %s there (kafka.security.protocol)?"
                        .formatted(kafka, broker.getOrDefault("security.protocol", "PLAINTEXT"))
                : "%s (kafka.*): %s".formatted(kafka, why);
    }

    private static boolean is(Throwable failure, Class<? extends Throwable> kind) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .anyMatch(kind::isInstance);
    }
}
