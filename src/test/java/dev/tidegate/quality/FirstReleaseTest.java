package dev.tidegate.quality;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The objects of the page of the first release are as their kinds want them, and are complete. */
class FirstReleaseTest {

    private static final Path PAGE = Path.of("src", "docs", "first-release.md");

    @Test
    void allThatAFirstReleaseNeedsIsThereAndHasNoUnknownField() throws IOException {
        List<String> kinds = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (String block : new Markdown(Files.readString(PAGE)).blocks("yaml")) {
            for (JsonNode document : StrictManifest.documents(block)) {
                kinds.add(document.path("kind").asText());
                switch (document.path("apiVersion").asText()) {
                    case "tidegate.dev/v1alpha1" ->
                            problems.addAll(ResourceExample.problems(document.toString()));
                    case "networking.istio.io/v1" -> {} // a mesh takes them in FirstReleaseIT
                    default -> {
                        Optional<String> problem = StrictManifest.problem(document);
                        problem.ifPresent(problems::add);
                    }
                }
            }
        }
        assertThat(problems).isEmpty();
        assertThat(kinds)
                .containsExactly(
                        "Service",
                        "Deployment",
                        "Deployment",
                        "VirtualService",
                        "DestinationRule",
                        "RolloutPolicy");
    }
}
