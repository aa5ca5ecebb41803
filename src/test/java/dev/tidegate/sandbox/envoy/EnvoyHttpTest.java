package dev.tidegate.sandbox.envoy;

import static dev.tidegate.sandbox.envoy.Objects.route;
import static dev.tidegate.sandbox.envoy.Objects.rule;
import static dev.tidegate.sandbox.envoy.Objects.split;
import static dev.tidegate.sandbox.envoy.Objects.to;
import static dev.tidegate.sandbox.envoy.Objects.virtualService;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.selection.Chance;
import dev.tidegate.sandbox.traffic.Access;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Path;
import java.util.Map;

/** HTTP routes as a real Envoy takes them. */
@NeedsEnvoy
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EnvoyHttpTest {

    private static final int REQUESTS = 600;

    private Street street;

    @BeforeAll
    void open(@TempDir Path directory) {
        street = new Street(directory, Street.QUICK);
        street.pod("reviews", "v1", "v1", request -> request.response().end("v1"));
        street.pod("reviews", "v2", "v2", request -> request.response().end("v2"));
        street.pod("ratings", "v1", "ratings", request -> request.response().end("ratings"));
        street.pod(
                "failing", "v1", "failing", request -> request.response().setStatusCode(503).end());
        street.pod(
                "slow",
                "v1",
                "slow",
                request -> street.vertx.setTimer(60_000, t -> request.response().end("slow")));
    }

    @AfterAll
    void close() {
        street.close();
    }

    @Test
    void weightsDivideRequestsAndTheLogTellsByWhichShares() {
        street.show(route(split(75, 25)));
        int before = street.seen();
        Map<String, Integer> counts = street.send(REQUESTS);
        Chance.assertShare(counts.getOrDefault("v2", 0), REQUESTS, 0.25, 10);
        Access last = street.logged(before + REQUESTS);
        assertThat(last.split()).isEqualTo(Map.of("v1", 75.0, "v2", 25.0));
        assertThat(last.route()).isEqualTo("primary");
        assertThat(last.failed()).isFalse();
        long v2 = street.log.stream().skip(before).filter(a -> isOf(a, "v2")).count();
        assertThat(v2).isEqualTo((long) counts.getOrDefault("v2", 0));
    }

    private static boolean isOf(Access access, String version) {
        return access.version().filter(version::equals).isPresent()
                && access.destination().filter(version::equals).isPresent();
    }

    @Test
    void aSingleDestinationGetsEverythingWhateverItsWeightAndZeroOfSeveralGetsNothing() {
        street.show(route("route: [{destination: {host: reviews, subset: v2}, weight: 0}]"));
        assertThat(street.send(20)).isEqualTo(Map.of("v2", 20));
        street.show(route(split(0, 7)));
        assertThat(street.send(20)).isEqualTo(Map.of("v2", 20));
    }

    @Test
    void aSubsetThatNoRuleDefinesIsAnsweredWith503AndTheFlagNc() {
        street.show(route(to("v3")));
        int before = street.seen();
        assertThat(street.get("/", Map.of()).status()).isEqualTo(503);
        Access access = street.logged(before + 1);
        assertThat(access.flags()).isEqualTo("NC");
        assertThat(access.version()).isEmpty();
        assertThat(access.failed()).isTrue();
    }

    @Test
    void aSubsetWithoutPodsIsAnsweredWith503AndTheFlagUh() {
        street.show(virtualService("http: [{" + to("v9") + "}]") + ruleWith("v9"));
        int before = street.seen();
        assertThat(street.get("/", Map.of()).status()).isEqualTo(503);
        assertThat(street.logged(before + 1).flags()).isEqualTo("UH");
    }

    private static String ruleWith(String version) {
        return rule("").replace("v2", version);
    }

    @Test
    void aHostThatIsNotThereIsAnsweredWith503AndTheFlagNc() {
        street.show(route("route: [{destination: {host: reviews-v2}}]"));
        int before = street.seen();
        assertThat(street.get("/", Map.of()).status()).isEqualTo(503);
        Access access = street.logged(before + 1);
        assertThat(access.flags()).isEqualTo("NC");
        assertThat(access.split()).isEqualTo(Map.of("reviews-v2", 100.0));
    }

    @Test
    void aRequestThatNoRouteMatchesIsAnsweredWith404AndTheFlagNr() {
        street.show(route("match: [{uri: {exact: /only}}], " + to("v1")));
        int before = street.seen();
        assertThat(street.get("/other", Map.of()).status()).isEqualTo(404);
        assertThat(street.logged(before + 1).flags()).isEqualTo("NR");
    }

    @Test
    void aPodThatNobodyListensForIsAnsweredWith503AndTheFlagUf() {
        Pod gone = street.add("reviews", "v8", 9080, dev.tidegate.sandbox.Net.freePort());
        street.show(virtualService("http: [{" + to("v8") + "}]") + ruleWith("v8"));
        int before = street.seen();
        assertThat(street.get("/", Map.of()).status()).isEqualTo(503);
        assertThat(street.logged(before + 1).flags()).contains("UF");
        street.pods.remove(gone);
    }

    @Test
    void aTimeoutIsAnsweredWith504AndTheFlagUt() {
        street.show(route("timeout: 50ms, route: [{destination: {host: slow}}]"), moreServices());
        int before = street.seen();
        assertThat(street.get("/", Map.of()).status()).isEqualTo(504);
        Access access = street.logged(before + 1);
        assertThat(access.flags()).isEqualTo("UT");
        assertThat(access.status()).isEqualTo(504);
    }

    private static String moreServices() {
        return Street.SERVICES
                + """
                - {kind: Service, metadata: {name: slow, namespace: bookinfo},
                   spec: {selector: {app: slow}, ports: [{name: http, port: 9080}]}}
                - {kind: Service, metadata: {name: failing, namespace: bookinfo},
                   spec: {selector: {app: failing}, ports: [{name: http, port: 9080}]}}
                """;
    }

    @Test
    void aTryThatIsTooSlowIsEndedByItsOwnTimeout() {
        street.show(
                route(
                        "retries: {attempts: 1, perTryTimeout: 50ms, retryOn: gateway-error},"
                                + " route: [{destination: {host: slow}}]"),
                moreServices());
        assertThat(street.get("/", Map.of()).status()).isEqualTo(504);
    }

    @ParameterizedTest
    @CsvSource({"2, 3", "1, 2", "0, 1"})
    void attemptsBoundTheRetries(int attempts, int tries) {
        // Given a pod that answers 503 at once
        street.show(
                route(
                        "retries: {attempts: %d, retryOn: \"503\"}, route: [{destination: {host: failing}}]"
                                .formatted(attempts)),
                moreServices());
        long before = street.got.stream().filter(g -> g.pod().equals("failing")).count();
        // When it is asked once, Then it was asked so often
        assertThat(street.get("/", Map.of()).status()).isEqualTo(503);
        assertThat(street.got.stream().filter(g -> g.pod().equals("failing")).count() - before)
                .isEqualTo(tries);
    }

    @Test
    void aServiceWithoutAVirtualServiceIsReachedAsItIs() {
        street.show("[]");
        assertThat(street.get("ratings", "/", Map.of()).body()).isEqualTo("ratings");
        assertThat(street.get("ratings.bookinfo.svc.cluster.local", "/", Map.of()).body())
                .isEqualTo("ratings");
        assertThat(street.send(40)).containsOnlyKeys("v1", "v2");
    }

    @Test
    void whatIsNotTranslatedKeepsTheFormerRoutesAndIsTold() {
        street.show(route(to("v2")));
        int told = street.told.size();
        street.show(route("fault: {abort: {httpStatus: 500}}, " + to("v1")));
        assertThat(street.mesh.refused())
                .hasValueSatisfying(
                        why ->
                                assertThat(why)
                                        .startsWith(
                                                "VirtualService bookinfo/reviews:"
                                                        + " spec.http[0].fault is not translated"));
        assertThat(street.send(5)).isEqualTo(Map.of("v2", 5));
        street.show(route(to("v1")));
        assertThat(street.mesh.refused()).isEmpty();
        assertThat(street.told).hasSize(told + 2);
    }

    @Test
    void whatEnvoyRefusesKeepsTheFormerRoutesAndIsTold() {
        street.show(route(to("v2")));
        street.show(route("match: [{uri: {regex: '('}}], " + to("v1")));
        assertThat(street.mesh.refused())
                .hasValueSatisfying(why -> assertThat(why).contains("missing )"));
        assertThat(street.send(5)).isEqualTo(Map.of("v2", 5));
        street.show(route(to("v1")));
        assertThat(street.mesh.refused()).isEmpty();
    }
}
