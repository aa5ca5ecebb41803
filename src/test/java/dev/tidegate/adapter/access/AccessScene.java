package dev.tidegate.adapter.access;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;

import dev.tidegate.sandbox.ApiClient;
import dev.tidegate.sandbox.ApiServer;

import io.fabric8.kubernetes.client.KubernetesClient;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;

/** An API server with the shipped roles, and access by it under a clock that is moved by hand. */
final class AccessScene implements AutoCloseable {

    static final Duration GRANTED = Duration.ofMinutes(1);
    static final Duration OUTAGE = Duration.ofMinutes(10);

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    final ApiServer server = ApiServer.start(0);
    private final KubernetesClient client = ApiClient.of(server);
    private final Hands hands = new Hands();
    final ClusterAccess access =
            new ClusterAccess(client, hands, List.of("tidegate", "other"), GRANTED, OUTAGE);

    AccessScene() {
        Path file = Path.of("k8s", "roles.yaml");
        try (var roles = YAML.readerFor(JsonNode.class).<JsonNode>readValues(file.toFile())) {
            roles.readAll().forEach(role -> server.put(role.toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A token of a service account in namespace ci. */
    String token(String account, String audience) {
        apply(
                """
                apiVersion: v1
                kind: ServiceAccount
                metadata: {name: %s, namespace: ci}
                """
                        .formatted(account));
        return server.token("ci", account, audience);
    }

    /** Binds a role to an account of namespace ci, in namespace bookinfo. */
    void bind(String account, String role) {
        apply(
                """
                apiVersion: rbac.authorization.k8s.io/v1
                kind: RoleBinding
                metadata: {name: %1$s-%2$s, namespace: bookinfo}
                roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: %2$s}
                subjects: [{kind: ServiceAccount, name: %1$s, namespace: ci}]
                """
                        .formatted(account, role));
    }

    void apply(String yaml) {
        try {
            server.put(YAML.readTree(yaml).toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void pass(Duration time) {
        hands.now = hands.now.plus(time);
    }

    @Override
    public void close() {
        client.close();
        server.close();
    }

    private static final class Hands extends Clock {
        private volatile Instant now = Instant.parse("2026-01-31T12:00:00Z");

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
