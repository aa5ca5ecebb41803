package dev.tidegate.adapter.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidegate.it.Certificates;
import dev.tidegate.it.TlsBroker;

import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** What readiness says where a broker asks for certificates, and something is wrong with them. */
class NoAnswerTest {

    @TempDir static Path directory;

    private static TlsBroker broker;
    private static Map<String, String> foreign;

    private Map<String, Object> settings;

    @BeforeAll
    static void open() throws Exception {
        broker = new TlsBroker(directory);
        Path elsewhere = Files.createDirectory(directory.resolve("elsewhere"));
        foreign = new Certificates(elsewhere).secret("tidegate");
    }

    @AfterAll
    static void close() {
        broker.close();
    }

    @BeforeEach
    void connectAsTidegate() {
        settings = broker.as("tidegate");
    }

    @Test
    void certificateOfTheUserIsAllItTakes() throws InterruptedException {
        assertThat(told()).isEmpty();
    }

    @Test
    void certificateThatIsMissingIsAskedFor() throws InterruptedException {
        settings.remove("ssl.keystore.key");
        settings.remove("ssl.keystore.certificate.chain");
        assertThat(told().orElseThrow())
                .contains(
                        broker.bootstrapServers()
                                + " refuses us by the TLS alert certificate_required")
                .contains("set kafka.ssl.keystore.key and kafka.ssl.keystore.certificate.chain");
    }

    @Test
    void certificateOfAnotherAuthorityIsRefused() throws InterruptedException {
        settings.put("ssl.keystore.key", foreign.get("user.key"));
        settings.put("ssl.keystore.certificate.chain", foreign.get("user.crt"));
        assertThat(told().orElseThrow())
                .contains("by the TLS alert certificate_unknown", "to a user's that it knows");
    }

    @Test
    void brokerOfAnotherAuthorityIsNotBelieved() throws InterruptedException {
        settings.put("ssl.truststore.certificates", foreign.get("ca.crt"));
        assertThat(told().orElseThrow())
                .contains(
                        "an authority that is not known here",
                        "kafka.ssl.truststore.certificates must hold");
    }

    @Test
    void brokerOfAnotherNameIsNotBelieved() throws InterruptedException {
        String address = broker.bootstrapServers().replace("localhost", "127.0.0.1");
        settings.put("bootstrap.servers", address);
        assertThat(told().orElseThrow())
                .contains(address, "it is of another name", "kafka.bootstrap.servers a name");
    }

    @Test
    void settingsThatCannotBeUsedAreNamed() throws InterruptedException {
        settings.put("ssl.keystore.key", "rubbish");
        assertThat(told().orElseThrow()).contains("(kafka.*): No matching PRIVATE KEY entries");
        settings = broker.as("tidegate");
        settings.put("security.protocol", "TLS");
        assertThat(told().orElseThrow())
                .contains("security.protocol: \"TLS\" cannot be used; use one of", "SASL_SSL");
    }

    @Test
    void listenerThatSpeaksTlsIsSuspectedBehindSilence() throws InterruptedException {
        settings = Map.of("bootstrap.servers", broker.bootstrapServers());
        assertThat(told().orElseThrow())
                .contains("does it speak PLAINTEXT there (kafka.security.protocol)?");
    }

    private Optional<String> told() throws InterruptedException {
        var connection = new KafkaConnection(settings, ConfigProvider.getConfig());
        Optional<String> before = connection.trouble();
        connection.open();
        try {
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> !connection.trouble().equals(before));
            return connection.trouble();
        } finally {
            connection.close();
        }
    }
}
