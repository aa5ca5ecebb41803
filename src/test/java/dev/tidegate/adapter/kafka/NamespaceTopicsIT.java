package dev.tidegate.adapter.kafka;

import static io.restassured.RestAssured.given;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidegate.it.TestCluster;
import dev.tidegate.sandbox.ApiServer;
import dev.tidegate.sandbox.Artifact;
import dev.tidegate.sandbox.Broker;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

/**
 * Topics of a namespace's own, on a real broker. A deployment of a service without policy is
 * refused with an outcome event, which shows from outside that it was handled.
 */
class NamespaceTopicsIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir Path data;

    private final List<Artifact> running = new ArrayList<>();
    private Broker broker;
    private ApiServer cluster;
    private Client client;

    @BeforeEach
    void open() {
        broker = Broker.start(0, data.resolve("kafka"));
        broker.createTopics(2);
        cluster = TestCluster.open();
        client = new Client(broker.bootstrapServers());
    }

    private void start(String mode, String... topics) {
        create(topics);
        running.add(
                Artifact.start(
                        Map.of(
                                "tidegate.access",
                                "open",
                                "tidegate.topics.per-namespace",
                                mode,
                                "kafka.bootstrap.servers",
                                broker.bootstrapServers(),
                                "quarkus.kubernetes-client.api-server-url",
                                cluster.url()),
                        data.resolve("tidegate.log")));
    }

    @AfterEach
    void stop() {
        running.forEach(Artifact::close);
        client.close();
        cluster.close();
        broker.close();
    }

    private void create(String... topics) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            for (String topic : topics) {
                admin.createTopics(List.of(new NewTopic(topic, 2, (short) 1))).all().get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A deployment of cart in a namespace, on a topic. */
    private void deploy(String id, String topic, String namespace) {
        client.publish(
                topic,
                namespace + "/cart",
                Client.headers(id, "dev.tidegate.deploy.started"),
                "{\"namespace\":\"%s\",\"service\":\"cart\",\"version\":\"v2\"}"
                        .formatted(namespace)
                        .getBytes(UTF_8));
    }

    private void promote(String id, String topic, String namespace) {
        client.publish(
                topic,
                namespace + "/cart",
                Client.headers(id, "dev.tidegate.command"),
                "{\"namespace\":\"%s\",\"service\":\"cart\",\"command\":\"promote\",\"actor\":\"ci\"}"
                        .formatted(namespace)
                        .getBytes(UTF_8));
    }

    private List<String> handled() {
        return client.read("tidegate.rollouts").stream()
                .map(told -> Client.headers(told).getOrDefault("ce_id", ""))
                .distinct()
                .toList();
    }

    private void awaitHandled(String... ids) {
        List<String> all = List.of(ids).stream().map(id -> "refused//test " + id).toList();
        await().atMost(PATIENCE).until(() -> handled().containsAll(all));
    }

    private List<Map<String, String>> deadLetters(int count) {
        await().atMost(PATIENCE).until(() -> client.read("tidegate.dead-letters").size() >= count);
        return client.read("tidegate.dead-letters").stream().map(Client::headers).toList();
    }

    private static void assertBuried(
            List<Map<String, String>> letters, String id, String topic, String reason) {
        assertThat(letters)
                .filteredOn(letter -> id.equals(letter.get("ce_id")))
                .singleElement()
                .satisfies(
                        letter ->
                                assertThat(letter)
                                        .containsEntry("tidegate-topic", topic)
                                        .hasEntrySatisfying(
                                                "tidegate-reason",
                                                why -> assertThat(why).endsWith(reason)));
    }

    @Test
    void teamsTopicMovesItsOwnNamespaceAndNoOther() {
        // Given two teams, each with topics of its own
        start(
                "only",
                "tidegate.deployments.shop",
                "tidegate.commands.shop",
                "tidegate.deployments.bookinfo");
        // When one of them speaks of its own namespace, of the other's, and by the topics of all
        promote("others", "tidegate.commands.shop", "bookinfo");
        deploy("foreign", "tidegate.deployments.shop", "bookinfo");
        promote("smuggled", "tidegate.deployments.shop", "shop");
        deploy("shared", "tidegate.deployments", "shop");
        deploy("own", "tidegate.deployments.shop", "shop");
        promote("mine", "tidegate.commands.shop", "shop");
        deploy("theirs", "tidegate.deployments.bookinfo", "bookinfo");
        client.flush();
        // Then only its own is done
        awaitHandled("own", "mine", "theirs");
        List<Map<String, String>> letters = deadLetters(4);
        assertThat(letters).hasSize(4);
        assertBuried(
                letters,
                "others",
                "tidegate.commands.shop",
                "\"bookinfo\" is not what tidegate.commands.shop may speak of; write it to"
                        + " tidegate.commands.bookinfo");
        assertBuried(
                letters,
                "foreign",
                "tidegate.deployments.shop",
                "write it to tidegate.deployments.bookinfo");
        assertBuried(
                letters,
                "smuggled",
                "tidegate.deployments.shop",
                "write it to tidegate.commands.shop");
        assertBuried(
                letters, "shared", "tidegate.deployments", "write it to tidegate.deployments.shop");
        assertThat(handled()).noneMatch(id -> id.matches(".*(others|foreign|smuggled|shared)"));
        // and nothing of it waits
        await().atMost(PATIENCE).until(() -> client.lag("tidegate", "tidegate.commands.shop") == 0);
        // When another team comes, then its topic is found, and what comes by HTTP goes there
        create("tidegate.deployments.late");
        deploy("late", "tidegate.deployments.late", "late");
        client.flush();
        awaitHandled("late");
        given().header("Content-Type", "application/cloudevents+json")
                .body(
                        """
                        {"specversion": "1.0", "id": "http", "source": "/test",
                         "type": "dev.tidegate.deploy.started", "time": "2026-01-31T12:00:00Z",
                         "data": {"namespace": "late", "service": "cart", "version": "v2"}}
                        """
                                .getBytes(UTF_8))
                .post(running.getFirst().url() + "/events")
                .then()
                .statusCode(202)
                .body("topic", equalTo("tidegate.deployments.late"));
        awaitHandled("http");
    }

    @Test
    void topicsOfAllAreReadBesideThem() {
        start("beside", "tidegate.deployments.shop");
        deploy("shared", "tidegate.deployments", "bookinfo");
        deploy("own", "tidegate.deployments.shop", "shop");
        deploy("foreign", "tidegate.deployments.shop", "bookinfo");
        client.flush();
        awaitHandled("shared", "own");
        assertBuried(
                deadLetters(1),
                "foreign",
                "tidegate.deployments.shop",
                "write it to tidegate.deployments.bookinfo");
    }
}
