package dev.tidegate.sandbox.envoy;

import static dev.tidegate.sandbox.envoy.Objects.route;
import static dev.tidegate.sandbox.envoy.Objects.rule;
import static dev.tidegate.sandbox.envoy.Objects.split;
import static dev.tidegate.sandbox.envoy.Objects.to;
import static dev.tidegate.sandbox.envoy.Objects.virtualService;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidegate.core.distribution.selection.Chance;
import dev.tidegate.sandbox.envoy.Street.Answer;
import dev.tidegate.sandbox.envoy.Street.Got;
import dev.tidegate.sandbox.traffic.Access;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Path;
import java.util.List;
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
        int before = street.log.size();
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
        int before = street.log.size();
        assertThat(street.get("/", Map.of()).status()).isEqualTo(503);
        Access access = street.logged(before + 1);
        assertThat(access.flags()).isEqualTo("NC");
        assertThat(access.version()).isEmpty();
        assertThat(access.failed()).isTrue();
    }

    @Test
    void aSubsetWithoutPodsIsAnsweredWith503AndTheFlagUh() {
        street.show(virtualService("http: [{" + to("v9") + "}]") + ruleWith("v9"));
        int before = street.log.size();
        assertThat(street.get("/", Map.of()).status()).isEqualTo(503);
        assertThat(street.logged(before + 1).flags()).isEqualTo("UH");
    }

    private static String ruleWith(String version) {
        return rule("").replace("v2", version);
    }

    @Test
    void aHostThatIsNotThereIsAnsweredWith503AndTheFlagNc() {
        street.show(route("route: [{destination: {host: reviews-v2}}]"));
        int before = street.log.size();
        assertThat(street.get("/", Map.of()).status()).isEqualTo(503);
        Access access = street.logged(before + 1);
        assertThat(access.flags()).isEqualTo("NC");
        assertThat(access.split()).isEqualTo(Map.of("reviews-v2", 100.0));
    }

    @Test
    void aRequestThatNoRouteMatchesIsAnsweredWith404AndTheFlagNr() {
        street.show(route("match: [{uri: {exact: /only}}], " + to("v1")));
        int before = street.log.size();
        assertThat(street.get("/other", Map.of()).status()).isEqualTo(404);
        assertThat(street.logged(before + 1).flags()).isEqualTo("NR");
    }

    @Test
    void aPodThatNobodyListensForIsAnsweredWith503AndTheFlagUf() {
        Pod gone = street.add("reviews", "v8", 9080, dev.tidegate.sandbox.Net.freePort());
        street.show(virtualService("http: [{" + to("v8") + "}]") + ruleWith("v8"));
        int before = street.log.size();
        assertThat(street.get("/", Map.of()).status()).isEqualTo(503);
        assertThat(street.logged(before + 1).flags()).contains("UF");
        street.pods.remove(gone);
    }

    @Test
    void aTimeoutIsAnsweredWith504AndTheFlagUt() {
        street.show(route("timeout: 50ms, route: [{destination: {host: slow}}]"), slowService());
        int before = street.log.size();
        assertThat(street.get("/", Map.of()).status()).isEqualTo(504);
        Access access = street.logged(before + 1);
        assertThat(access.flags()).isEqualTo("UT");
        assertThat(access.status()).isEqualTo(504);
    }

    private static String slowService() {
        return Street.SERVICES
                + """
                - {kind: Service, metadata: {name: slow, namespace: bookinfo},
                   spec: {selector: {app: slow}, ports: [{name: http, port: 9080}]}}
                """;
    }

    @Test
    void perTryTimeoutAndAttemptsBoundTheRetries() {
        street.show(
                route(
                        "retries: {attempts: 2, perTryTimeout: 50ms, retryOn:"
                                + " \"gateway-error,503\"}, route: [{destination: {host: slow}}]"),
                slowService());
        long before = street.got.stream().filter(g -> g.pod().equals("slow")).count();
        assertThat(street.get("/", Map.of()).status()).isEqualTo(504);
        assertThat(street.got.stream().filter(g -> g.pod().equals("slow")).count() - before)
                .isEqualTo(3);
    }

    @Test
    void attemptsOfZeroTryOnce() {
        street.show(
                route(
                        "timeout: 80ms, retries: {attempts: 0}, route: [{destination: {host:"
                                + " slow}}]"),
                slowService());
        long before = street.got.stream().filter(g -> g.pod().equals("slow")).count();
        assertThat(street.get("/", Map.of()).status()).isEqualTo(504);
        assertThat(street.got.stream().filter(g -> g.pod().equals("slow")).count() - before)
                .isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "uri: {prefix: /beta}                          | /beta/1 | x-a | 1    | v2",
                "uri: {prefix: /beta}                          | /1      | x-a | 1    | v1",
                "uri: {exact: /beta}                           | /beta   | x-a | 1    | v2",
                "uri: {exact: /beta}                           | /beta/1 | x-a | 1    | v1",
                "uri: {exact: /BETA}, ignoreUriCase: true      | /beta   | x-a | 1    | v2",
                "uri: {regex: '/b.*'}                          | /beta   | x-a | 1    | v2",
                "headers: {x-a: {exact: beta}}                 | /       | x-a | beta | v2",
                "headers: {x-a: {exact: beta}}                 | /       | x-a | b    | v1",
                "headers: {x-a: {prefix: be}}                  | /       | x-a | beta | v2",
                "headers: {x-a: {regex: 'b.t.'}}               | /       | x-a | beta | v2",
                "headers: {x-a: {}}                            | /       | x-a | any  | v2",
                "headers: {x-a: {}}                            | /       | x-b | any  | v1",
                "withoutHeaders: {x-a: {exact: beta}}          | /       | x-b | any  | v2",
                "withoutHeaders: {x-a: {exact: beta}}          | /       | x-a | beta | v1",
                "withoutHeaders: {x-a: {}}                     | /       | x-a | any  | v1",
                "headers: {cookie: {regex: '.*team=a.*'}}      | /       | cookie | u=1; team=a |"
                        + " v2",
                "headers: {cookie: {regex: '.*team=a.*'}}      | /       | cookie | u=1         |"
                        + " v1",
                "queryParams: {group: {exact: beta}}           | /?group=beta | x-a | 1 | v2",
                "queryParams: {group: {exact: beta}}           | /?group=b    | x-a | 1 | v1",
                "queryParams: {group: {}}                      | /?group=b    | x-a | 1 | v2",
                "method: {exact: GET}                          | /       | x-a | 1    | v2",
                "method: {exact: POST}                         | /       | x-a | 1    | v1",
                "authority: {prefix: reviews}                  | /       | x-a | 1    | v2",
                "scheme: {exact: http}                         | /       | x-a | 1    | v2",
                "port: 9080                                    | /       | x-a | 1    | v2",
                "port: 9081                                    | /       | x-a | 1    | v1",
                "sourceLabels: {app: page}                     | /       | x-a | 1    | v2",
                "sourceLabels: {app: other}                    | /       | x-a | 1    | v1",
                "sourceNamespace: bookinfo                     | /       | x-a | 1    | v2",
                "sourceNamespace: shop                         | /       | x-a | 1    | v1",
                "gateways: [mesh]                              | /       | x-a | 1    | v2",
                "gateways: [istio-ingress]                     | /       | x-a | 1    | v1"
            })
    void aMatchTakesTheRequestsThatItNames(
            String match, String uri, String header, String value, String version) {
        street.show(
                virtualService(
                                "http: [{name: beta, match: [{%s}], %s}, {name: rest, %s}]"
                                        .formatted(match, to("v2"), to("v1")))
                        + rule(""));
        assertThat(street.get(uri, Map.of(header, value)).body()).isEqualTo(version);
    }

    @Test
    void ofSeveralMatchesOneIsEnoughAndItsNameIsInTheLog() {
        street.show(
                virtualService(
                                "http: [{name: beta, match: [{uri: {exact: /a}}, {name: second, uri: {exact: /b}}], %s}, {%s}]"
                                        .formatted(to("v2"), to("v1")))
                        + rule(""));
        int before = street.log.size();
        assertThat(street.get("/b", Map.of()).body()).isEqualTo("v2");
        assertThat(street.logged(before + 1).route()).isEqualTo("beta.second");
        assertThat(street.get("/c", Map.of()).body()).isEqualTo("v1");
    }

    @Test
    void headersAreSetAddedAndTakenAwayOnBothWaysOfRouteAndDestination() {
        street.show(
                route(
                        "headers: {request: {set: {x-route: r}, remove: [x-secret]}, response:"
                            + " {set: {x-a: route}}}, route: [{destination: {host: reviews, subset:"
                            + " v2}, headers: {request: {add: {x-to: d}}, response: {add: {x-b:"
                            + " dest}}}}]"));
        Answer answer = street.get("/", Map.of("x-secret", "s", "x-route", "mine"));
        assertThat(answer.headers()).containsEntry("x-a", "route").containsEntry("x-b", "dest");
        Got got = last();
        assertThat(got.headers())
                .containsEntry("x-route", "r")
                .containsEntry("x-to", "d")
                .doesNotContainKey("x-secret");
    }

    private Got last() {
        return List.copyOf(street.got).getLast();
    }

    @Test
    void headersOfADestinationAmongSeveralAreItsOwn() {
        street.show(
                route(
                        "route: [{destination: {host: reviews, subset: v1}, weight: 50},"
                                + " {destination: {host: reviews, subset: v2}, weight: 50,"
                                + " headers: {response: {set: {set-cookie: group=v2}}}}]"));
        for (int i = 0; i < 40; i++) {
            Answer answer = street.get("/", Map.of());
            assertThat(answer.headers().containsKey("set-cookie"))
                    .isEqualTo(answer.body().equals("v2"));
        }
    }

    @Test
    void pathAndHostAreRewritten() {
        street.show(
                route(
                        "match: [{uri: {prefix: /old}}], rewrite: {uri: /new, authority:"
                                + " other.example.org}, "
                                + to("v1")));
        street.get("/old/1?a=b", Map.of());
        assertThat(last().uri()).isEqualTo("/new/1?a=b");
        assertThat(last().authority()).startsWith("other.example.org");
        street.show(
                route(
                        "rewrite: {uriRegexRewrite: {match: '^/v[0-9]+/(.*)', rewrite: '/\\1'}}, "
                                + to("v1")));
        street.get("/v12/stars", Map.of());
        assertThat(last().uri()).isEqualTo("/stars");
    }

    @Test
    void mirrorsGetCopiesWithTheirShareAndTheAnswerIsTheRoutes() {
        street.show(
                route(
                        "mirrors: [{destination: {host: ratings}, percentage: {value: 100}},"
                                + " {destination: {host: reviews, subset: v2}, percentage: {value:"
                                + " 0}}], "
                                + to("v1")));
        long before = copies();
        assertThat(street.send(20)).isEqualTo(Map.of("v1", 20));
        await().atMost(Street.PATIENCE).until(() -> copies() - before == 20);
        assertThat(last().authority()).contains("-shadow");
        street.show(route("mirror: {host: ratings}, mirrorPercentage: {value: 25}, " + to("v1")));
        long then = copies();
        int sent = street.send(REQUESTS).getOrDefault("v1", 0);
        assertThat(sent).isEqualTo(REQUESTS);
        assertThat(copies() - then).isBetween(1L, (long) REQUESTS - 1);
    }

    private long copies() {
        return street.got.stream().filter(g -> g.pod().equals("ratings")).count();
    }

    @Test
    void redirectsAndDirectResponsesComeFromTheProxy() {
        street.show(
                virtualService(
                                "http: [{match: [{uri: {exact: /r}}], redirect: {uri: /there,"
                                        + " authority: a.example.org, redirectCode: 302}},"
                                        + " {match: [{uri: {exact: /d}}], directResponse: {status: 418, body: {string: tea}}}, {%s}]"
                                                .formatted(to("v1")))
                        + rule(""));
        Answer redirect = street.get("/r", Map.of());
        assertThat(redirect.status()).isEqualTo(302);
        assertThat(redirect.headers()).containsEntry("location", "http://a.example.org/there");
        assertThat(street.get("/d", Map.of()))
                .matches(a -> a.status() == 418 && a.body().equals("tea"));
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
