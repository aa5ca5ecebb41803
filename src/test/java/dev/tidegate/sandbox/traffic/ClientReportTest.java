package dev.tidegate.sandbox.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

class ClientReportTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final ClientLog log = new ClientLog();

    @Test
    void nothingSeenIsNoFailureAndNoShare() {
        ClientReport report = log.report();
        assertThat(report).isEqualTo(ClientReport.NOTHING);
        assertThat(report.share("v1")).isZero();
        assertThat(report.errorRate("v1")).isZero();
        assertThat(report.last("v1")).isEmpty();
        assertThat(report.failuresText()).isEqualTo("0 requests, 0 failed");
        assertThat(report.sharesText("v1")).isEmpty();
    }

    @Test
    void sharesAndErrorRatesAreOfTheVersionsOwnRequests() {
        requests("v1", 200, 6);
        requests("v1", 500, 2);
        requests("v2", 200, 2);
        ClientReport report = log.report();
        assertThat(report.total()).isEqualTo(10);
        assertThat(report.of("v1")).isEqualTo(8);
        assertThat(report.share("v1")).isEqualTo(80);
        assertThat(report.errorRate("v1")).isEqualTo(25);
        assertThat(report.errorRate("v2")).isZero();
        assertThat(report.failed()).isEqualTo(2);
    }

    @Test
    void aRequestThatNoPodTookCountsForNone() {
        log.accept(access(0, Optional.empty(), "NC", 503));
        assertThat(log.report().of(ClientReport.NONE)).isEqualTo(1);
        assertThat(log.report().errorRate(ClientReport.NONE)).isEqualTo(100);
    }

    @Test
    void failuresAreToldByTheirReasons() {
        requests("v1", 200, 3);
        requests("v1", 502, 2);
        log.accept(access(0, Optional.empty(), "NC", 503));
        assertThat(log.report().failuresText())
                .isEqualTo("6 requests, 3 failed (1 NC, 2 status 502)");
    }

    @ParameterizedTest
    @CsvSource({
        "'', 200, false", "'', 404, false", "'', 500, true", "NR, 404, true", "UH, 503, true",
        "DC, 0, false", "DC, 503, false", "UF, 0, true", "'', 0, false", "UC, 200, true"
    })
    void aFailureIsWhatGaveTheClientNoGoodAnswer(String flags, int status, boolean failed) {
        assertThat(access(0, Optional.of("v1"), flags, status).failed()).isEqualTo(failed);
    }

    @Test
    void theLastRequestIsTheOneThatBeganLast() {
        log.accept(access(5, Optional.of("v2"), "", 200));
        log.accept(access(3, Optional.of("v2"), "", 200));
        assertThat(log.report().last("v2")).contains(START.plusSeconds(5));
    }

    @Test
    void sharesAreToldForEachSecond() {
        log.accept(access(0, Optional.of("v1"), "", 200));
        log.accept(access(1, Optional.of("v1"), "", 200));
        log.accept(access(1, Optional.of("v2"), "", 200));
        log.accept(access(2, Optional.of("v2"), "", 200));
        assertThat(log.report().sharesText("v2")).isEqualTo("0 50 100");
    }

    @Test
    void whatWasSeenSinceIsTheRest() {
        requests("v1", 200, 3);
        requests("v2", 500, 1);
        ClientReport before = log.report();
        log.accept(access(7, Optional.of("v1"), "", 503));
        ClientReport since = log.report().since(before);
        assertThat(since.requests()).isEqualTo(Map.of("v1", 1L));
        assertThat(since.failures()).isEqualTo(Map.of("v1", 1L));
        assertThat(since.reasons()).isEqualTo(Map.of("status 503", 1L));
        assertThat(since.seconds()).isEqualTo(Map.of(START.plusSeconds(7), Map.of("v1", 1L)));
        assertThat(since.last()).isEqualTo(Map.of("v1", START.plusSeconds(7)));
        assertThat(log.report().since(log.report())).isEqualTo(ClientReport.NOTHING);
    }

    @Test
    void aReportStaysAsItWas() {
        requests("v1", 200, 1);
        ClientReport report = log.report();
        requests("v1", 200, 1);
        assertThat(report.of("v1")).isEqualTo(1);
        assertThat(report.seconds()).isEqualTo(Map.of(START, Map.of("v1", 1L)));
    }

    @Test
    void onlyTheLastSecondsAreKept() {
        for (int second = 0; second <= ClientReport.SECONDS; second++) {
            log.accept(access(second, Optional.of("v1"), "", 200));
        }
        assertThat(log.report().seconds()).hasSize(ClientReport.SECONDS).doesNotContainKey(START);
        assertThat(log.report().total()).isEqualTo(ClientReport.SECONDS + 1L);
    }

    private void requests(String version, int status, int n) {
        for (int i = 0; i < n; i++) {
            log.accept(access(0, Optional.of(version), "", status));
        }
    }

    private static Access access(int second, Optional<String> version, String flags, int status) {
        return new Access(
                START.plusSeconds(second),
                "primary",
                Map.of("v1", 50.0, "v2", 50.0),
                version,
                version,
                flags,
                status);
    }
}
