package dev.tidegate.it;

import dev.tidegate.quality.KafkaUsers;
import dev.tidegate.sandbox.Broker;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;

/**
 * A broker that lets in who has a certificate of its authority, and to do what {@code
 * kafka/users.yaml} allows the user that the certificate names.
 */
public final class TlsBroker implements AutoCloseable {

    private static final String ITSELF = "broker";

    private final Certificates certificates;
    private final Map<String, Map<String, String>> secrets = new ConcurrentHashMap<>();
    private final Broker broker;

    /** Starts it with Tidegate's topics. */
    public TlsBroker(Path directory) throws ExecutionException, InterruptedException {
        certificates = new Certificates(directory);
        Map<String, String> settings = new HashMap<>(Certificates.settings(secret(ITSELF)));
        settings.put("listener.security.protocol.map", "CLIENT:SSL,CONTROLLER:PLAINTEXT");
        settings.put("ssl.client.auth", "required");
        settings.put(
                "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
        // the broker as a client of itself, and towards its controller
        settings.put("super.users", "User:CN=" + ITSELF + ";User:ANONYMOUS");
        broker = Broker.start(0, directory.resolve("kafka"), settings);
        try (Admin admin = Admin.create(as(ITSELF))) {
            admin.createTopics(Broker.TOPICS.stream().map(TlsBroker::topic).toList()).all().get();
            KafkaUsers.grant(admin, "CN=");
        }
    }

    private static NewTopic topic(String name) {
        return new NewTopic(name, 2, (short) 1);
    }

    /** What a client sets as {@code bootstrap.servers}. */
    public String bootstrapServers() {
        return broker.bootstrapServers();
    }

    /** The Secret of this user, with a certificate that the broker takes. */
    public Map<String, String> secret(String user) {
        return secrets.computeIfAbsent(user, certificates::secret);
    }

    /** The settings of a client that is this user. */
    public Map<String, Object> as(String user) {
        Map<String, Object> settings = new HashMap<>(Certificates.settings(secret(user)));
        settings.put("bootstrap.servers", bootstrapServers());
        return settings;
    }

    @Override
    public void close() {
        broker.close();
    }
}
