package dev.tidegate.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;

import dev.tidegate.sandbox.ApiServer;
import dev.tidegate.sandbox.Artifact;
import dev.tidegate.sandbox.Broker;

import io.restassured.RestAssured;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A broker, a cluster and the artifact between them, with what a test does to them and reads from
 * them.
 */
final class Town implements AutoCloseable {

    static final String NAMESPACE = TestCluster.NAMESPACE;
    static final Duration PATIENCE = Duration.ofSeconds(60);

    final Broker broker;
    final ApiServer cluster;
    Artifact artifact;
    List<String> command = Artifact.command();
    private final Path directory;
    private final Map<String, String> settings;
    private final List<String> options;
    private final KafkaProducer<String, byte[]> producer;

    /** A town whose HTTP is open to everybody. */
    Town(Path directory) {
        this(directory, Map.of("tidegate.access", "open"));
    }

    /**
     * A town.
     *
     * @param settings of the artifact, beside its addresses
     */
    Town(Path directory, Map<String, String> settings) {
        this(directory, settings, List.of());
    }

    /**
     * A town.
     *
     * @param settings of the artifact, beside its addresses
     * @param options of its JVM, such as {@code -Xmx96m}
     */
    Town(Path directory, Map<String, String> settings, List<String> options) {
        this.options = options;
        this.directory = directory;
        this.settings = settings;
        broker = Broker.start(0, directory.resolve("kafka"));
        broker.createTopics(4);
        cluster = TestCluster.open();
        producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", broker.bootstrapServers(), "acks", "all"),
                        new StringSerializer(),
                        new ByteArraySerializer());
        artifact = ready("tidegate.log");
    }

    /** One more process of the artifact beside the first; the caller ends it. */
    Artifact replica() {
        return ready("replica.log");
    }

    private Artifact ready(String log) {
        Artifact launched = launched(log);
        try {
            launched.awaitReady();
            return launched;
        } catch (IllegalStateException e) {
            launched.close();
            throw e;
        }
    }

    private Artifact launched(String log) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("kafka.bootstrap.servers", broker.bootstrapServers());
        all.put("quarkus.kubernetes-client.api-server-url", cluster.url());
        return Artifact.launch(command, all, options, directory.resolve(log));
    }

    /** {@code kill -9}, then a new process. */
    void killAndRestart() {
        artifact.kill();
        artifact = ready("tidegate.log");
    }

    /** {@code kill -9}, then a new process, which need not become ready. */
    void killAndLaunch() {
        artifact.kill();
        artifact = launched("tidegate.log");
    }

    /** A service with routes, workloads v1 to v3 and a policy with these extra lines. */
    void service(String service, String policy) {
        virtualService(service);
        serviceWithoutVirtualService(service, policy);
    }

    void virtualService(String service) {
        put(ServiceObjects.of(service, "").getFirst());
    }

    void serviceWithoutVirtualService(String service, String policy) {
        ServiceObjects.of(service, policy).stream().skip(1).forEach(this::put);
        for (String version : List.of("v1", "v2", "v3")) {
            workload(service, version, 1);
        }
    }

    void workload(String service, String version, int available) {
        put(ServiceObjects.workload(service, version, available));
    }

    void put(String yaml) {
        TestCluster.put(cluster, yaml);
    }

    String deploy(String service, String version) {
        return deploy(UUID.randomUUID().toString(), service, version, Instant.now());
    }

    String deploy(String id, String service, String version, Instant time) {
        String data =
                "{\"namespace\":\"%s\",\"service\":\"%s\",\"version\":\"%s\"}"
                        .formatted(NAMESPACE, service, version);
        return publish("deployments", "deploy.started", id, service, data, time);
    }

    String alert(String service, String version) {
        return alert(UUID.randomUUID().toString(), "fired", service, version, Instant.now());
    }

    /**
     * An alert of the service for the version; the same whenever {@code startsAt} is the same.
     *
     * @param what fired or resolved
     */
    String alert(String id, String what, String service, String version, Instant startsAt) {
        String data =
                """
                {"namespace":"%1$s","service":"%2$s","version":"%3$s","alert":"ErrorRate","severity":"critical",
                 "fingerprint":"f-%2$s-%3$s","startsAt":"%4$s"}\
                """
                        .formatted(NAMESPACE, service, version, startsAt);
        return publish("alerts", "alert." + what, id, service, data, Instant.now());
    }

    String command(String service, String command) {
        return command(UUID.randomUUID().toString(), service, command);
    }

    String command(String id, String service, String command) {
        String data =
                """
                {"namespace":"%s","service":"%s","command":"%s","actor":"somebody","reason":"a test"}\
                """
                        .formatted(NAMESPACE, service, command);
        return publish("commands", "command", id, service, data, Instant.now());
    }

    String publish(
            String topic, String type, String id, String service, String data, Instant time) {
        send(Event.of(topic, type, id, service, data, time));
        return id;
    }

    /** Sends and waits for the broker's acknowledgement. */
    void send(ProducerRecord<String, byte[]> event) {
        try {
            producer.send(event).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (java.util.concurrent.ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Hands over without waiting. */
    void sendLater(ProducerRecord<String, byte[]> event) {
        var _ = producer.send(event);
    }

    void flush() {
        producer.flush();
    }

    JsonNode status(String rollout) {
        return cluster.get("Rollout", NAMESPACE, rollout)
                .map(r -> r.path("status"))
                .orElseGet(MissingNode::getInstance);
    }

    String phase(String rollout) {
        return status(rollout).path("phase").asText();
    }

    /** Waits until the rollout is in one of these phases. */
    void awaitPhase(String rollout, String... phases) {
        List<String> any = List.of(phases);
        await(rollout + " in " + any).atMost(PATIENCE).until(() -> any.contains(phase(rollout)));
    }

    void awaitStep(String rollout, int step) {
        await(rollout + " at step " + step)
                .atMost(PATIENCE)
                .until(
                        () ->
                                weights(rollout.substring(0, rollout.lastIndexOf('-'))).size() > 1
                                        && phase(rollout).equals("Progressing")
                                        && status(rollout)
                                                .path("step")
                                                .asText()
                                                .startsWith("" + step));
    }

    /** The weights of the service's primary route, by subset. */
    Map<String, Integer> weights(String service) {
        Map<String, Integer> weights = new java.util.TreeMap<>();
        cluster.get("VirtualService", NAMESPACE, service)
                .ifPresent(
                        vs ->
                                vs.at("/spec/http/0/route")
                                        .forEach(
                                                d ->
                                                        weights.put(
                                                                d.at("/destination/subset")
                                                                        .asText(),
                                                                d.path("weight").asInt(100))));
        return weights;
    }

    /** Every record of a topic, from its beginning. */
    List<ConsumerRecord<String, byte[]>> records(String topic) {
        return Topic.records(broker.bootstrapServers(), topic);
    }

    /** The outcome events of one rollout, as {@code revision phase}, in their order. */
    List<String> outcomes(String rollout) {
        return Topic.outcomes(broker.bootstrapServers()).getOrDefault(rollout, List.of());
    }

    /** The sum of a meter's samples that have all of these tags. */
    double metric(String meter, String... tags) {
        return RestAssured.get(artifact.url() + "/q/metrics")
                .asString()
                .lines()
                .filter(line -> line.startsWith(meter + "{") || line.startsWith(meter + " "))
                .filter(line -> Stream.of(tags).allMatch(line::contains))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    /** Waits until a topic tells of these phases by {@code who}'s commands, and no others. */
    void awaitTold(String topic, String who, String... phases) {
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(Topic.initiated(broker.bootstrapServers(), topic, who))
                                        .containsExactly(phases));
    }

    @Override
    public void close() {
        producer.close();
        artifact.close();
        assertThat(Rights.granted())
                .as("rights in k8s/rights.yaml")
                .containsAll(Rights.needed(cluster.calls()));
        cluster.close();
        broker.close();
    }
}
