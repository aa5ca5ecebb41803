package dev.tidegate.adapter.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.quality.StrictManifest;
import dev.tidegate.sandbox.Broker;

import io.strimzi.api.kafka.model.topic.KafkaTopic;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The script and the manifests make the same topics: those of the code. */
class TopicsTest {

    private static final Path KAFKA = Path.of("kafka");

    @TempDir Path bin;

    @Test
    void scriptAndManifestsMakeTheSame() throws IOException, InterruptedException {
        assertThat(script("3")).isEqualTo(manifests().stream().map(TopicsTest::call).toList());
    }

    @Test
    void namespacesTopicsAreMadeBesideThem() throws IOException, InterruptedException {
        List<String> all =
                Stream.concat(manifests().stream(), manifests("namespace/topics.yaml").stream())
                        .map(TopicsTest::call)
                        .toList();
        assertThat(script("3", "bookinfo")).containsExactlyInAnyOrderElementsOf(all);
    }

    @Test
    void singleBrokerNeedsNoSecondReplica() throws IOException, InterruptedException {
        assertThat(script("1"))
                .allSatisfy(call -> assertThat(call).contains("min.insync.replicas=1", " 1 "));
    }

    @Test
    void topicsAreThoseOfTheCode() {
        assertThat(manifests().stream().map(topic -> topic.getMetadata().getName()))
                .containsExactlyElementsOf(Topics.ALL);
        assertThat(Broker.TOPICS).containsExactlyElementsOf(Topics.ALL);
    }

    @Test
    void acknowledgedRecordOutlivesABroker() {
        assertThat(manifests())
                .allSatisfy(
                        topic -> {
                            boolean newestAlone = topic.getMetadata().getName().equals(Topics.LIVE);
                            assertThat(topic.getSpec().getConfig())
                                    .containsEntry("min.insync.replicas", 2)
                                    .containsEntry(
                                            "cleanup.policy", newestAlone ? "compact" : "delete");
                            assertThat(topic.getSpec().getReplicas()).isGreaterThan(2);
                        });
    }

    @Test
    void readingsAndWhatIsLiveAreReadTogether() {
        assertThat(manifests())
                .filteredOn(
                        topic ->
                                List.of(Topics.READINGS, Topics.LIVE)
                                        .contains(topic.getMetadata().getName()))
                .extracting(topic -> topic.getSpec().getPartitions())
                .hasSize(2)
                .containsOnly(12);
    }

    @Test
    void poisonFitsIntoTheDeadLettersWithMoreHeaders() {
        int most = largest(Topics.DEAD_LETTERS);
        assertThat(
                        List.of(
                                Topics.DEPLOYMENTS,
                                Topics.ALERTS,
                                Topics.TIMERS,
                                Topics.COMMANDS,
                                Topics.VERDICTS))
                .allSatisfy(topic -> assertThat(2 * largest(topic)).isLessThan(most));
    }

    private static int largest(String topic) {
        return manifests().stream()
                .filter(t -> t.getMetadata().getName().equals(topic))
                .map(t -> (Integer) t.getSpec().getConfig().get("max.message.bytes"))
                .findFirst()
                .orElseThrow();
    }

    private static List<KafkaTopic> manifests() {
        return manifests("topics.yaml");
    }

    private static List<KafkaTopic> manifests(String file) {
        return StrictManifest.all(KAFKA.resolve(file), KafkaTopic.class);
    }

    /** The call of kafka-topics that makes the topic. */
    private static String call(KafkaTopic topic) {
        return line(
                topic.getMetadata().getName(),
                topic.getSpec().getPartitions(),
                topic.getSpec().getReplicas(),
                new TreeMap<>(topic.getSpec().getConfig())
                        .entrySet().stream().map(Object::toString).toList());
    }

    private static String line(String name, int partitions, int replicas, List<String> configs) {
        return "%s: %d x %d %s".formatted(name, partitions, replicas, configs);
    }

    /** Runs the script with a tool on its path that writes down how it is called. */
    private List<String> script(String replicas) throws IOException, InterruptedException {
        return script(replicas, "");
    }

    private List<String> script(String replicas, String namespaces)
            throws IOException, InterruptedException {
        Path calls = bin.resolve("calls");
        Path tool = bin.resolve("kafka-topics");
        Files.writeString(tool, "#!/bin/sh\necho \"$@\" >> \"$CALLS\"\n");
        Files.setPosixFilePermissions(tool, PosixFilePermissions.fromString("rwxr-xr-x"));
        ProcessBuilder script = new ProcessBuilder("sh", KAFKA.resolve("topics.sh").toString());
        script.environment().put("REPLICAS", replicas);
        script.environment().put("NAMESPACES", namespaces);
        script.environment().put("CALLS", calls.toString());
        script.environment().merge("PATH", bin.toString(), (path, ours) -> ours + ":" + path);
        assertThat(script.inheritIO().start().waitFor()).isZero();
        return Files.readAllLines(calls).stream().map(TopicsTest::understood).toList();
    }

    private static String understood(String call) {
        List<String> words = List.of(call.split(" "));
        List<String> configs =
                IntStream.range(1, words.size())
                        .filter(i -> words.get(i - 1).equals("--config"))
                        .mapToObj(words::get)
                        .sorted()
                        .toList();
        return line(
                after(words, "--topic"),
                Integer.parseInt(after(words, "--partitions")),
                Integer.parseInt(after(words, "--replication-factor")),
                configs);
    }

    private static String after(List<String> words, String option) {
        return words.get(words.indexOf(option) + 1);
    }
}
