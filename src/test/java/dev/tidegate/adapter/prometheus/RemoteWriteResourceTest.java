package dev.tidegate.adapter.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidegate.controller.Result;
import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.door.Access;
import dev.tidegate.door.BodyLimit;
import dev.tidegate.door.Caller;
import dev.tidegate.door.Denied;
import dev.tidegate.door.Problem;
import dev.tidegate.door.Right;
import dev.tidegate.door.Verb;

import jakarta.ws.rs.core.Response;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

class RemoteWriteResourceTest {

    private static final String ONE = "application/x-protobuf";
    private static final String TWO = "application/x-protobuf;proto=io.prometheus.write.v2.Request";
    private static final Optional<String> TOKEN = Optional.of("prometheus-token");
    private static final Map<String, String> V2 = Push.requests("web-0", "v2", "200");

    private final Hand clock = new Hand();
    private final WriteScene scene =
            new WriteScene(new Reporter(), s -> !s.name().equals("free"), clock);

    /** Moves when it is told to. */
    private static final class Hand extends Clock {
        private Instant now = Instant.parse("2026-01-31T12:00:00Z");

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        long millis(int seconds) {
            return now.plusSeconds(seconds).toEpochMilli();
        }
    }

    /** Knows one token, which may report for bookinfo, and for one service of shop. */
    private static final class Reporter implements Access {

        @Override
        public Caller identify(Optional<String> token) {
            if (!token.equals(TOKEN)) {
                throw new Denied(Denied.Why.NOBODY, "who are you?");
            }
            return new Caller("prometheus", "", List.of(), Map.of());
        }

        @Override
        public void require(Caller caller, Right right) {
            boolean one = right.namespace().equals("shop") && right.name().equals("cart");
            if (right.verb() != Verb.REPORT || !(one || right.namespace().equals("bookinfo"))) {
                throw Denied.missing(caller, right);
            }
        }
    }

    private Response two(Push push) {
        return scene.post(TOKEN, TWO, push.two());
    }

    private Push scrape(int seconds) {
        return new Push().with(V2, clock.millis(seconds), 100 + seconds);
    }

    private static String detail(Response answer) {
        return ((Problem) answer.getEntity()).detail();
    }

    @ParameterizedTest
    @ValueSource(strings = {ONE, TWO})
    void whatWasWrittenIsToldOnceItIsWhole(String type) {
        // Given
        Push push = scrape(0).with(Map.of("__name__", "up"), clock.millis(0), 1);
        byte[] body = type.equals(ONE) ? push.one() : push.two();
        // When
        Response answer = scene.post(TOKEN, type, body);
        clock.now = clock.now.plusSeconds(15);
        two(scrape(0));
        // Then
        assertThat(answer.getStatus()).isEqualTo(204);
        assertThat(answer.getHeaderString("X-Prometheus-Remote-Write-Samples-Written"))
                .isEqualTo("2");
        assertThat(answer.getHeaderString("X-Prometheus-Remote-Write-Histograms-Written"))
                .isEqualTo("0");
        assertThat(answer.getHeaderString("X-Prometheus-Remote-Write-Exemplars-Written"))
                .isEqualTo("0");
        assertThat(scene.readings.told).hasSize(2);
        assertThat(scene.readings.told.getFirst().service())
                .isEqualTo(new ServiceKey("bookinfo", "reviews"));
        assertThat(scene.readings.told.getFirst().reading().source()).isEqualTo("remote-write");
    }

    @Test
    void withoutKafkaTheSenderIsAskedToSendAgainAndNothingIsLost() {
        two(scrape(0));
        clock.now = clock.now.plusSeconds(15);
        scene.readings.answer = new Result.Unreachable<>("no broker answers");
        Push push = scrape(0);
        assertThat(two(push).getStatus()).isEqualTo(503);
        scene.readings.answer = new Result.Done<>(true);
        assertThat(two(push).getStatus()).isEqualTo(204);
        assertThat(scene.readings.told).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "application/x-protobuf;proto=io.prometheus.write.v3.Request"
            })
    void otherMediaTypesAreNotRead(String type) {
        Response answer = scene.post(TOKEN, type, scrape(0).one());
        assertThat(answer.getStatus()).isEqualTo(415);
        assertThat(detail(answer)).contains(type).contains("io.prometheus.write.v2.Request");
    }

    @Test
    void otherPackingIsNotRead() {
        assertThat(scene.post(TOKEN, ONE, "gzip", scrape(0).one()).getStatus()).isEqualTo(415);
    }

    @Test
    void tooLargeABodyIsRefused() {
        byte[] large = new byte[BodyLimit.WRITES.bytes() + 1];
        assertThat(scene.post(TOKEN, ONE, large).getStatus()).isEqualTo(413);
    }

    @Test
    void spoiltBodyIsRefusedWithAReasonAndTakesNothing() {
        WriteScene open = new WriteScene(Access.OPEN, _ -> true, clock);
        Random random = new Random(5);
        byte[] good = scrape(0).one();
        for (int i = 0; i < 2_000; i++) {
            byte[] bad = good.clone();
            bad[random.nextInt(bad.length)] = (byte) random.nextInt();
            Response answer = open.post(TOKEN, i % 2 == 0 ? ONE : TWO, bad);
            assertThat(answer.getStatus()).isIn(204, 400);
            if (answer.getStatus() == 400) {
                assertThat(detail(answer)).startsWith("body: ").doesNotContain("Exception");
            }
        }
    }

    @Test
    void onlyTheReplicaThatLeadsTakesIt() {
        scene.write.lead(false);
        Response answer = two(scrape(0));
        assertThat(answer.getStatus()).isEqualTo(503);
        assertThat(answer.getHeaderString("Connection")).isEqualTo("close");
        assertThat(answer.getHeaderString("Retry-After")).isNull();
    }

    @Test
    void whoIsNotKnownIsNotLetIn() {
        assertThatThrownBy(() -> scene.post(Optional.empty(), ONE, scrape(0).one()))
                .isInstanceOf(Denied.class);
    }

    @Test
    void servicesThatTheSenderMayNotReportForAreLeftOutAndSaid() {
        Map<String, String> shop = Push.with(V2, "destination_service_namespace", "shop");
        two(scrape(0).with(shop, clock.millis(0), 5));
        clock.now = clock.now.plusSeconds(15);
        two(scrape(0));
        assertThat(scene.readings.told)
                .extracting(told -> told.service().namespace())
                .containsOnly("bookinfo");
        assertThat(scene.leftOut(LeftOut.NO_RIGHT)).isEqualTo(1);
        assertThat(scene.write.notice().orElse("")).contains("may not report for its service");
        // and a request of such alone is refused
        assertThatThrownBy(() -> two(new Push().with(shop, clock.millis(0), 6)))
                .isInstanceOf(Denied.class)
                .hasMessageContaining("report");
    }

    @Test
    void whoMayReportForOneServiceOfANamespaceIsTakenAtThat() {
        Map<String, String> shop = Push.with(V2, "destination_service_namespace", "shop");
        Map<String, String> cart = Push.with(shop, "destination_service_name", "cart");
        two(new Push().with(shop, clock.millis(0), 5).with(cart, clock.millis(0), 7));
        clock.now = clock.now.plusSeconds(15);
        two(new Push().with(cart, clock.millis(0), 9));
        assertThat(scene.readings.told)
                .extracting(told -> told.service().toString())
                .containsOnly("shop/cart");
        assertThat(scene.leftOut(LeftOut.NO_RIGHT)).isEqualTo(1);
    }

    @Test
    void servicesWithoutPolicyAndSeriesWithoutVersionAreLeftOut() {
        two(
                new Push()
                        .with(Push.with(V2, "destination_service_name", "free"), 1, 1)
                        .with(Push.with(V2, "destination_version", "unknown"), 1, 1));
        assertThat(scene.leftOut(LeftOut.NO_POLICY)).isEqualTo(1);
        assertThat(scene.leftOut(LeftOut.NO_VERSION)).isEqualTo(1);
        assertThat(scene.write.notice().orElse(""))
                .contains("no-version: destination_version is missing")
                .doesNotContain("no-policy");
        clock.now = clock.now.plus(Duration.ofMinutes(6));
        assertThat(scene.write.notice()).isEmpty();
    }

    @Test
    void replicaThatLeadsAgainBeginsAnew() {
        two(scrape(0));
        scene.write.lead(false);
        scene.write.lead(true);
        clock.now = clock.now.plusSeconds(15);
        two(scrape(0));
        assertThat(scene.readings.told).isEmpty();
    }
}
