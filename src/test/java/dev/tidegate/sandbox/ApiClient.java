package dev.tidegate.sandbox;

import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;

/** A client of an API server double that repeats nothing by itself, as the product's does. */
public final class ApiClient {

    private ApiClient() {}

    public static KubernetesClient of(ApiServer server) {
        return new KubernetesClientBuilder()
                .withConfig(
                        new ConfigBuilder()
                                .withMasterUrl(server.url())
                                .withRequestRetryBackoffLimit(0)
                                .withRequestTimeout(10_000)
                                .withWatchReconnectInterval(20)
                                .build())
                .build();
    }
}
