package dev.tidegate.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The alerts about Tidegate itself: each fires, and does not. */
@NeedsPromtool
class TidegateAlertsTest {

    private static final String UP = "tidegate_dependency_up{name=\"leader\"}";

    @TempDir Path directory;

    private List<String> firing(Map<String, String> series) {
        return new Promtool(directory)
                        .ask(
                                series,
                                List.of(new Promtool.Query("ALERTS{alertstate=\"firing\"}", 1_200)))
                        .getFirst()
                        .stream()
                        .peek(alert -> assertThat(alert.labels()).doesNotContainKey("tidegate"))
                        .map(alert -> alert.labels().get("alertname"))
                        .filter(name -> !name.equals("TidegateWatchdog"))
                        .toList();
    }

    /** Twenty minutes of quiet values, and of values that call people. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    TidegateAlertsNotDelivered | alertmanager_notifications_failed_total{integration="webhook"} | 3x80 | 3x75 4x5
                    TidegateAlertsNotDelivered | alertmanager_notifications_failed_total{integration="webhook"} | 0x80 | 0x75 1x5
                    TidegateDependencyDown | tidegate_dependency_up{name="kafka"} | 1x77 0x3 | 1x60 0x20
                    TidegateRollbackStalled | tidegate_rollouts_stalled{phase="RollingBack"} | 0x80 | 0x70 1x10
                    TidegateRollbackStalled | tidegate_rollouts_stalled{phase="RollingBack"} | 0x79 1 | 1x80
                    TidegateReleaseStalled | tidegate_rollouts_stalled{phase="Progressing"} | 0x60 1x20 | 0x20 1x60
                    TidegateDeadLetters | tidegate_dead_letters_total{topic="tidegate.alerts"} | 3x80 | 3x70 4x10
                    TidegateDeadLetters | tidegate_dead_letters_total{topic="tidegate.alerts"} | _x70 0x10 | _x70 1x10
                    TidegateEventsRefused | tidegate_decisions_total{event="deploy",outcome="refused"} | 5x80 | 5x60 6x20
                    TidegateEventsRefused | tidegate_decisions_total{event="deploy",outcome="refused"} | _x60 0x20 | _x60 1x20
                    TidegateAlertsLate | kafka_consumer_fetch_manager_records_lag{topic="tidegate.alerts",partition="1"} | 0x70 5 5 0x8 | 0x70 5x10
                    TidegateAlertsLate | kafka_consumer_fetch_manager_records_lag{topic="tidegate.alerts.bookinfo",partition="1"} | 0x70 5 5 0x8 | 0x70 5x10
                    TidegateConsumerLag | kafka_consumer_fetch_manager_records_lag{topic="tidegate.timers",partition="1"} | 90x80 | 0x50 200x30
                    """)
    void firesOnlyWhenItShould(String alert, String series, String quiet, String loud) {
        assertThat(firing(Map.of(UP, "1x80", series, quiet))).isEmpty();
        assertThat(firing(Map.of(UP, "1x80", series, loud))).containsExactly(alert);
    }

    @Test
    void otherOutcomesAndTopicsCallNobody() {
        assertThat(
                        firing(
                                Map.of(
                                        UP,
                                        "1x80",
                                        "tidegate_decisions_total{event=\"deploy\",outcome=\"moved\"}",
                                        "0+5x80",
                                        "kafka_consumer_fetch_manager_records_lag{topic=\"orders\"}",
                                        "900x80",
                                        "alertmanager_notifications_failed_total{integration=\"slack\"}",
                                        "0+1x80")))
                .isEmpty();
    }

    @Test
    void absentTidegateCallsPeople() {
        assertThat(firing(Map.of(UP, "1x40"))).containsExactly("TidegateAbsent");
    }

    @Test
    void watchdogAlwaysFires() {
        assertThat(
                        new Promtool(directory)
                                .ask(
                                        Map.of(),
                                        List.of(
                                                new Promtool.Query(
                                                        "ALERTS{alertname=\"TidegateWatchdog\"}",
                                                        0),
                                                new Promtool.Query(
                                                        "ALERTS{alertname=\"TidegateWatchdog\"}",
                                                        600))))
                .allSatisfy(answer -> assertThat(answer).hasSize(1));
    }
}
