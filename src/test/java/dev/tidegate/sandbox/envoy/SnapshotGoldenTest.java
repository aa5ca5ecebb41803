package dev.tidegate.sandbox.envoy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Runs every folder of {@code src/test/resources/envoy}: the objects of {@code in-*.yaml}, Services
 * and Pods among them, give {@code out.yaml}, compared as text. Callers are pods with {@code app:
 * page} in {@code bookinfo}, or those of {@code callers.yaml}. {@code -Dgolden.write=true} writes
 * what is found, to be read before it is committed.
 */
class SnapshotGoldenTest {
    private static final Path ROOT = Path.of("src/test/resources/envoy");
    private static final ObjectMapper JSON = new ObjectMapper();

    static List<String> folders() throws IOException {
        try (Stream<Path> files = Files.list(ROOT)) {
            return files.filter(Files::isDirectory)
                    .map(folder -> folder.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("folders")
    void theObjectsGiveWhatTheFolderHolds(String name) throws IOException {
        // Given
        Path folder = ROOT.resolve(name);
        Translation objects = new Translation(Translation.objects(in(folder)), callers(folder));
        // When
        String found = text(Digest.of(objects));
        // Then
        Path out = folder.resolve("out.yaml");
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(out, found);
        }
        assertThat(found).isEqualTo(Files.readString(out));
    }

    private static String in(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith("in-"))
                    .sorted()
                    .map(SnapshotGoldenTest::read)
                    .collect(Collectors.joining("\n---\n"));
        }
    }

    private static Proxy callers(Path folder) {
        return Optional.of(folder.resolve("callers.yaml"))
                .filter(Files::exists)
                .map(file -> new Fields("callers", Translation.objects(read(file)).getFirst()))
                .map(
                        callers ->
                                new Proxy(
                                        callers.text("namespace").orElse("bookinfo"),
                                        callers.part("labels").texts(),
                                        callers.text("clusterDomain").orElse("cluster.local")))
                .orElse(Translation.CALLERS);
    }

    /** Keys of Envoy's trees are sorted: some of them are maps without an order. */
    private static String text(JsonNode digest) throws JsonProcessingException {
        DumperOptions options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        options.setWidth(1_000);
        return new Yaml(options).dump(JSON.treeToValue(digest, TreeMap.class));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
