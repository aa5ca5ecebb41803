package dev.tidegate.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.tidegate.it.CommandLine;
import dev.tidegate.it.CommandLine.Ended;
import dev.tidegate.quality.Markdown;
import dev.tidegate.quality.StrictManifest;
import dev.tidegate.sandbox.traffic.Calls;
import dev.tidegate.sandbox.traffic.ClientLog;
import dev.tidegate.sandbox.traffic.ClientReport;
import dev.tidegate.sandbox.traffic.Load;

import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.vertx.core.Vertx;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

/** What the page of the first release shows is applied as it stands, and its commands are run. */
class FirstReleaseIT {

    private static final Path PAGE = Path.of("src", "docs", "first-release.md");
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int REQUESTS_PER_SECOND = 100;

    @TempDir Path directory = Path.of("");

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final Vertx vertx = Vertx.vertx();
    private final ApiServer cluster = add(ApiServer.start(0));
    private String tidegate = "";

    private <T extends AutoCloseable> T add(T part) {
        parts.push(part);
        return part;
    }

    @BeforeEach
    void startsBrokerAndArtifact() {
        Broker broker = add(Broker.start(0, directory.resolve("kafka")));
        broker.createTopics(2);
        Artifact artifact =
                add(
                        Artifact.start(
                                Map.of(
                                        "tidegate.access",
                                        "open",
                                        "kafka.bootstrap.servers",
                                        broker.bootstrapServers(),
                                        "quarkus.kubernetes-client.api-server-url",
                                        cluster.url()),
                                directory.resolve("tidegate.log")));
        tidegate = artifact.url().toString();
    }

    @AfterEach
    void endsAll() {
        parts.forEach(Quietly::close);
        Waiting.on(vertx.close());
    }

    @Test
    void everythingOnThePageMakesARelease() throws IOException {
        Markdown page = new Markdown(Files.readString(PAGE));
        // Given the page's objects, and the pods that a cluster would make of them
        List<String> blocks = page.blocks("yaml");
        Files.writeString(directory.resolve("policy.yaml"), blocks.getLast());
        Files.writeString(
                directory.resolve("service.yaml"),
                String.join("---\n", blocks.subList(0, blocks.size() - 1)));
        assertThat(run(page.blocks("text").getFirst().lines().findFirst().orElseThrow()))
                .contains("gate   open, stable v1");
        blocks.forEach(this::apply);
        List<String> told = new ArrayList<>();
        ConcurrentLinkedQueue<String> trouble = new ConcurrentLinkedQueue<>();
        ClientLog seen = new ClientLog();
        callers(seen, trouble);
        ClientReport before = more(seen, 50);
        assertThat(before.requests()).containsOnlyKeys("v1");
        // When its commands are given, each when the page says so
        List<String> commands =
                page.blocks("bash").stream().flatMap(String::lines).map(String::strip).toList();
        assertThat(commands).hasSize(3);
        told.add(run(commands.get(0)));
        awaitPhase("Progressing");
        assertThat(more(seen, 200).requests()).containsKeys("v1", "v2");
        told.add(run(commands.get(1)));
        awaitPhase("Paused");
        told.add(run(commands.get(2)));
        awaitPhase("Baking");
        told.add(run("tidegate skip bookinfo/reviews"));
        awaitPhase("Succeeded");
        // Then v2 has all traffic, no request failed, and the policy is said to be valid
        assertThat(told).noneMatch(line -> line.contains("tidegate: "));
        assertThat(more(seen, 50).requests()).containsOnlyKeys("v2");
        assertThat(seen.report().reasons()).isEmpty();
        assertThat(trouble).isEmpty();
        JsonNode condition = status("RolloutPolicy", "reviews").at("/conditions/0");
        assertThat(condition.path("type").asText()).isEqualTo("Valid");
        assertThat(condition.path("status").asText()).isEqualTo("True");
    }

    private void apply(String yaml) {
        for (JsonNode document : StrictManifest.documents(yaml)) {
            ObjectNode object = document.deepCopy();
            if (document.path("kind").asText().equals("Deployment")) {
                int pods = document.at("/spec/replicas").asInt();
                object.putObject("status")
                        .put("observedGeneration", 99)
                        .put("replicas", pods)
                        .put("updatedReplicas", pods)
                        .put("readyReplicas", pods)
                        .put("availableReplicas", pods);
            }
            cluster.put(object.toString());
        }
    }

    /** Callers of the service by its Service's port, behind the sandbox's own mesh. */
    private void callers(ClientLog seen, ConcurrentLinkedQueue<String> trouble) {
        KubernetesClient client =
                add(
                        new KubernetesClientBuilder()
                                .withConfig(
                                        new ConfigBuilder()
                                                .withMasterUrl(cluster.url())
                                                .withAutoConfigure(false)
                                                .withUserAgent(ApiServer.SANDBOX)
                                                .build())
                                .build());
        List<SampleService> services =
                Stream.of("v1", "v2")
                        .map(version -> new SampleService(vertx, version, Net.freePort(), 2))
                        .toList();
        services.forEach(this::add);
        RouteWatch routes = add(new RouteWatch(client, "bookinfo", "reviews", trouble::add));
        Mesh mesh =
                add(
                        new Mesh(
                                vertx,
                                routes,
                                Map.of(
                                        "v1",
                                        new Endpoints(services.get(0).ports()),
                                        "v2",
                                        new Endpoints(services.get(1).ports())),
                                seen,
                                Clock.systemUTC(),
                                0));
        await().atMost(PATIENCE).until(() -> !routes.get().split().isEmpty());
        add(
                new Load(
                        vertx,
                        REQUESTS_PER_SECOND,
                        Calls.http(vertx, mesh.port(), "reviews:9080", Map.of())));
    }

    private static ClientReport more(ClientLog seen, long n) {
        ClientReport before = seen.report();
        await().atMost(PATIENCE).until(() -> seen.report().since(before).total() >= n);
        return seen.report().since(before);
    }

    /** Runs a command of the page, which begins with the program's name. */
    private String run(String command) {
        List<String> words = new ArrayList<>();
        for (String word : command.split(" (?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", -1)) {
            words.add(
                    word.endsWith(".yaml")
                            ? directory.resolve(word).toString()
                            : word.replace("\"", ""));
        }
        assertThat(words.removeFirst()).isEqualTo("tidegate");
        if (!words.getFirst().equals("preview")) {
            words.addAll(List.of("--server", tidegate));
        }
        Ended ended = CommandLine.run(words.toArray(String[]::new));
        assertThat(ended.code()).as(ended.printed()).isZero();
        return ended.printed();
    }

    private void awaitPhase(String phase) {
        await("reviews-1 in " + phase)
                .atMost(PATIENCE)
                .until(() -> status("Rollout", "reviews-1").path("phase").asText().equals(phase));
    }

    private JsonNode status(String kind, String name) {
        return cluster.get(kind, "bookinfo", name)
                .map(object -> object.path("status"))
                .orElseGet(MissingNode::getInstance);
    }
}
