package dev.tidegate.door;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;

import dev.tidegate.adapter.cluster.ClusterReviews;
import dev.tidegate.adapter.cluster.KubernetesCluster;
import dev.tidegate.sandbox.ApiServer;

import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.fabric8.kubernetes.client.http.Interceptor.RequestTags;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** An API server with the shipped roles, and access by it under a clock that is moved by hand. */
final class AccessScene implements AutoCloseable {

    static final Duration GRANTED = Duration.ofMinutes(1);
    static final Duration OUTAGE = Duration.ofMinutes(10);

    private static final List<String> AUDIENCES = List.of("tidegate", "other");
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    final ApiServer server = ApiServer.start(0);
    private final Map<String, Integer> asked = new ConcurrentHashMap<>();
    private final KubernetesClient client = counted();
    private final Hands hands = new Hands();
    final ClusterAccess access =
            new ClusterAccess(
                    new ClusterReviews(new KubernetesCluster(client), AUDIENCES),
                    hands,
                    AUDIENCES,
                    GRANTED,
                    OUTAGE);

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

    /** How many questions of a kind have been sent: tokenreviews, subjectaccessreviews. */
    int asked(String resource) {
        return asked.getOrDefault(resource, 0);
    }

    private KubernetesClient counted() {
        return new KubernetesClientBuilder()
                .withConfig(
                        new ConfigBuilder()
                                .withMasterUrl(server.url())
                                .withRequestRetryBackoffLimit(0)
                                .withRequestTimeout(60_000)
                                .build())
                .withHttpClientBuilderConsumer(
                        http ->
                                http.addOrReplaceInterceptor(
                                        "count",
                                        new Interceptor() {
                                            @Override
                                            public void before(
                                                    BasicBuilder builder,
                                                    HttpRequest request,
                                                    RequestTags tags) {
                                                String path = request.uri().getPath();
                                                asked.merge(
                                                        path.substring(path.lastIndexOf('/') + 1),
                                                        1,
                                                        Integer::sum);
                                            }
                                        }))
                .build();
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
