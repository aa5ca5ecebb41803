package dev.tidegate.quality;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** With {@code -Dformat.write=true} the sources are formatted instead of checked. */
class FormatTest {

    private static final Path SOURCES = Path.of("src");
    private static final String UGLY = "class A {int x;\n}\n";

    @Test
    void sourcesAreFormatted() {
        if (Boolean.getBoolean("format.write")) {
            assertThat(Formatting.write(SOURCES)).isEmpty();
        }
        assertThat(Formatting.unformatted(SOURCES))
                .as("run ./mvnw test -Dtest=FormatTest -Dformat.write=true to format them")
                .isEmpty();
    }

    @Test
    void uglySampleIsFoundAndMended(@TempDir Path folder) throws IOException {
        Path sample = Files.writeString(folder.resolve("A.java"), UGLY);
        assertThat(Formatting.unformatted(folder)).containsExactly(sample.toString());
        assertThat(Formatting.write(folder)).isEmpty();
        assertThat(sample).hasContent("class A {\n    int x;\n}\n");
        assertThat(Formatting.unformatted(folder)).isEmpty();
    }

    @Test
    void sampleThatIsNotJavaIsFound(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("A.java"), "class {");
        assertThat(Formatting.unformatted(folder)).isNotEmpty();
    }
}
