package dev.tidegate.adapter.rollouts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidegate.adapter.cluster.KubernetesCluster;
import dev.tidegate.controller.Schedulers;
import dev.tidegate.sandbox.ApiServer;

import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.quarkus.runtime.configuration.DurationConverter;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Properties;

/** A process that begins while the API server is away follows alerts soon after it is back. */
class FirstReadingTest {

    /** Of the library, which waits twice as long after each try, up to so many times as long. */
    private static final int MOST = 32;

    private static Duration interval() throws IOException {
        Properties settings = new Properties();
        try (var in =
                Files.newBufferedReader(Path.of("src/main/resources/application.properties"))) {
            settings.load(in);
        }
        return DurationConverter.parseDuration(
                settings.getProperty("quarkus.kubernetes-client.watch-reconnect-interval", "1s"));
    }

    @Test
    void rolloutsAreReadSoonAfterManyFailuresInARow() throws IOException {
        assertThat(interval().multipliedBy(MOST)).isLessThan(Duration.ofSeconds(4));
        // Given an API server that fails six times in a row
        try (ApiServer server = ApiServer.start(0);
                KubernetesClient client =
                        new KubernetesClientBuilder()
                                .withConfig(
                                        new ConfigBuilder()
                                                .withMasterUrl(server.url())
                                                .withRequestRetryBackoffLimit(0)
                                                .withWatchReconnectInterval(
                                                        (int) interval().toMillis())
                                                .build())
                                .build()) {
            server.fail("list", "Rollout", 6, 503);
            // When a process begins then
            try (KubernetesRolloutStore store =
                    new KubernetesRolloutStore(
                            new KubernetesCluster(client), Schedulers.of(Clock.systemUTC()))) {
                // Then it has read the rollouts long before the minute that six more tries took
                // once
                await().atMost(Duration.ofMinutes(1)).until(store::isRead);
            }
        }
    }
}
