package dev.tidegate.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import dev.tidegate.core.selection.Chance;
import dev.tidegate.core.selection.CyclePosition;
import dev.tidegate.core.selection.Selector;
import dev.tidegate.core.selection.Strategy;
import dev.tidegate.core.selection.ThresholdBuckets;
import dev.tidegate.core.selection.XxHash64;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** What live requests see of the strategies where endpoints are weighted 5, 1, 1. */
class MeshStrategiesTest {

    /** A thousand cycles. */
    private static final int REQUESTS = 7_000;

    private static final int KEYS = 300;

    /** How many counts of this class are held against a band of chance. */
    private static final int COUNTS = 18;

    private static final double[] SHARES = {5 / 7.0, 1 / 7.0, 1 / 7.0};

    private final Town town = new Town();
    private final Town.User user = town.user(Net.LOOPBACK);

    @AfterEach
    void close() {
        town.close();
    }

    @ParameterizedTest
    @CsvSource({
        "smoothRoundRobin,      aabacaa",
        "interleavedRoundRobin, aaaaabc",
        "earliestDeadlineFirst, aaaabca"
    })
    void everyRoundRobinGivesEachEndpointExactlyItsTurnsInItsOwnOrder(
            String strategy, String cycle) {
        given(strategy, "5,1,1");
        assertThat(user.turns(14)).isEqualTo(cycle.repeat(2));
        assertThat(user.send(REQUESTS))
                .isEqualTo(Map.of("v1-0", 5_000, "v1-1", 1_000, "v1-2", 1_000));
    }

    @Test
    void istiosRoundRobinTakesTheTurnsOfTheEarliestDeadline() {
        givenWeighted("{\"simple\": \"ROUND_ROBIN\"}");
        assertThat(user.turns(14)).isEqualTo("aaaabca".repeat(2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"RANDOM", "PASSTHROUGH"})
    void istiosRandomDrawsEachEndpointAlikeWhateverItsWeight(String simple) {
        givenWeighted("{\"simple\": \"%s\"}".formatted(simple));
        Map<String, Integer> counts = user.send(REQUESTS);
        for (int i = 0; i < Town.ENDPOINTS; i++) {
            Chance.assertShare(
                    counts.getOrDefault("v1-" + i, 0), REQUESTS, 1.0 / Town.ENDPOINTS, COUNTS);
        }
    }

    @Test
    void randomGivesEachEndpointItsShareWithinItsBand() {
        given("random", "5,1,1");
        Map<String, Integer> counts = user.send(REQUESTS);
        for (int i = 0; i < SHARES.length; i++) {
            Chance.assertShare(counts.getOrDefault("v1-" + i, 0), REQUESTS, SHARES[i], COUNTS);
        }
    }

    @Test
    void weightedLeastRequestGivesTheHeaviestLessOnlyWhileItIsBusy() {
        given("leastRequest", "5,1,1");
        // When requests come one after the other
        Map<String, Integer> counts = user.send(REQUESTS, 1);
        // Then the first has 5 of 7; or less, down to 2.5 of 4.5, when the next request comes
        // before the mesh knows that the last one has ended; the others are equal
        assertThat(counts.get("v1-0"))
                .isBetween((int) (REQUESTS * 2.5 / 4.5) - 1, (int) (REQUESTS * SHARES[0]) + 1);
        assertThat(counts.get("v1-1")).isCloseTo(counts.get("v1-2"), within(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rendezvous", "maglev", "thresholdBuckets"})
    void aHeaderSticksToItsEndpointAndHeadersSpreadByWeight(String strategy) {
        given(strategy, "5,1,1");
        int n = 1_000;
        int[] counts = new int[Town.ENDPOINTS];
        for (int key = 0; key < n; key++) {
            String header = "user-" + key;
            String endpoint = user.endpoint(o -> o.putHeader("user", header));
            assertThat(user.endpoint(o -> o.putHeader("user", header))).isEqualTo(endpoint);
            counts[endpoint.charAt(3) - '0']++;
        }
        for (int i = 0; i < SHARES.length; i++) {
            Chance.assertShare(counts[i], n, SHARES[i], COUNTS);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ringHash", "rendezvous", "maglev", "thresholdBuckets"})
    void aHeaderGoesToTheEndpointThatItsStrategyPicks(String strategy) {
        given(strategy, "5,1,1");
        Selector expected =
                Strategy.of(strategy)
                        .over(town.candidates(5L, 1L, 1L), new CyclePosition(), i -> 0);
        assertThat(endpoints()).isEqualTo(picks(expected));
    }

    @Test
    void weightsThatChangeMoveOnlyUsersOfTheBucketsOfAnEndpointThatShrinks() {
        // Given
        given("thresholdBuckets", "5,1,1");
        List<String> before = endpoints();
        // When the first endpoint shrinks and the others grow
        balance("thresholdBuckets", "3,2,2");
        await().until(
                        () ->
                                town.routes
                                        .get()
                                        .subset("v1")
                                        .filter(v1 -> v1.picking().weights().getFirst() == 3)
                                        .isPresent());
        List<String> after = endpoints();
        // Then
        List<Integer> moved =
                IntStream.range(0, KEYS)
                        .filter(key -> !before.get(key).equals(after.get(key)))
                        .boxed()
                        .toList();
        assertThat(moved).isNotEmpty().allMatch(key -> before.get(key).equals("v1-0"));
        assertThat(after)
                .isEqualTo(
                        picks(
                                new ThresholdBuckets(town.candidates(5L, 1L, 1L), 0)
                                        .next(town.candidates(3L, 2L, 2L))));
    }

    /** Who answers each key. */
    private List<String> endpoints() {
        return IntStream.range(0, KEYS)
                .mapToObj(key -> user.endpoint(o -> o.putHeader("user", "user-" + key)))
                .toList();
    }

    private static List<String> picks(Selector selector) {
        SplittableRandom random = new SplittableRandom(1);
        return IntStream.range(0, KEYS)
                .mapToObj(key -> "v1-" + selector.pick(XxHash64.of("user-" + key), random))
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    fastest | 5,1,1   | sandbox.tidegate.dev/strategy: "fastest" is unknown; use one of random
                    random  | 5,,1    | sandbox.tidegate.dev/endpoint-weights: "" is no weight; use whole numbers
                    random  | 5,0     | "0" is no weight
                    random  | -1      | "-1" is no weight
                    random  | 1000001 | "1000001" is no weight; use whole numbers from 1 to 1000000
                    """)
    void aBadAnnotationIsNamedAndLeavesTheFormerRoutesInForce(
            String strategy, String weights, String error) {
        given("smoothRoundRobin", "5,1,1");
        balance(strategy, weights);
        await().until(() -> town.routes.refused().isPresent());
        assertThat(town.routes.refused().orElseThrow()).contains(error);
        assertThat(user.send(70)).isEqualTo(Map.of("v1-0", 50, "v1-1", 10, "v1-2", 10));
    }

    private void given(String strategy, String weights) {
        balance(strategy, weights);
        routed();
    }

    private void givenWeighted(String balancer) {
        town.balance("{\"sandbox.tidegate.dev/endpoint-weights\": \"5,1,1\"}", balancer, "{}");
        routed();
    }

    private void routed() {
        await().until(() -> town.routes.get().subset("v1").isPresent());
        town.weights(100, 0);
    }

    private void balance(String strategy, String weights) {
        town.balance(
                """
                {"sandbox.tidegate.dev/strategy": "%s", "sandbox.tidegate.dev/endpoint-weights": "%s"}
                """
                        .formatted(strategy, weights),
                "{\"consistentHash\": {\"httpHeaderName\": \"user\"}}",
                "{}");
    }
}
