package dev.tidegate.adapter.policies;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.tidegate.controller.Policies.Remembered;
import dev.tidegate.core.event.Alert;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What is remembered of alerts, and what ends that. */
class AlertMemoryTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration LASTING = Duration.ofHours(8);

    private RolloutPolicyStatus status = RolloutPolicyStatus.NONE;

    private AlertMemory at(Instant now) {
        return new AlertMemory(status, LASTING, now);
    }

    private static Instant minute(long minute) {
        return NOON.plus(Duration.ofMinutes(minute));
    }

    private static Alert alert(String fingerprint, long startMinute) {
        return new Alert(
                "ErrorRate",
                "critical",
                Optional.of("1.29.0"),
                Optional.of("reviews-v2"),
                fingerprint,
                minute(startMinute),
                Optional.empty());
    }

    private List<String> firing(Instant now) {
        return at(now).firing().stream().map(each -> each.alert().identity()).toList();
    }

    /**
     * An alert that began at 12:00 is resolved; times are minutes of the alert's own, and of when
     * it is read.
     */
    @ParameterizedTest
    @CsvSource({
        "0,  5,  ends it, as Alertmanager tells it",
        "5,  5,  ends it, as Grafana 12 tells it",
        "0,  0,  ends it, though it was over at once",
        "0, -9,  ends it, though the sender's end is wrong",
        "-5, 0,  ends it, and an earlier firing",
    })
    void resolvedAlertEndsWhatBeganByItsEnd(long start, long end, String why) {
        status = at(minute(1)).fired(alert("f", 0));
        status = at(minute(6)).resolved(alert("f", start).endedAt(minute(end)));
        assertThat(firing(minute(6))).as(why).isEmpty();
        // and a late copy of it is none
        status = at(minute(7)).fired(alert("f", 0));
        assertThat(firing(minute(7))).isEmpty();
    }

    @Test
    void firingThatBeginsAfterTheEndStays() {
        status = at(minute(1)).fired(alert("f", 0));
        status = at(minute(6)).fired(alert("f", 6));
        status = at(minute(7)).fired(alert("g", 0));
        status = at(minute(8)).resolved(alert("f", 5).endedAt(minute(5)));
        assertThat(firing(minute(8)))
                .containsExactly(alert("f", 6).identity(), alert("g", 0).identity());
    }

    @Test
    void endThatIsStillToComeEndsNothingThatHasNotBegun() {
        status = at(minute(1)).resolved(alert("f", 0).endedAt(minute(99)));
        status = at(minute(6)).fired(alert("f", 5));
        assertThat(firing(minute(6))).containsExactly(alert("f", 5).identity());
    }

    @Test
    void ofTheEndsOfASeriesTheLastOneIsKept() {
        status = at(minute(1)).resolved(alert("f", 0).endedAt(minute(1)));
        status = at(minute(5)).resolved(alert("f", 4).endedAt(minute(5)));
        assertThat(at(minute(5)).resolved()).containsExactly(alert("f", 4).endedAt(minute(5)));
        // and a late copy of an earlier end writes nothing
        assertThat(at(minute(6)).resolved(alert("f", 0).endedAt(minute(1)))).isSameAs(status);
    }

    @Test
    void repeatIsWrittenDownOnlyWhenAQuarterOfTheMemoryHasPassed() {
        Alert alert = alert("f", 0);
        status = at(minute(0)).fired(alert);
        assertThat(at(minute(119)).fired(alert)).isSameAs(status);
        status = at(minute(120)).fired(alert);
        assertThat(at(minute(121)).firing()).containsExactly(new Remembered(alert, minute(120)));
        assertThat(at(minute(121)).forgets()).contains(minute(120 + 8 * 60));
    }

    @Test
    void alertThatIsRepeatedIsNeverForgotten() {
        Alert alert = alert("f", 0);
        for (long minute = 0; minute < 10_000; minute += 240) {
            status = at(minute(minute)).fired(alert);
            assertThat(firing(minute(minute))).hasSize(1);
        }
    }

    @Test
    void tidyStatusIsLeftAsItIs() {
        assertThat(at(NOON).tidied()).isSameAs(status);
        status = at(NOON).fired(alert("f", 0));
        assertThat(at(minute(1)).tidied()).isSameAs(status);
    }

    @Test
    void whatAnOlderVersionWroteIsReadAndItsTimeBeginsNow() throws JsonProcessingException {
        // Given a status without workloads, ends and last repeats
        status =
                new ObjectMapper()
                        .readValue(
                                """
                                {"firing": [{"alert": "ErrorRate", "severity": "critical",
                                   "version": "reviews-v2", "fingerprint": "f",
                                   "startsAt": "2025-01-01T00:00:00Z"}],
                                 "resolved": [{"alert": "ErrorRate", "severity": "critical",
                                   "fingerprint": "g", "startsAt": "2025-01-01T00:00:00Z"}]}\
                                """,
                                RolloutPolicyStatus.class);
        // When it is tidied, then nothing is lost at once, and the firing one is in time
        status = at(NOON).tidied();
        assertThat(firing(minute(479))).containsExactly("f@2025-01-01T00:00:00Z");
        assertThat(firing(minute(480))).isEmpty();
        assertThat(at(NOON).resolved()).hasSize(1);
        assertThat(at(NOON).tidied()).isEqualTo(status);
    }
}
