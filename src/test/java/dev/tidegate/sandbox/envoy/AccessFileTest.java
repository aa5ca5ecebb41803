package dev.tidegate.sandbox.envoy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;

class AccessFileTest {

    @TempDir Path directory = Path.of("");

    @Test
    void linesCanBeReadAtOnceAndTheOldestFileGoes() throws IOException {
        Path file = directory.resolve("access.log");
        try (AccessFile log = new AccessFile(file, 3)) {
            log.add("one");
            assertThat(file).hasContent("one\n");
            log.add("two");
            log.add("three");
            log.add("four");
        }
        assertThat(file).hasContent("four\n");
        assertThat(directory.resolve("access.log.1")).hasContent("three\n");
    }
}
