package dev.tidegate.adapter.kafka;

import dev.tidegate.core.text.PlainWords;

import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.TimeoutException;

import java.security.cert.CertificateException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import javax.net.ssl.SSLException;

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
        Optional<String> tls = last(failure, SSLException.class);
        if (tls.isPresent() && last(failure, CertificateException.class).isPresent()) {
            return "the certificate of %s is not believed: %s; kafka.ssl.truststore.certificates must hold its authority, and kafka.bootstrap.servers a name that is in it"
                    .formatted(kafka, tls.get());
        }
        if (tls.isPresent()) {
            return "%s refuses us: %s; set kafka.ssl.keystore.key and kafka.ssl.keystore.certificate.chain to a user's that it knows"
                    .formatted(kafka, tls.get());
        }
        Optional<String> unusable =
                last(failure, InvalidConfigurationException.class)
                        .or(() -> last(failure, ConfigException.class));
        if (unusable.isPresent()) {
            return "the settings for %s (kafka.*) cannot be used: %s"
                    .formatted(kafka, unusable.get());
        }
        Optional<String> silent = last(failure, TimeoutException.class);
        if (silent.isPresent()) {
            return "%s does not answer: %s; is it up, and does it speak %s there (kafka.security.protocol)?"
                    .formatted(
                            kafka,
                            silent.get(),
                            broker.getOrDefault("security.protocol", "PLAINTEXT"));
        }
        Throwable cause = Objects.requireNonNullElse(failure.getCause(), failure);
        return "%s does not answer: %s".formatted(kafka, PlainWords.of(cause.getMessage()));
    }

    /** The message of the innermost cause of this kind. */
    private static Optional<String> last(Throwable failure, Class<? extends Throwable> kind) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .filter(kind::isInstance)
                .reduce((_, inner) -> inner)
                .map(cause -> PlainWords.of(cause.getMessage()));
    }
}
