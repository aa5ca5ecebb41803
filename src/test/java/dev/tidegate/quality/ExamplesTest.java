package dev.tidegate.quality;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.adapter.policies.PolicyDocument;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Every policy of {@code k8s/examples} is taken by the API server's schema and by the reader. */
class ExamplesTest {

    static List<Path> examples() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("k8s", "examples"))) {
            return files.filter(ExamplesTest::isPolicy).sorted().toList();
        }
    }

    private static boolean isPolicy(Path file) {
        try {
            return Files.readString(file).contains("kind: RolloutPolicy");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void exampleIsAPolicy(Path file) throws IOException {
        String yaml = Files.readString(file);
        assertThat(ResourceExample.problems(yaml)).isEmpty();
        assertThat(PolicyDocument.parse(yaml).plan().steps()).isNotEmpty();
    }
}
