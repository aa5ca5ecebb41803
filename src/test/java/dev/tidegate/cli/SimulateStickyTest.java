package dev.tidegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.tidegate.core.selection.Chance;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What a simulation shows of stickiness and mirrors. */
class SimulateStickyTest {

    @TempDir Path folder = Path.of("");

    @Test
    void stickyStepAndMirrorTellWhoIsKeptAndWhatIsCopied() throws IOException {
        String cookie = "sticky: {cookie: {name: tg, ttl: 1h}%s}";
        Path policy =
                policy(
                        "steps: [{mirror: 10%, hold: 1h}, {weight: 5, "
                                + cookie.formatted(", stable: false")
                                + "}, {weight: 6, "
                                + cookie.formatted("")
                                + "}, {weight: 50, sticky: {header: {name: x-b, buckets: 100}}}]");
        assertThat(run(0, "simulate", policy.toString()))
                .containsPattern(
                        "(?m)^ *1 +0% .* copies of 10% to the canary besides, \\d+ of them$")
                .containsPattern("sticky by cookie tg, which keeps \\d+ users with the canary")
                .containsPattern(
                        "sticky by cookie tg of both versions, which keeps \\d+ users with the"
                                + " canary");
        JsonNode steps =
                new ObjectMapper()
                        .readTree(run(0, "simulate", policy.toString(), "--json"))
                        .path("steps");
        Chance.assertShare(steps.at("/0/copies").asLong(), 10_000, 0.1, 12);
        assertThat(steps.at("/0/observed").asDouble()).isZero();
        // who meets the canary stays, and all others are drawn again with each of ten requests
        Chance.assertShare(steps.at("/1/usersKept").asLong(), 1_000, 1 - Math.pow(0.95, 10), 12);
        Chance.assertShare(
                steps.at("/1/usersMeetingBoth").asLong(),
                1_000,
                steps.at("/1/usersMeetingBothExpected").asDouble() / 1_000,
                12);
        assertThat(steps.at("/2/usersMeetingBoth").asLong()).isZero();
        assertThat(steps.at("/3/usersKept").asLong()).isEqualTo(500);
    }

    @Test
    void asManyBucketsAsHundredthsOfAPercentKeepTheShareOfTheUsers() throws IOException {
        String sticky = "hold: 1m, sticky: {header: {name: x-b, buckets: 10000}}";
        JsonNode steps =
                steps(
                        "steps: [{weight: 5, %1$s}, {weight: 25, mirror: 20%%, %1$s}]"
                                .formatted(sticky));
        assertThat(steps.at("/0/usersKept").asLong()).isEqualTo(50);
        assertThat(steps.at("/1/usersKept").asLong()).isEqualTo(250);
        // the route of the canary's buckets has no mirror
        Chance.assertShare(steps.at("/1/copies").asLong(), 7_500, 0.2, 12);
    }

    @Test
    void stableVersionsCookieIsOverBeforeTheNextStepIfTheHoldIsLonger() throws IOException {
        String step = "{weight: %d, hold: %s, sticky: {cookie: {name: tg, ttl: 1h}, stable: true}}";
        for (String hold : List.of("1h", "59m")) {
            JsonNode steps =
                    steps(
                            "steps: [%s, %s]"
                                    .formatted(step.formatted(10, hold), step.formatted(50, hold)));
            // of those whom the stable version kept, half are drawn for the canary, or none
            Chance.assertShare(
                    steps.at("/1/usersKept").asLong(), 1_000, hold.equals("1h") ? 0.55 : 0.1, 12);
        }
    }

    private JsonNode steps(String steps) throws IOException {
        return new ObjectMapper()
                .readTree(run(0, "simulate", policy(steps).toString(), "--json"))
                .path("steps");
    }

    private Path policy(String steps) throws IOException {
        return Files.writeString(
                folder.resolve("policy.yaml"),
                """
                kind: RolloutPolicy
                metadata: {name: reviews}
                spec:
                  route: {virtualServices: [{name: reviews}], destinationRule: reviews}
                  %s
                """
                        .formatted(steps));
    }

    private static String run(int exit, String... args) {
        StringWriter text = new StringWriter();
        PrintWriter writer = new PrintWriter(text);
        assertThat(Tidegate.run(writer, writer, args)).isEqualTo(exit);
        return text.toString();
    }
}
