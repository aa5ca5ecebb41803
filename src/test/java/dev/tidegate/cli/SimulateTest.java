package dev.tidegate.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.tidegate.core.selection.Candidates;
import dev.tidegate.core.selection.Chance;
import dev.tidegate.core.selection.CyclePosition;
import dev.tidegate.core.selection.Selector;
import dev.tidegate.core.selection.Strategy;
import dev.tidegate.core.selection.XxHash64;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
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
            double share = step.path("weight").asDouble() / 100;
            Chance.assertShare(
                    Math.round(step.path("observed").asDouble() * 100), 10_000, share, 12);
            assertThat(step.path("observedOfStable").asDouble())
                    .isCloseTo(100 - step.path("observed").asDouble(), within(1e-9));
            assertThat(step.path("spread").asDouble())
                    .isCloseTo(400 * Math.sqrt(share * (1 - share) / 10_000), within(1e-9));
            // of 1,000 users, each by himself
            Chance.assertShare(
                    step.path("usersMeetingBoth").asLong(),
                    1_000,
                    step.path("usersMeetingBothExpected").asDouble() / 1_000,
                    12);
        }
        assertThat(result.path("totalSeconds").asDouble()).isEqualTo(310);
    }

    @Test
    void stepThatMatchesTellsWhoMeetsTheCanary() throws IOException {
        Path policy =
                policy(
                        "steps: [{match: [{headers: {x-group: {exact: beta}}}], hold: 1h}, {weight:"
                                + " 50, pause: {}}]");
        assertThat(run(0, "simulate", policy.toString()))
                .containsPattern(
                        "(?m)^ *1 +0% .* and to the canary alone where header x-group is \"beta\"$")
                .containsPattern("(?m)^ *2 +50% .* then pauses until somebody promotes$");
        JsonNode result =
                new ObjectMapper().readTree(run(0, "simulate", policy.toString(), "--json"));
        assertThat(result.at("/steps/0/match").asText()).isEqualTo("header x-group is \"beta\"");
        assertThat(result.at("/steps/0/observed").asDouble()).isZero();
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
    void endpointsShareAsThePolicysBalancerGivesThem() throws IOException {
        // Given three endpoints, and a step at 40 %: then a round robin is even to the request
        JsonNode even = balanced("{simple: roundRobin}");
        long canary = Math.round(even.path("observed").asDouble() * 100);
        assertThat(even.path("busiestOfCanary").asDouble())
                .isEqualTo(Math.ceilDiv(canary, 3) * 3.0 / canary);
        // Then two choices are evener than chance, which is evener than a ring
        double two = balanced("{simple: leastRequest}").path("busiestOfStable").asDouble();
        double one = balanced("{simple: random}").path("busiestOfStable").asDouble();
        double ring =
                balanced("{consistentHash: {httpHeaderName: user, ringHash: {minimumRingSize: 9}}}")
                        .path("busiestOfStable")
                        .asDouble();
        assertThat(two).isBetween(1.0, one);
        assertThat(one).isBetween(two, ring);
    }

    @ParameterizedTest
    @EnumSource
    void everyStrategyCanTakeThePlaceOfThePolicysBalancer(Strategy strategy) throws IOException {
        // Given a policy that gives each of 1,000 users' ten requests to the canary
        double one = busiest(Strategy.RANDOM);
        // When
        double busiest = busiest(strategy);
        // Then
        switch (strategy) {
            case SMOOTH_ROUND_ROBIN, INTERLEAVED_ROUND_ROBIN, EARLIEST_DEADLINE_FIRST ->
                    assertThat(busiest).isEqualTo(Math.ceilDiv(10_000, 3) * 3.0 / 10_000);
            case LEAST_REQUEST -> assertThat(busiest).isGreaterThanOrEqualTo(1.0).isLessThan(one);
            case RANDOM -> Chance.assertShare(Math.round(busiest * 10_000 / 3), 10_000, 1 / 3.0, 3);
            case RING_HASH, MAGLEV, RENDEZVOUS, THRESHOLD_BUCKETS ->
                    assertThat(busiest).isEqualTo(mostUsers(strategy) * 3.0 / 1_000);
        }
    }

    private double busiest(Strategy strategy) throws IOException {
        String policy =
                policy("steps: [{weight: 100}]\n  loadBalancer: {simple: roundRobin}").toString();
        return new ObjectMapper()
                .readTree(run(0, "simulate", policy, "--json", "--strategy", strategy.title()))
                .at("/steps/0/busiestOfCanary")
                .asDouble();
    }

    /** The users of the endpoint with the most, where each sticks to one. */
    private static long mostUsers(Strategy strategy) {
        Selector selector =
                strategy.over(
                        new Candidates(
                                List.of("canary-0", "canary-1", "canary-2"), List.of(1L, 1L, 1L)),
                        new CyclePosition(),
                        i -> 0);
        long[] users = new long[3];
        for (int user = 0; user < 1_000; user++) {
            users[selector.pick(XxHash64.of(Integer.toString(user)), new SplittableRandom(1))]++;
        }
        return Arrays.stream(users).max().orElseThrow();
    }

    private JsonNode balanced(String balancer) throws IOException {
        String policy = policy("steps: [{weight: 40}]\n  loadBalancer: " + balancer).toString();
        return new ObjectMapper()
                .readTree(run(0, "simulate", policy, "--json"))
                .path("steps")
                .path(0);
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
                .contains("Takes 2m10s:");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    steps: [{weight: 0}]            | steps[0].weight: 0 is no step
                    stages: []                      | stages: is unknown; the fields there are alertMemory, analysis, bake,
                    loadBalancer: leastRequest      | loadBalancer: "leastRequest" is of the wrong kind; write an object with the fields
                    steps: [{weight: .nan}]         | cannot be read from here on
                    steps: [{weight: many}]         | steps[0].weight: "many" is of the wrong kind; write a number
                    steps: [{weight: -5}]           | steps[0].weight: -5 is no step
                    steps: [{weight: 1e999999999}]  | steps[0].weight
                    steps: [{weight: 5, weight: 9}] | the field weight stands twice; give it once
                    loadBalancer: {simple: fastest} | loadBalancer.simple: "fastest" is unknown; use one of
                    ramp: {}                        | ramp: name exactly one of
                    steps: [                        | cannot be read from here on
                    """)
    void aBrokenPolicyIsNamed(String spec, String error) throws IOException {
        assertThat(run(2, "simulate", policy(spec).toString())).contains("policy.yaml: ", error);
    }

    @Test
    void whatIsRarelyMeantIsWarnedOf() throws IOException {
        String policy = policy("steps: [{weight: 5}, {weight: 50, hold: 1m}]").toString();
        assertThat(run(0, "simulate", policy))
                .contains(
                        "Warning: steps: the one to 5 % has neither", "Warning: bake: is missing");
        assertThat(
                        new ObjectMapper()
                                .readTree(run(0, "simulate", policy, "--json"))
                                .path("warnings"))
                .hasSize(2);
    }

    @Test
    void aMissingFileAndABadNumberAreNamed() throws IOException {
        assertThat(run(2, "simulate", "nothing.yaml"))
                .contains("nothing.yaml: there is no such file");
        String policy = policy("steps: [{weight: 5}]").toString();
        assertThat(run(2, "simulate", policy, "--requests", "0"))
                .contains("--requests: 0 is out of range");
        assertThat(run(2, "simulate", policy, "--requests", "-1"))
                .contains("--requests: -1 is out of range; use 1 to 100000000");
        assertThat(run(2, "simulate", policy, "--users", "10000001"))
                .contains("--users: 10000001 is out of range; use 1 to 10000000");
        assertThat(run(2, "simulate", policy, "--endpoints", "0"))
                .contains("--endpoints: 0 is out of range; use 1 to 10000");
        assertThat(run(2, "simulate", policy, "--strategy", "fastest"))
                .contains("--strategy: \"fastest\" is unknown; use one of random, ");
        assertThat(run(2, "simulate", policy, "--users", "many"))
                .contains("'--users'", "\"many\" is no whole number");
        assertThat(run(2, "simulate", policy, "--requests", "2147483648"))
                .contains("'--requests'", "\"2147483648\" is no whole number");
        assertThat(run(2, "simulate", policy, "--seed", "NaN"))
                .contains("'--seed'", "\"NaN\" is no whole number");
        assertThat(run(2, "simulate", policy, "--svg", folder.resolve("no/x.svg").toString()))
                .contains("--svg: ", "cannot be written");
        assertThat(run(2, "simulate", folder.toString())).contains("cannot be read");
        assertThat(run(2, "swim")).contains("swim");
    }

    @Test
    void theTableAndThePictureInTheReadmeAreOfThePolicyInTheReadme() throws IOException {
        // Given
        Matcher yaml =
                Pattern.compile("(?ms)^```yaml\\n(.*?)^```$")
                        .matcher(Files.readString(Path.of("README.md")));
        assertThat(yaml.find()).isTrue();
        Path policy = Files.writeString(folder.resolve("policy.yaml"), yaml.group(1));
        Path picture = folder.resolve("picture.svg");
        // When
        String table = run(0, "simulate", policy.toString(), "--svg", picture.toString());
        // Then
        assertThat(Files.readString(Path.of("README.md"))).contains("```text\n" + table + "```\n");
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
