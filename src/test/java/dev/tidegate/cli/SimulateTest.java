package dev.tidegate.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

class SimulateTest {

    private static final Path PICTURE = Path.of("src/docs/simulated-release.svg");

    @TempDir Path folder = Path.of("");

    @Test
    void everyStepKeepsItsShareWithinItsSpread() throws IOException {
        // Given
        Path policy = policy("ramp: {exponential: {from: 5, hold: 1m}}");
        // When
        JsonNode result =
                new ObjectMapper()
                        .readTree(run(0, "simulate", policy.toString(), "--json", "--seed", "7"));
        // Then
        assertThat(result.path("steps")).hasSize(6);
        for (JsonNode step : result.path("steps")) {
            assertThat(step.path("observed").asDouble())
                    .isCloseTo(
                            step.path("weight").asDouble(), within(step.path("spread").asDouble()));
            assertThat(step.path("usersMeetingBoth").asDouble())
                    .isCloseTo(step.path("usersMeetingBothExpected").asDouble(), within(80.0));
        }
        assertThat(result.path("totalSeconds").asDouble()).isEqualTo(305);
    }

    @Test
    void stickyUsersMoveOnceAndNeverBack() throws IOException {
        Path policy = policy("steps: [{weight: 5}, {weight: 40}, {weight: 100}]");
        JsonNode result =
                new ObjectMapper().readTree(run(0, "simulate", policy.toString(), "--json"));
        long moved = 0;
        for (JsonNode step : result.path("steps")) {
            moved += step.path("usersMovedIfSticky").asLong();
        }
        assertThat(moved).isEqualTo(1_000);
    }

    @Test
    void theSameSeedGivesTheSameTable() throws IOException {
        String policy =
                policy("steps: [{weight: 5, hold: 2m}, {weight: 50, pause: {}}]").toString();
        String first = run(0, "simulate", policy, "--seed", "3");
        assertThat(first)
                .isEqualTo(run(0, "simulate", policy, "--seed", "3"))
                .isNotEqualTo(run(0, "simulate", policy, "--seed", "4"))
                .contains("then pauses until somebody promotes")
                .contains("Takes 2m5s:");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    steps: [{weight: 0}]            | steps[0].weight: 0 is no step
                    stages: []                      | spec.stages: cannot be read: Unrecognized field
                    loadBalancer: leastRequest      | spec.loadBalancer: cannot be read
                    ramp: {}                        | ramp: name exactly one of
                    steps: [                        | no YAML
                    """)
    void aBrokenPolicyIsNamed(String spec, String error) throws IOException {
        assertThat(run(2, "simulate", policy(spec).toString())).contains("policy.yaml: ", error);
    }

    @Test
    void aMissingFileAndABadNumberAreNamed() throws IOException {
        assertThat(run(2, "simulate", "nothing.yaml"))
                .contains("nothing.yaml: there is no such file");
        String policy = policy("steps: [{weight: 5}]").toString();
        assertThat(run(2, "simulate", policy, "--requests", "0"))
                .contains("--requests: 0 is out of range");
        assertThat(run(2, "simulate", policy, "--users", "many")).contains("--users");
        assertThat(run(2, "swim")).contains("swim");
    }

    @Test
    void thePictureInTheReadmeIsOfThePolicyInTheReadme() throws IOException {
        // Given
        Matcher yaml =
                Pattern.compile("(?ms)^```yaml\\n(.*?)^```$")
                        .matcher(Files.readString(Path.of("README.md")));
        assertThat(yaml.find()).isTrue();
        Path policy = Files.writeString(folder.resolve("policy.yaml"), yaml.group(1));
        Path picture = folder.resolve("picture.svg");
        // When
        run(0, "simulate", policy.toString(), "--svg", picture.toString());
        // Then
        String drawn = Files.readString(picture);
        if (Boolean.getBoolean("svg.write")) {
            Files.writeString(PICTURE, drawn);
        }
        assertThat(Files.readString(PICTURE)).isEqualTo(drawn);
    }

    private Path policy(String spec) throws IOException {
        return Files.writeString(
                folder.resolve("policy.yaml"),
                """
                kind: RolloutPolicy
                metadata: {name: reviews}
                spec:
                  route: {virtualServices: [{name: reviews}], destinationRule: reviews}
                  %s
                """
                        .formatted(spec));
    }

    private static String run(int exit, String... args) {
        StringWriter text = new StringWriter();
        PrintWriter writer = new PrintWriter(text);
        assertThat(Tidegate.run(writer, writer, args)).isEqualTo(exit);
        return text.toString();
    }
}
