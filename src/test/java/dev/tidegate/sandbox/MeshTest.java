package dev.tidegate.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import dev.tidegate.core.selection.Chance;

import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;

/** What live requests see of each strategy, against what the strategy promises. */
class MeshTest {

    private static final int REQUESTS = 12_000;

    /** Of them, those that come one after the other. */
    private static final int ONE_BY_ONE = 2_000;

    /** How many counts of this class are held against a band of chance; fewer, in truth. */
    private static final int COUNTS = 100;

    private static final String ROUND_ROBIN = "{\"simple\": \"ROUND_ROBIN\"}";

    private final Town town = new Town();
    private final Town.User user = town.user(Net.LOOPBACK);

    @AfterEach
    void close() {
        town.close();
    }

    @Test
    void roundRobinGivesEachEndpointExactlyItsTurn() {
        given(ROUND_ROBIN, "{}");
        assertThat(user.send(REQUESTS))
                .isEqualTo(Map.of("v1-0", 4_000, "v1-1", 4_000, "v1-2", 4_000));
    }

    @Test
    void theSubsetsOwnBalancerTakesThePlaceOfTheRules() {
        given("{\"simple\": \"RANDOM\"}", ROUND_ROBIN);
        assertThat(user.send(300)).isEqualTo(Map.of("v1-0", 100, "v1-1", 100, "v1-2", 100));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"simple\": \"RANDOM\"}", "{\"simple\": \"PASSTHROUGH\"}"})
    void randomGivesEachEndpointAThirdWithinItsBand(String balancer) {
        given(balancer, "{}");
        Map<String, Integer> counts = user.send(REQUESTS);
        assertThat(counts).hasSize(Town.ENDPOINTS);
        counts.forEach((endpoint, n) -> assertShare(n, REQUESTS, 1.0 / Town.ENDPOINTS));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"simple\": \"LEAST_REQUEST\"}"})
    void leastRequestIsEvenWhenNobodyIsBusy(String balancer) {
        given(balancer, "{}");
        Map<String, Integer> counts = user.send(ONE_BY_ONE, 1);
        assertThat(counts).hasSize(Town.ENDPOINTS);
        counts.forEach((endpoint, n) -> assertShare(n, ONE_BY_ONE, 1.0 / Town.ENDPOINTS));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 20})
    void leastRequestGivesEachEndpointThePairsThatItWins(int busy) {
        // Given requests without an end at the endpoints of v2
        given("{\"simple\": \"LEAST_REQUEST\"}", "{}");
        town.weights(0, 100);
        int[] active = new int[Town.ENDPOINTS];
        for (int i = 0; i < busy; i++) {
            active[user.held().charAt(3) - '0']++;
        }
        // When requests come one after the other
        Map<String, Integer> counts = user.send(ONE_BY_ONE, 1);
        // Then of the nine pairs that may be drawn each endpoint gets those that it wins
        for (int i = 0; i < Town.ENDPOINTS; i++) {
            assertShare(counts.getOrDefault("v2-" + i, 0), ONE_BY_ONE, won(active, i) / 9.0);
        }
        // When the requests end, Then all endpoints are equal again
        town.v2.release();
        await().until(() -> user.ended() == busy);
        counts = user.send(ONE_BY_ONE, 1);
        assertThat(counts).hasSize(Town.ENDPOINTS);
        counts.forEach((endpoint, n) -> assertShare(n, ONE_BY_ONE, 1.0 / Town.ENDPOINTS));
    }

    private static int won(int[] active, int endpoint) {
        int won = 0;
        for (int one = 0; one < active.length; one++) {
            for (int other = 0; other < active.length; other++) {
                won += (active[other] < active[one] ? other : one) == endpoint ? 1 : 0;
            }
        }
        return won;
    }

    @Test
    void weightsChangeWhileRequestsFlow() {
        given(ROUND_ROBIN, "{}");
        for (int canary : new int[] {5, 25, 50, 100, 0}) {
            town.weights(100 - canary, canary);
            Map<String, Integer> counts = user.send(REQUESTS / 2);
            int seen = sum(counts, "v2-");
            assertThat(sum(counts, "v1-") + seen).isEqualTo(REQUESTS / 2);
            assertShare(seen, REQUESTS / 2, canary / 100.0);
            assertEven(counts, "v1-");
            assertEven(counts, "v2-");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ", \"maglev\": {}", ", \"ringHash\": {\"minimumRingSize\": 4096}"})
    void aHeaderSticksToItsEndpointAndHeadersSpread(String table) {
        given("{\"consistentHash\": {\"httpHeaderName\": \"user\"%s}}".formatted(table), "{}");
        assertSticky(key -> o -> o.putHeader("user", "user-" + key));
    }

    @Test
    void aQueryParameterSticksToItsEndpointAndParametersSpread() {
        given("{\"consistentHash\": {\"httpQueryParameterName\": \"user\"}}", "{}");
        assertSticky(key -> o -> o.setURI("/reviews/0?user=u" + key));
    }

    @Test
    void aCookieSticksToItsEndpointAndCookiesSpread() {
        given("{\"consistentHash\": {\"httpCookie\": {\"name\": \"user\"}}}", "{}");
        assertSticky(key -> o -> o.putHeader("cookie", "user=u" + key));
    }

    @ParameterizedTest
    @ValueSource(strings = {"60s", "1m"})
    void aMissingCookieWithATtlIsMadeAndSticks(String ttl) {
        // Given
        given(
                "{\"consistentHash\": {\"httpCookie\": {\"name\": \"user\", \"path\": \"/\", \"ttl\": \"%s\"}}}"
                        .formatted(ttl),
                "{}");
        // When
        HttpClientResponse first = user.get(o -> o);
        String made = first.cookies().getFirst();
        // Then
        assertThat(made).startsWith("user=").contains("Max-Age=60", "Path=/", "HTTPOnly");
        String cookie = made.substring(0, made.indexOf(';'));
        for (int i = 0; i < 20; i++) {
            assertThat(user.endpoint(o -> o.putHeader("cookie", cookie)))
                    .isEqualTo(first.getHeader(SampleService.ENDPOINT_HEADER));
        }
    }

    /** Only on Linux is all of 127.0.0.0/8 an address of the machine. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void anAddressSticksToItsEndpointAndAddressesSpread() {
        given("{\"consistentHash\": {\"useSourceIp\": true}}", "{}");
        Set<String> all = new HashSet<>();
        for (int i = 1; i <= 60; i++) {
            Set<String> own = user("127.0.0." + i).send(10).keySet();
            assertThat(own).hasSize(1);
            all.addAll(own);
        }
        assertThat(all).hasSize(Town.ENDPOINTS);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {"consistentHash": {"useSourceIp": true, "maglev": {"tableSize": 100}}} | tableSize: 100 is no table size; use a prime
                    {"consistentHash": {"useSourceIp": true, "ringHash": {"minimumRingSize": 0}}} | minimumRingSize: 0 is out of range
                    {"consistentHash": {"httpCookie": {"name": "user", "ttl": "soon"}}} | consistentHash.httpCookie.ttl: "soon" is no duration; use
                    {"consistentHash": {}}    | names no key
                    {"simple": "FASTEST"}     | simple: "FASTEST" is unknown; use one of [LEAST_REQUEST, ROUND_ROBIN, RANDOM, PASSTHROUGH]
                    """)
    void whatIstioWouldRefuseLeavesTheFormerRoutesInForce(String balancer, String error) {
        given(ROUND_ROBIN, "{}");
        town.balance(balancer, "{}");
        await().until(() -> town.routes.refused().isPresent());
        assertThat(town.routes.refused().orElseThrow()).contains(error);
        assertThat(user.send(30)).isEqualTo(Map.of("v1-0", 10, "v1-1", 10, "v1-2", 10));
    }

    @Test
    void aPersonIsToldOfRefusedRoutesOnceAndWhenTheyAreMended() {
        // Given
        given(ROUND_ROBIN, "{}");
        // When a bad balancer is followed by other weights, and mended
        town.balance("{\"simple\": \"FASTEST\"}", "{}");
        await().until(() -> town.routes.refused().isPresent());
        town.put(50, 50);
        town.balance(ROUND_ROBIN, "{}");
        await().until(() -> town.told.size() == 2);
        // Then
        assertThat(town.told)
                .containsExactly(
                        "the mesh keeps its former routes: simple: \"FASTEST\" is unknown; use one"
                                + " of [LEAST_REQUEST, ROUND_ROBIN, RANDOM, PASSTHROUGH]",
                        "the mesh has the newest routes again");
        await().until(() -> town.routes.get().split().equals(Map.of("v1", 50.0, "v2", 50.0)));
    }

    @Test
    void aTableTooSmallForTheEndpointsIsAnsweredWith503AndStopsNoOtherSubset() {
        // Given a size that is valid in itself, and an own balancer of v1
        given(
                "{\"consistentHash\": {\"useSourceIp\": true, \"maglev\": {\"tableSize\": 2}}}",
                ROUND_ROBIN);
        town.weights(50, 50);
        // When
        Map<String, Integer> counts = user.send(300);
        // Then
        assertEven(counts, "v1-");
        assertThat(counts.getOrDefault("status 503", 0)).isEqualTo(300 - sum(counts, "v1-"));
        town.weights(0, 100);
        HttpClientResponse refused = user.get(o -> o);
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(Waiting.on(refused.body()).toString())
                .isEqualTo(
                        "subset \"v2\": table size: 2 has no slot for each of 3 candidates; use a"
                                + " larger prime\n");
        // When the table is made larger, Then it serves
        town.balance("{\"consistentHash\": {\"useSourceIp\": true, \"maglev\": {}}}", "{}");
        await().until(() -> user.get(o -> o).statusCode() == 200);
    }

    @Test
    void aNegativeWeightLeavesTheFormerRoutesInForce() {
        given(ROUND_ROBIN, "{}");
        town.put(-1, 5);
        await().until(() -> town.routes.refused().isPresent());
        assertThat(town.routes.refused().orElseThrow())
                .contains("weight of \"v1\": -1 is negative; use 0 or more");
        assertThat(user.send(30)).isEqualTo(Map.of("v1-0", 10, "v1-1", 10, "v1-2", 10));
    }

    private void given(String rule, String own) {
        town.balance(rule, own);
        await().until(() -> town.routes.get().subset("v1").isPresent());
        town.weights(100, 0);
    }

    private Town.User user(String address) {
        return town.user(address);
    }

    /**
     * 1,000 keys, two requests each. A third of the keys each, but for chance, and on a ring of 341
     * places each six times 1/√341 of that.
     */
    private void assertSticky(IntFunction<UnaryOperator<RequestOptions>> request) {
        int n = 1_000;
        int[] keys = new int[Town.ENDPOINTS];
        for (int key = 0; key < n; key++) {
            String endpoint = user.endpoint(request.apply(key));
            assertThat(user.endpoint(request.apply(key))).isEqualTo(endpoint);
            keys[endpoint.charAt(3) - '0']++;
        }
        double third = n / 3.0;
        double band = Chance.band(n, 1.0 / 3, COUNTS) + 6 / Math.sqrt(341) * third;
        for (int count : keys) {
            assertThat((double) count).isCloseTo(third, within(band));
        }
    }

    private static int sum(Map<String, Integer> counts, String version) {
        return counts.entrySet().stream()
                .filter(e -> e.getKey().startsWith(version))
                .mapToInt(Map.Entry::getValue)
                .sum();
    }

    /** Round robin: no two endpoints of a version differ by more than one. */
    private static void assertEven(Map<String, Integer> counts, String version) {
        int all = sum(counts, version);
        for (int i = 0; i < Town.ENDPOINTS; i++) {
            assertThat(counts.getOrDefault(version + i, 0))
                    .isBetween(all / Town.ENDPOINTS, (all + Town.ENDPOINTS - 1) / Town.ENDPOINTS);
        }
    }

    private static void assertShare(int count, int n, double share) {
        Chance.assertShare(count, n, share, COUNTS);
    }
}
