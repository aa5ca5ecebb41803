package dev.tidegate.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidegate.core.event.RolloutEvent.AlertFired;
import dev.tidegate.sandbox.Group;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Alerts that together are larger than the memory of the process, while they cannot be followed:
 * none is lost, and the process lives.
 */
class LargeAlertsIT {

    private static final int ALERTS = 800;
    private static final String ANNOTATION = "x".repeat(240_000);

    @TempDir Path directory;

    private Town town;

    @BeforeEach
    void open() {
        // a good third of what the image has
        town = new Town(directory, Map.of("tidegate.access", "open"), List.of("-Xmx96m"));
    }

    @AfterEach
    void close() {
        town.close();
    }

    @Test
    void alertBehindTwiceTheMemoryOfLargeAlertsRollsBackOnceTheClusterIsBack() {
        // Given a canary, and an API server that is away
        town.service("hurt", Policies.SLOW);
        town.deploy("hurt", "v2");
        town.awaitStep("hurt-1", 1);
        town.cluster.outage(true);
        // When many large alerts for other services come, and then one for the canary
        IntStream.range(0, ALERTS).forEach(i -> town.sendLater(large("other-" + i)));
        town.flush();
        town.alert("hurt", "v2");
        // Then the process reads all of them, and so does a new one
        awaitRead();
        town.killAndLaunch();
        awaitRead();
        // When the API server is back, then the canary is rolled back, and all are done
        town.cluster.outage(false);
        town.awaitPhase("hurt-1", "RolledBack");
        assertThat(town.weights("hurt").getOrDefault("v2", 0)).isZero();
        await().atMost(Town.PATIENCE.multipliedBy(2))
                .until(() -> Group.lag(town.broker.bootstrapServers()) == 0);
        assertThat(town.artifact.alive()).isTrue();
        assertThat(town.artifact.lines()).noneMatch(line -> line.contains("OutOfMemoryError"));
    }

    private static ProducerRecord<String, byte[]> large(String service) {
        String data =
                """
                {"namespace":"%s","service":"%s","version":"v2","alert":"ErrorRate","severity":"critical",
                 "fingerprint":"f","startsAt":"%s","annotations":{"description":"%s"}}\
                """
                        .formatted(Town.NAMESPACE, service, Instant.EPOCH, ANNOTATION);
        return Event.of("alerts", "alert.fired", service, service, data, Instant.now());
    }

    /** Waits until the process has read all that was sent. */
    private void awaitRead() {
        await().atMost(Town.PATIENCE.multipliedBy(3))
                .pollInterval(Duration.ofSeconds(1))
                .until(
                        () -> {
                            assertThat(town.artifact.alive()).as("the process lives").isTrue();
                            return Heap.held(town.artifact, AlertFired.class) > ALERTS;
                        });
    }
}
