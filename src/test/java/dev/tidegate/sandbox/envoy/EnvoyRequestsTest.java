package dev.tidegate.sandbox.envoy;

import static dev.tidegate.sandbox.envoy.Objects.route;
import static dev.tidegate.sandbox.envoy.Objects.rule;
import static dev.tidegate.sandbox.envoy.Objects.to;
import static dev.tidegate.sandbox.envoy.Objects.virtualService;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidegate.sandbox.envoy.Street.Answer;
import dev.tidegate.sandbox.envoy.Street.Got;

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

/** What a route does to single requests, as a real Envoy does it. */
@NeedsEnvoy
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EnvoyRequestsTest {

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
        int before = street.seen();
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
}
