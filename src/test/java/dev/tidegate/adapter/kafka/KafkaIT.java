package dev.tidegate.adapter.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidegate.core.event.RolloutEvent.DeployStarted;
import dev.tidegate.it.Heap;
import dev.tidegate.it.TestCluster;
import dev.tidegate.sandbox.ApiServer;
import dev.tidegate.sandbox.Artifact;
import dev.tidegate.sandbox.Broker;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The artifact with a real broker. A deployment of a service without policy is refused with an
 * outcome event, which shows from outside that it was handled.
 */
class KafkaIT {

    private static final List<String> CONSUMED =
            List.of(
                    "tidegate.deployments",
                    "tidegate.alerts",
                    "tidegate.timers",
                    "tidegate.commands",
                    "tidegate.verdicts");

    @TempDir Path data;

    private Broker broker;
    private ApiServer cluster;
    private Client client;
    private Artifact tidegate;
    private Path log;

    @BeforeEach
    void start() throws IOException {
        Files.createDirectories(Path.of("target", "it"));
        log = Files.createTempFile(Path.of("target", "it"), "kafka-", ".log");
        broker = Broker.start(0, data);
        broker.createTopics(4);
        cluster = TestCluster.open();
        client = new Client(broker.bootstrapServers());
        tidegate = Artifact.start(settings(), log);
    }

    private Map<String, String> settings() {
        return Map.of(
                "tidegate.access", "open",
                "kafka.bootstrap.servers", broker.bootstrapServers(),
                "quarkus.kubernetes-client.api-server-url", cluster.url());
    }

    @AfterEach
    void stop() {
        tidegate.kill();
        client.close();
        cluster.close();
        broker.close();
    }

    private static void eventually(BooleanSupplier condition) {
        await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(200))
                .until(condition::getAsBoolean);
    }

    private Set<String> refused() {
        return client.read("tidegate.rollouts").stream()
                .map(outcome -> Client.headers(outcome).get("ce_id"))
                .collect(Collectors.toSet());
    }

    @Test
    void poisonGoesToTheDeadLettersAndTheStreamGoesOn() {
        // Given poison on every topic, with a good event before and after it
        client.deploy("before", "cart");
        for (String topic : CONSUMED) {
            client.publish(
                    topic, "shop/cart", Map.of("trace", "t-" + topic), "nope".getBytes(UTF_8));
            client.publish(topic, "shop/cart", Map.of(), null);
        }
        client.publish(
                "tidegate.deployments",
                "shop/cart",
                Client.headers("sneaky", "dev.tidegate.command"),
                """
                {"namespace":"shop","service":"cart","command":"promote","actor":"ci"}\
                """
                        .getBytes(UTF_8));
        client.publish("tidegate.alerts", "shop/cart", Map.of(), new byte[1_000_000]);
        client.deploy("after", "cart");
        client.flush();

        // When all of them are handled
        eventually(
                () ->
                        refused()
                                .containsAll(
                                        List.of("refused//test before", "refused//test after")));
        eventually(() -> client.read("tidegate.dead-letters").size() >= 10);
        CONSUMED.forEach(topic -> eventually(() -> client.lag("tidegate", topic) == 0));

        // Then each poison is kept as it was, with the reason and the place it came from
        List<ConsumerRecord<byte[], byte[]>> letters = client.read("tidegate.dead-letters");
        for (String topic : CONSUMED) {
            ConsumerRecord<byte[], byte[]> letter =
                    letters.stream()
                            .filter(l -> ("t-" + topic).equals(Client.headers(l).get("trace")))
                            .findFirst()
                            .orElseThrow();
            assertThat(letter.key()).isEqualTo("shop/cart".getBytes(UTF_8));
            assertThat(letter.value()).isEqualTo("nope".getBytes(UTF_8));
            assertThat(Client.headers(letter))
                    .containsEntry("tidegate-topic", topic)
                    .containsEntry("tidegate-field", "body")
                    .containsKeys("tidegate-partition", "tidegate-offset")
                    .hasEntrySatisfying(
                            "tidegate-reason", why -> assertThat(why).contains("is not JSON"));
        }
        assertThat(letters)
                .anySatisfy(
                        letter ->
                                assertThat(Client.headers(letter).get("tidegate-reason"))
                                        .contains("write it to tidegate.commands"))
                .anySatisfy(
                        letter ->
                                assertThat(Client.headers(letter))
                                        .containsEntry("tidegate-truncated-from-bytes", "1000000"));
    }

    @Test
    void brokerRestartLosesNothingAndReadinessTellsTheTruth() throws Exception {
        // Given a handled event
        client.deploy("first", "cart");
        eventually(() -> refused().contains("refused//test first"));

        // When the broker is away
        broker.stop();
        eventually(() -> !tidegate.ready());

        // Then readiness says why, and nothing asks for a restart
        assertThat(get("/q/health/ready").body()).contains("Kafka at", "does not answer");
        assertThat(get("/q/health/live").statusCode()).isEqualTo(200);

        // When it is back, then the stream goes on
        broker.restart();
        eventually(tidegate::ready);
        client.deploy("second", "cart");
        eventually(() -> refused().contains("refused//test second"));
        assertThat(tidegate.alive()).isTrue();
    }

    @Test
    void tenThousandEventsSurviveAKillInTheMiddle() {
        // Given ten thousand events of two hundred services
        Set<String> expected =
                IntStream.range(0, 10_000)
                        .mapToObj(i -> "refused//test e-" + i)
                        .collect(Collectors.toSet());
        IntStream.range(0, 10_000).forEach(i -> client.deploy("e-" + i, "s" + i % 200));
        client.flush();

        // When the process is killed while it works on them, and started again
        eventually(() -> client.read("tidegate.rollouts").size() > 1_000);
        tidegate.kill();
        tidegate = Artifact.start(settings(), log);

        // Then each has its outcome and is committed
        eventually(() -> client.lag("tidegate", "tidegate.deployments") == 0);
        assertThat(refused()).containsAll(expected);
    }

    @Test
    void partitionOfAStuckServiceIsPausedInTimeAndAllIsHandledAfterwardsInOrder() throws Exception {
        // Given an API server that does not answer for policies, and five times as many events of
        // one service as may wait
        int events = 5 * Channels.MOST_RECORDS;
        cluster.fail("get", "RolloutPolicy", Integer.MAX_VALUE, 503);
        List<String> expected =
                IntStream.range(0, events).mapToObj(i -> "refused//test e-" + i).toList();
        IntStream.range(0, events).forEach(i -> client.deploy("e-" + i, "cart"));
        client.flush();

        // When the partition is paused, then alerts are read all the same
        eventually(() -> logged("is paused"));
        client.publish(
                "tidegate.alerts", "shop/cart", Map.of("trace", "t"), "nope".getBytes(UTF_8));
        client.flush();
        eventually(() -> client.read("tidegate.dead-letters").size() == 1);

        // and no more waits in memory than may and what one poll brings on top, without the records
        assertThat(Heap.held(tidegate, DeployStarted.class))
                .isBetween(Channels.MOST_RECORDS, Channels.MOST_RECORDS + 20);
        assertThat(Heap.held(tidegate, ConsumerRecord.class)).isLessThan(50);
        assertThat(client.lag("tidegate", "tidegate.deployments")).isEqualTo(events);

        // When the API server answers again, then all of them are handled in their order
        cluster.heal();
        eventually(() -> refused().size() == events);
        assertThat(
                        client.read("tidegate.rollouts").stream()
                                .map(outcome -> Client.headers(outcome).get("ce_id"))
                                .distinct())
                .containsExactlyElementsOf(expected);
        eventually(() -> logged("goes on"));
        eventually(() -> client.lag("tidegate", "tidegate.deployments") == 0);
    }

    private boolean logged(String text) {
        try {
            return Files.readString(log).contains(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void eventOfTwoMegabytesIsADeadLetterAndTheStreamGoesOn() {
        // Given a topic that takes more than the dead letters' does
        client.allow("tidegate.deployments", 4_000_000);
        byte[] huge = new byte[2_000_000];
        String header = "x".repeat(2_000_000);
        client.publish("tidegate.deployments", "shop/cart", Map.of("trace", "value"), huge);
        client.publish(
                "tidegate.deployments", "shop/cart", Map.of("h", header, "trace", "h"), null);
        client.deploy("after", "cart");
        client.flush();

        // Then both are kept as far as they fit, and what is behind them is handled
        eventually(() -> refused().contains("refused//test after"));
        eventually(() -> client.lag("tidegate", "tidegate.deployments") == 0);
        assertThat(client.read("tidegate.dead-letters"))
                .map(Client::headers)
                .satisfiesExactlyInAnyOrder(
                        value ->
                                assertThat(value)
                                        .containsEntry("trace", "value")
                                        .containsEntry("tidegate-truncated-from-bytes", "2000000")
                                        .hasEntrySatisfying(
                                                "tidegate-reason",
                                                why -> assertThat(why).contains("use at most")),
                        headers ->
                                assertThat(headers)
                                        .containsEntry("trace", "h")
                                        .containsEntry("tidegate-headers-left-out", "1"));
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                    HttpRequest.newBuilder(URI.create(tidegate.url() + path)).build(),
                    BodyHandlers.ofString());
        }
    }
}
