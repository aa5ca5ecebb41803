package dev.tidegate.sandbox.envoy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidegate.adapter.otlp.Receiving;
import dev.tidegate.core.analysis.Tally;
import dev.tidegate.sandbox.Net;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** What a real Envoy sends by OTLP is what its callers have met. */
@NeedsEnvoy
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EnvoyOtlpTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int REQUESTS = 200;

    private static final String OBJECTS =
            """
            - kind: VirtualService
              metadata: {name: reviews, namespace: bookinfo}
              spec:
                hosts: [reviews]
                http:
                - {name: broken, match: [{uri: {prefix: /broken}}], retries: {attempts: 0}, %1$s v2}}]}
                - {name: missing, match: [{uri: {prefix: /missing}}], %1$s v1}}]}
                - {name: refused, match: [{uri: {prefix: /refused}}], %1$s v3}}]}
                - {name: empty, match: [{uri: {prefix: /empty}}], %1$s v4}}]}
                - {name: unknown, match: [{uri: {prefix: /unknown}}], %1$s v9}}]}
                - {name: late, match: [{uri: {prefix: /late}}], timeout: 0.1s, retries: {attempts: 0}, %1$s v5}}]}
                - {name: gone, match: [{uri: {prefix: /gone}}], %1$s v5}}]}
                - {name: cut, match: [{uri: {prefix: /cut}}], retries: {attempts: 0}, %1$s v6}}]}
                - {name: slow, match: [{uri: {prefix: /slow}}], %1$s v7}}]}
                - {name: copied, match: [{uri: {prefix: /copied}}], mirror: {host: reviews, subset: v2}, %1$s v1}}]}
                - name: primary
                  route:
                  - {destination: {host: reviews, subset: v1}, weight: 75}
                  - {destination: {host: reviews, subset: v2}, weight: 25}
            - kind: DestinationRule
              metadata: {name: reviews, namespace: bookinfo}
              spec:
                host: reviews
                subsets: [%2$s]
            """
                    .formatted(
                            "route: [{destination: {host: reviews, subset:",
                            "{name: v1, labels: {version: v1}}, {name: v2, labels: {version: v2}},"
                                + " {name: v3, labels: {version: v3}}, {name: v4, labels: {version:"
                                + " v4}}, {name: v5, labels: {version: v5}}, {name: v6, labels:"
                                + " {version: v6}}, {name: v7, labels: {version: v7}}");

    private final Receiving receiving = new Receiving();
    private Receiving.Listening port;
    private Street street;

    @BeforeAll
    void open(@TempDir Path directory) throws IOException {
        port = receiving.listen();
        Proxy callers = Proxy.in("bookinfo").logging(port.number());
        street = new Street(directory, Street.QUICK, callers);
        street.pod(
                "reviews",
                "v1",
                "v1",
                request ->
                        request.response()
                                .setStatusCode(request.uri().equals("/missing") ? 404 : 200)
                                .end());
        street.pod("reviews", "v2", "v2", request -> request.response().setStatusCode(500).end());
        street.add("reviews", "v3", 9080, Net.freePort());
        street.pod("reviews", "v5", "v5", request -> {});
        street.pod("reviews", "v6", "v6", request -> request.connection().close());
        street.pod(
                "reviews",
                "v7",
                "v7",
                request -> street.vertx.setTimer(120, _ -> request.response().end()));
        street.show(OBJECTS);
    }

    @AfterAll
    void close() {
        street.close();
        port.close();
    }

    @Test
    void requestsAndFailuresOfBothVersionsAreExactlyThoseOfTheCallers() {
        // When
        Map<String, Integer> met = street.send(REQUESTS);
        int failed = met.getOrDefault("status 500", 0);
        // Then
        assertThat(failed).isBetween(20, 90);
        awaitCounted("primary", "v2", new Tally(failed, failed));
        awaitCounted("primary", "v1", new Tally(REQUESTS - failed, 0));
    }

    @Test
    void whatAVersionAnsweredIsItsFailureOrNot() {
        street.get("/broken", Map.of());
        street.get("/missing", Map.of());
        awaitCounted("broken", "v2", new Tally(1, 1));
        awaitCounted("missing", "v1", new Tally(1, 0));
    }

    @Test
    void noAnswerIsAFailureOfTheVersionThatWasToAnswer() {
        for (String path : new String[] {"/refused", "/empty", "/late", "/cut"}) {
            assertThat(street.get(path, Map.of()).status()).as(path).isGreaterThanOrEqualTo(503);
        }
        awaitCounted("refused", "v3", new Tally(1, 1));
        awaitCounted("empty", "v4", new Tally(1, 1));
        awaitCounted("late", "v5", new Tally(1, 1));
        awaitCounted("cut", "v6", new Tally(1, 1));
    }

    @Test
    void aRouteThatLeadsNowhereNamesNoVersion() {
        double before = receiving.records("versionless");
        assertThat(street.get("/unknown", Map.of()).status()).isEqualTo(503);
        await().atMost(PATIENCE).until(() -> receiving.records("versionless") == before + 1);
    }

    @Test
    void aClientThatGoesAwayIsNoFailure() throws IOException {
        street.asks();
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), street.http)) {
            client.getOutputStream()
                    .write(
                            "GET /gone HTTP/1.1\r\nHost: reviews:9080\r\n\r\n"
                                    .getBytes(StandardCharsets.US_ASCII));
            await().atMost(PATIENCE)
                    .until(() -> street.got.stream().anyMatch(got -> got.uri().equals("/gone")));
        }
        awaitCounted("gone", "v5", new Tally(1, 0));
    }

    @Test
    void aSlowAnswerIsSlowerThanTheBoundariesBelowIt() {
        street.get("/slow", Map.of());
        awaitCounted("slow", "v7", new Tally(1, 0));
        assertThat(receiving.told("slow", "v7"))
                .containsEntry("slower-than-100", new Tally(1, 1))
                .containsEntry("slower-than-2500", new Tally(1, 0));
    }

    @Test
    void aMirroredCopyCountsForNobody() {
        street.get("/copied", Map.of());
        awaitCounted("copied", "v1", new Tally(1, 0));
        assertThat(receiving.told("copied", "v2")).isEmpty();
    }

    private void awaitCounted(String route, String version, Tally failures) {
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> {
                            receiving.more();
                            assertThat(receiving.told(route, version))
                                    .as("%s by %s", version, route)
                                    .containsEntry("failures", failures);
                        });
    }
}
