package dev.tidegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.quality.Markdown;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** {@code src/docs/routes.md}: each entry that it shows names one of the routes that it shows. */
class RoutesPageTest {

    private static final Path PAGE = Path.of("src", "docs", "routes.md");

    @TempDir Path folder = Path.of("");

    static List<String> entries() throws IOException {
        return page().blocks("yaml").get(1).lines().filter(l -> l.startsWith("  - ")).toList();
    }

    private static Markdown page() throws IOException {
        return new Markdown(Files.readString(PAGE));
    }

    @ParameterizedTest
    @MethodSource("entries")
    void entryNamesOneRoute(String entry) throws IOException {
        // Given
        Path objects =
                Files.writeString(folder.resolve("objects.yaml"), page().blocks("yaml").getFirst());
        Path policy =
                Files.writeString(
                        folder.resolve("policy.yaml"),
                        """
                        kind: RolloutPolicy
                        metadata: {name: reviews, namespace: bookinfo}
                        spec:
                          route:
                            destinationRule: reviews
                            virtualServices:
                            %s
                          steps: [{weight: 5}, {weight: 100}]
                        """
                                .formatted(entry));
        StringWriter text = new StringWriter();
        PrintWriter out = new PrintWriter(text);
        // When
        int exit =
                Tidegate.run(
                        out,
                        out,
                        "preview",
                        policy.toString(),
                        "--canary",
                        "v2",
                        "--objects",
                        objects.toString());
        // Then
        assertThat(exit).as(text.toString()).isZero();
        assertThat(text.toString()).containsOnlyOnce("+      weight: 95");
    }
}
