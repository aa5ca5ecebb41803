package dev.tidegate.sandbox.envoy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

class ConfigFilesTest {

    private static final List<Map<String, Object>> RESOURCES = List.of(Map.of("name", "one"));

    @TempDir Path directory;

    @Test
    void eachFileStandsAloneInADirectoryOfItsOwn() throws IOException {
        ConfigFiles files = new ConfigFiles(directory);
        for (String path :
                List.of(
                        files.clusters(),
                        files.listeners(),
                        files.routes(9080),
                        files.endpoints("outbound|9080|v1|reviews.bookinfo.svc.cluster.local"))) {
            files.write(path, "1", RESOURCES);
            files.write(path, "2", RESOURCES);
            assertThat(Path.of(path)).isAbsolute();
            try (Stream<Path> beside = Files.list(Path.of(path).getParent())) {
                assertThat(beside).containsExactly(Path.of(path));
            }
        }
    }

    @Test
    void aFileHoldsTheVersionAndTheResources() throws IOException {
        ConfigFiles files = new ConfigFiles(directory);
        files.write(files.clusters(), "7", RESOURCES);
        assertThat(new ObjectMapper().readValue(Path.of(files.clusters()).toFile(), Object.class))
                .isEqualTo(Map.of("version_info", "7", "resources", RESOURCES));
    }

    @Test
    void aFileIsReplacedAsAWholeSoThatWhoReadsItReadsOneOrTheOther() throws IOException {
        ConfigFiles files = new ConfigFiles(directory);
        Path file = Path.of(files.clusters());
        files.write(files.clusters(), "1", RESOURCES);
        Object before = Files.readAttributes(file, "unix:ino").get("ino");
        files.write(files.clusters(), "2", RESOURCES);
        // another file under the name, not the same one written over
        assertThat(Files.readAttributes(file, "unix:ino").get("ino")).isNotEqualTo(before);
    }

    @Test
    void whatIsInForceIsKnownSoThatItIsNotWrittenAgain() {
        ConfigFiles files = new ConfigFiles(directory);
        assertThat(files.has(files.clusters(), RESOURCES)).isFalse();
        files.write(files.clusters(), "1", RESOURCES);
        assertThat(files.has(files.clusters(), List.of(Map.of("name", "one")))).isTrue();
        assertThat(files.has(files.clusters(), List.of())).isFalse();
        assertThat(files.has(files.listeners(), RESOURCES)).isFalse();
    }

    @Test
    void whatEnvoyDidNotTakeIsNotInForce() {
        ConfigFiles files = new ConfigFiles(directory);
        files.write(files.clusters(), "1", RESOURCES);
        files.forget(files.clusters());
        assertThat(files.has(files.clusters(), RESOURCES)).isFalse();
    }
}
