package dev.tidegate.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;

/** What live requests see of each strategy, against what the strategy promises. */
class MeshTest {

    private static final int REQUESTS = 6_000;

    /** ln(2 / 10⁻⁸): each count is out of its band less than once in 10⁸ runs, the class in 10⁶. */
    private static final double LOG_CHANCE = Math.log(2e8);

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
                .isEqualTo(Map.of("v1-0", 2_000, "v1-1", 2_000, "v1-2", 2_000));
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
        int[] counts = new int[Town.ENDPOINTS];
        for (int i = 0; i < 1_500; i++) {
            counts[user.endpoint(o -> o).charAt(3) - '0']++;
        }
        for (int count : counts) {
            assertShare(count, 1_500, 1.0 / Town.ENDPOINTS);
        }
    }

    @Test
    void weightsChangeWhileRequestsFlow() {
        given(ROUND_ROBIN, "{}");
        for (int canary : new int[] {5, 25, 50, 100, 0}) {
            town.weights(100 - canary, canary);
            Map<String, Integer> counts = user.send(REQUESTS);
            int seen = sum(counts, "v2-");
            assertThat(sum(counts, "v1-") + seen).isEqualTo(REQUESTS);
            assertShare(seen, REQUESTS, canary / 100.0);
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

    @Test
    void aMissingCookieWithATtlIsMadeAndSticks() {
        // Given
        given(
                "{\"consistentHash\": {\"httpCookie\":"
                        + " {\"name\": \"user\", \"path\": \"/\", \"ttl\": \"60s\"}}}",
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

    @Test
    void aTableSizeThatIsNotPrimeLeavesTheFormerRoutesInForce() {
        given(ROUND_ROBIN, "{}");
        town.balance(
                "{\"consistentHash\": {\"useSourceIp\": true, \"maglev\": {\"tableSize\": 100}}}",
                "{}");
        await().until(() -> town.routes.refused().isPresent());
        assertThat(town.routes.refused().orElseThrow())
                .contains("tableSize: 100 is no table size; use a prime");
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
     * 300 keys, three requests each; a third of the keys each, if not exactly: a ring is uneven.
     */
    private void assertSticky(IntFunction<UnaryOperator<RequestOptions>> request) {
        int[] keys = new int[Town.ENDPOINTS];
        for (int key = 0; key < 300; key++) {
            String endpoint = user.endpoint(request.apply(key));
            assertThat(user.endpoint(request.apply(key))).isEqualTo(endpoint);
            assertThat(user.endpoint(request.apply(key))).isEqualTo(endpoint);
            keys[endpoint.charAt(3) - '0']++;
        }
        for (int count : keys) {
            assertThat(count).isBetween(30, 200);
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

    /** Bernstein's inequality for {@code n} independent draws. */
    private static void assertShare(int count, int n, double share) {
        double variance = n * share * (1 - share);
        double third = LOG_CHANCE / 3;
        double band = third + Math.sqrt(third * third + 2 * LOG_CHANCE * variance);
        assertThat((double) count).isCloseTo(n * share, within(variance == 0 ? 0 : band));
    }
}
