package dev.tidegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import dev.tidegate.cli.replay.RecordedRelease;
import dev.tidegate.cli.replay.RecordingWriter;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

class ReplayCommandTest {

    @TempDir Path folder = Path.of("");
    private String recording = "";

    @BeforeEach
    void recorded() {
        Path file = folder.resolve("release.jsonl");
        RecordingWriter.write(file, RecordedRelease.happened().records());
        recording = file.toString();
    }

    @Test
    void verdictsAreToldInTheirOrder() {
        Ran ran = Ran.of("replay", recording);
        assertThat(ran.exit()).isZero();
        assertThat(ran.out().lines()).isSorted();
        assertThat(ran.out())
                .containsPattern(
                        "(?m)^2026-01-31T12:1[0-9:.]+Z  bookinfo/reviews  step 1   10.00 %  worse"
                                + "    [0-9]+ of [0-9]+ failures came from .* of the traffic");
    }

    @Test
    void programsReadTheEventsThatTheAnalysisWrites() throws IOException {
        List<JsonNode> events = Ran.of("replay", recording, "-o", "json").events();
        assertThat(events)
                .anySatisfy(
                        event -> {
                            assertThat(event.path("type").asText())
                                    .isEqualTo("dev.tidegate.verdict.worse");
                            assertThat(event.at("/data/canary").asText()).isEqualTo("v2");
                        });
    }

    @Test
    void releaseIsDrawn() throws IOException {
        Path picture = folder.resolve("x.svg");
        Ran.of("replay", recording, "--picture", picture.toString());
        assertThat(Files.readString(picture)).contains("bookinfo/reviews to v2", ">worse<");
    }

    @Test
    void anotherPolicyTellsWhatWouldHaveBeen() throws IOException {
        Path policy =
                Files.writeString(
                        folder.resolve("policy.yaml"),
                        """
                        kind: RolloutPolicy
                        metadata: {name: reviews}
                        spec:
                          route: {virtualServices: [{name: reviews}], destinationRule: reviews}
                          steps: [{weight: 5, hold: 1m}]
                          analysis: {tolerance: 20}
                        """);
        assertThat(Ran.of("replay", recording, "--policy", policy.toString()).out())
                .isNotEmpty()
                .doesNotContain("worse");
    }

    @Test
    void badInputIsNamed() throws IOException {
        assertThat(Ran.of("replay").err()).contains("RECORDING: is missing; name a file, or give");
        assertThat(Ran.of("replay", "none.jsonl").err()).contains("there is no such file");
        assertThat(Ran.of("replay", recording, "--service", "a/b").err())
                .contains("--service: no record is of a/b");
        assertThat(Ran.of("replay", recording, "--record", "x").err())
                .contains("--record: stands beside a recording");
        Path empty = Files.writeString(folder.resolve("empty.jsonl"), "");
        assertThat(Ran.of("replay", empty.toString()).exit()).isEqualTo(1);
        assertThat(Ran.of("replay", empty.toString()).err()).contains("no verdict: a release is");
        assertThat(Ran.of("replay", empty.toString(), "--picture", "x").err())
                .contains("--picture: no release was live");
    }
}
