package dev.tidegate.sandbox.envoy;

import static dev.tidegate.sandbox.envoy.Objects.rule;
import static dev.tidegate.sandbox.envoy.Objects.to;
import static dev.tidegate.sandbox.envoy.Objects.virtualService;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** All load balancers, as a real Envoy picks among three pods of a version. */
@NeedsEnvoy
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EnvoyBalancingTest {

    private Street street;
    private final List<Pod> v1 = new ArrayList<>();

    @BeforeAll
    void open(@TempDir Path directory) {
        street = new Street(directory, Street.QUICK);
        for (int i = 0; i < 3; i++) {
            v1.add(street.pod("reviews", "v1"));
        }
    }

    @AfterAll
    void close() {
        street.close();
    }

    private void given(String balancer) {
        street.show(
                virtualService("http: [{name: primary, " + to("v1") + "}]")
                        + rule("trafficPolicy: {loadBalancer: {%s}}".formatted(balancer)));
        assertThat(street.mesh.refused()).isEmpty();
    }

    @Test
    void roundRobinGivesEachPodItsTurn() {
        given("simple: ROUND_ROBIN");
        assertThat(street.send(30).values()).containsExactly(10, 10, 10);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "simple: UNSPECIFIED",
                "simple: LEAST_REQUEST",
                "simple: RANDOM",
                "simple: LEAST_REQUEST, warmup: {duration: 30s, minimumPercent: 10, aggression:"
                        + " 1.5}",
                "simple: ROUND_ROBIN, warmupDurationSecs: 30s"
            })
    void eachPodGetsSome(String balancer) {
        given(balancer);
        Map<String, Integer> counts = street.send(120);
        assertThat(counts).hasSize(3);
        assertThat(counts.keySet()).allMatch(pod -> pod.startsWith("reviews-v1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ", maglev: {tableSize: 101}", ", ringHash: {minimumRingSize: 64}"})
    void aHeaderSticksToItsPodAndHeadersSpread(String table) {
        given("consistentHash: {httpHeaderName: user" + table + "}");
        Set<String> pods = new HashSet<>();
        for (int user = 0; user < 40; user++) {
            String first = street.get("/", Map.of("user", "u" + user)).body();
            assertThat(street.get("/", Map.of("user", "u" + user)).body()).isEqualTo(first);
            pods.add(first);
        }
        assertThat(pods).hasSize(3);
    }

    @Test
    void aQueryParameterSticks() {
        given("consistentHash: {httpQueryParameterName: user}");
        String first = street.get("/?user=ann", Map.of()).body();
        for (int i = 0; i < 10; i++) {
            assertThat(street.get("/?user=ann", Map.of()).body()).isEqualTo(first);
        }
    }

    @Test
    void aCookieIsMadeWithItsTtlAndSticks() {
        given("consistentHash: {httpCookie: {name: tg, path: /, ttl: 1h}}");
        Street.Answer made = street.get("/", Map.of());
        String cookie = made.headers().getOrDefault("set-cookie", "");
        assertThat(cookie).startsWith("tg=").contains("Max-Age=3600", "Path=/");
        String pair = cookie.split(";", 2)[0];
        for (int i = 0; i < 10; i++) {
            assertThat(street.get("/", Map.of("cookie", pair)).body()).isEqualTo(made.body());
        }
    }

    @Test
    void theSourceAddressSticks() {
        given("consistentHash: {useSourceIp: true}");
        assertThat(street.send(20)).hasSize(1);
    }

    @Test
    void passthroughGoesWhereTheCallerSays() {
        given("simple: PASSTHROUGH");
        int port = v1.get(1).ports().getOrDefault(9080, 0);
        assertThat(
                        street.get("/", Map.of(Balancing.ORIGINAL_DESTINATION, "127.0.0.1:" + port))
                                .body())
                .isEqualTo("reviews-v1-1");
    }

    @Test
    void thePolicyOfASubsetTakesThePlaceOfTheRules() {
        street.show(
                virtualService("http: [{" + to("v1") + "}]")
                        + """
                        - kind: DestinationRule
                          metadata: {name: reviews, namespace: bookinfo}
                          spec:
                            host: reviews
                            trafficPolicy: {loadBalancer: {simple: RANDOM}, connectionPool: {http: {maxRequestsPerConnection: 5}}}
                            subsets: [{name: v1, labels: {version: v1}, trafficPolicy: {loadBalancer: {simple: ROUND_ROBIN}}}]
                        """);
        assertThat(street.send(30).values()).containsExactly(10, 10, 10);
    }

    @Test
    void aPodThatIsTakenAwayGetsNothingMore() {
        given("simple: ROUND_ROBIN");
        Pod gone = v1.getFirst();
        street.pods.remove(gone);
        given("simple: ROUND_ROBIN");
        assertThat(street.send(20).values()).containsExactly(10, 10);
        street.pods.addFirst(gone);
        given("simple: ROUND_ROBIN");
        assertThat(street.send(30).values()).containsExactly(10, 10, 10);
    }

    @Test
    void outlierDetectionAndConnectionPoolsAreTaken() {
        street.show(
                virtualService("http: [{" + to("v1") + "}]")
                        + rule(
                                "trafficPolicy: {outlierDetection: {consecutive5xxErrors: 3,"
                                    + " consecutiveGatewayErrors: 0, interval: 5s,"
                                    + " baseEjectionTime: 1m, maxEjectionPercent: 50},"
                                    + " connectionPool: {tcp: {maxConnections: 10, connectTimeout:"
                                    + " 1s, idleTimeout: 1m}, http: {http1MaxPendingRequests: 5,"
                                    + " maxRetries: 3}}}"));
        assertThat(street.mesh.refused()).isEmpty();
        assertThat(street.send(90)).hasSize(3);
    }
}
