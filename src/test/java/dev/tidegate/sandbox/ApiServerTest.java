package dev.tidegate.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.Map;

class ApiServerTest {

    private final ApiServer server = ApiServer.start(0);
    private final KubernetesClient client =
            new KubernetesClientBuilder()
                    .withConfig(
                            new ConfigBuilder()
                                    .withMasterUrl(server.url())
                                    .withRequestRetryBackoffLimit(0)
                                    .withWatchReconnectInterval(20)
                                    .build())
                    .build();

    @AfterEach
    void close() {
        client.close();
        server.close();
    }

    private ConfigMap stored(String name) {
        return client.resource(
                        new ConfigMapBuilder()
                                .withNewMetadata()
                                .withNamespace("shop")
                                .withName(name)
                                .endMetadata()
                                .addToData("k", "1")
                                .build())
                .create();
    }

    @Test
    void writeWithAnOldResourceVersionIsAConflict() {
        // Given two readers of one object
        ConfigMap read = stored("a");
        // When both write
        client.resource(read.edit().addToData("k", "2").build()).update();
        // Then the second is told
        assertThatThrownBy(() -> client.resource(read.edit().addToData("k", "3").build()).update())
                .isInstanceOfSatisfying(
                        KubernetesClientException.class,
                        e -> assertThat(e.getCode()).isEqualTo(409));
        assertThatThrownBy(() -> stored("a"))
                .isInstanceOfSatisfying(
                        KubernetesClientException.class,
                        e -> assertThat(e.getCode()).isEqualTo(409));
        assertThat(server.writes("ConfigMap")).hasSize(2);
    }

    @Test
    void writeThatChangesNothingIsNoWrite() {
        ConfigMap read = stored("a");
        ConfigMap again = client.resource(read).update();
        assertThat(again.getMetadata().getResourceVersion())
                .isEqualTo(read.getMetadata().getResourceVersion());
    }

    @Test
    void informerSeesChangesAcrossAnOutage() {
        // Given an informer
        stored("a");
        try (SharedIndexInformer<ConfigMap> informer =
                client.configMaps().inAnyNamespace().inform()) {
            assertThat(informer.getStore().list()).hasSize(1);
            stored("b");
            await().until(() -> informer.getStore().list().size() == 2);
            // When the server is away and an object changes meanwhile
            server.outage(true);
            assertThatThrownBy(() -> stored("c")).isInstanceOf(KubernetesClientException.class);
            server.put(
                    """
                    {"kind":"ConfigMap","metadata":{"name":"d","namespace":"shop"},"data":{}}
                    """);
            server.outage(false);
            // Then it catches up
            await().until(() -> informer.getStore().list().size() == 3);
        }
    }

    @Test
    void statusIsWrittenApartFromTheSpec() {
        // Given a rollout made by hand
        server.put(
                """
                {"kind":"Rollout","metadata":{"name":"reviews-1","namespace":"shop"},
                 "spec":{"version":"v2"},"status":{"phase":"Pending"}}
                """);
        GenericKubernetesResource read =
                client.genericKubernetesResources("tidegate.dev/v1alpha1", "Rollout")
                        .inNamespace("shop")
                        .withName("reviews-1")
                        .get();
        // When status and spec are sent to the status
        read.setAdditionalProperty("spec", Map.of("version", "v9"));
        read.setAdditionalProperty("status", Map.of("phase", "Baking"));
        GenericKubernetesResource written = client.resource(read).updateStatus();
        // Then only the status is taken
        assertThat(written.<String>get("spec", "version")).isEqualTo("v2");
        assertThat(written.<String>get("status", "phase")).isEqualTo("Baking");
        assertThat(written.getMetadata().getGeneration()).isEqualTo(1);
    }

    @Test
    void asksForFaultsAreAnsweredSoManyTimes() {
        server.fail("create", "ConfigMap", 1, 429);
        assertThatThrownBy(() -> stored("a"))
                .isInstanceOfSatisfying(
                        KubernetesClientException.class,
                        e -> assertThat(e.getCode()).isEqualTo(429));
        assertThat(stored("a")).isNotNull();
    }
}
