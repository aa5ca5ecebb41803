package dev.tidegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

class SimulateEvidenceTest {

    private static final String PROVEN = "ramp: {proven: {from: 1}}\n  analysis: {}\n  bake: 1m";
    private static final String TIMED =
            "steps: [{weight: 10, hold: 2m}, {weight: 50, pause: {}}]\n"
                    + "  analysis: {act: false, metrics: {errors: {}}}\n  bake: 1m";

    @TempDir Path folder = Path.of("");

    private Ran simulate(String spec, String options) throws IOException {
        Path policy =
                Files.writeString(
                        folder.resolve("policy.yaml"),
                        """
                        kind: RolloutPolicy
                        metadata: {name: reviews}
                        spec:
                          route: {virtualServices: [{name: reviews}], destinationRule: reviews}
                          %s
                        """
                                .formatted(spec));
        List<String> words = new ArrayList<>(List.of("simulate", policy.toString()));
        words.addAll(List.of(options.split(" ")));
        return Ran.of(words.toArray(String[]::new));
    }

    private JsonNode json(String spec, String options) throws IOException {
        return new ObjectMapper().readTree(simulate(spec, options + " --json").out());
    }

    @Test
    void goodCanaryGetsAllTrafficAndABadOneIsFound() throws IOException {
        // When
        JsonNode result = json(PROVEN, "--evidence --rps 100 --errors 0.1% --runs 8");
        // Then
        JsonNode good = result.path("canaries").path(0);
        assertThat(good.path("found").asInt()).isZero();
        assertThat(good.path("whole").asInt()).isEqualTo(8);
        assertThat(good.at("/wholeAfter/half").asDouble()).isBetween(60.0, 300.0);
        JsonNode bad = result.path("canaries").path(3);
        assertThat(bad.path("times").asInt()).isEqualTo(10);
        assertThat(bad.path("found").asInt()).isGreaterThanOrEqualTo(7);
        assertThat(bad.at("/foundAfter/half").asDouble()).isBetween(20.0, 300.0);
        assertThat(bad.at("/harm/half").asDouble()).isBetween(1.0, 100.0);
    }

    @Test
    void sameSeedTellsTheSame() throws IOException {
        String options = "--evidence --rps 20 --errors 2% --runs 4 --seed ";
        assertThat(simulate(TIMED, options + 3).out())
                .isEqualTo(simulate(TIMED, options + 3).out())
                .isNotEqualTo(simulate(TIMED, options + 4).out())
                .contains("reviews: 20 requests a second of which 2 % fail, 4 releases")
                .contains("the policy allows 1 %")
                .contains("Note: each pause is taken to be ended at once.")
                .contains("Note: analysis.act is false");
    }

    @Test
    void whatIsNeverFoundIsSaid() throws IOException {
        assertThat(simulate(TIMED, "--evidence --rps 1 --errors 0.1% --runs 3").out())
                .contains("Note: a canary that fails 2 times as often is never found: 3 of 3 get")
                .contains(
                        "Note: evidence needs requests, and by the holds alone the canary gets 12");
    }

    @Test
    void noneFailsMoreOftenThanAlways() throws IOException {
        JsonNode result = json(TIMED, "--evidence --rps 10 --errors 20% --runs 1");
        assertThat(result.path("canaries")).hasSize(3);
    }

    @Test
    void pictureHasAReleaseOfEachKind() throws IOException {
        Path picture = folder.resolve("x.svg");
        String options = "--evidence --rps 50 --errors 1% --runs 1 --picture " + picture;
        assertThat(simulate(TIMED, options).exit()).isZero();
        assertThat(Files.readString(picture))
                .contains("As good as stable", "10 times as bad", "rolled back", "to 50 %")
                .doesNotContain("NaN");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    --evidence --errors 1%             | --rps: is missing, and --evidence needs it
                    --evidence --rps 5                 | --errors: is missing, and --evidence needs it
                    --evidence --rps 0 --errors 1%     | --rps: 0 is out of range; use more than 0
                    --evidence --rps -1 --errors 1%    | --rps: -1 is out of range; use more than 0
                    --evidence --rps many --errors 1%  | --rps: "many" is no number
                    --evidence --rps 1e9 --errors 1%   | --rps: 1e9 is out of range
                    --evidence --rps 5 --errors 100%   | --errors: 100% is out of range; use more than 0%
                    --evidence --rps 5 --errors 0%     | --errors: 0% is out of range
                    --evidence --rps 5 --errors 0.1    | --errors: "0.1" is no share of requests; write it in percent
                    --evidence --rps 5 --errors 1% --runs 0 | --runs: 0 is out of range; use 1 to 100000
                    --rps 5                            | --rps: is about evidence; add --evidence
                    """)
    void badInputIsNamed(String options, String error) throws IOException {
        Ran ran = simulate(TIMED, options);
        assertThat(ran.exit()).isEqualTo(2);
        assertThat(ran.err()).contains(error);
    }

    @Test
    void policyThatAsksForNoEvidenceIsToldWhatToAdd() throws IOException {
        assertThat(
                        simulate("steps: [{weight: 5, hold: 1m}]", "--evidence --rps 5 --errors 1%")
                                .err())
                .contains("analysis: is missing", "add for example analysis: {falseRollback: 1%}");
    }
}
