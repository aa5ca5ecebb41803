package dev.tidegate.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.junit.jupiter.api.Test;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;

class BenchLedgerTest {

    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final BenchLedger ledger = new BenchLedger("v2", Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void rollbackIsFromTheAlertToTheFirstWriteWithoutTheCanary() {
        // When
        routed(1_000, 5);
        routed(9_000_000, 0);
        routed(20_000_000, 0);
        // Then
        assertThat(ledger.rollbacks(Map.of("reviews", 2_000_000L)).millis(100)).isEqualTo(7);
    }

    @Test
    void writeBeforeTheCanaryHadTrafficIsNoRollback() {
        // When
        routed(1_000, 0);
        routed(2_000, 5);
        // Then
        assertThat(ledger.off("reviews")).isEmpty();
    }

    @Test
    void missingWriteIsAnError() {
        // Given
        routed(1_000, 5);
        // When, Then
        assertThatThrownBy(() -> ledger.rollbacks(Map.of("reviews", 2_000L)))
                .isInstanceOf(Trouble.class)
                .hasMessage("the write that rolls reviews back is missing");
    }

    @Test
    void stepIsLateByTheDueTimeOfTheOneBefore() {
        // Given a canary with traffic, whose step is due 40 ms before the fixed clock
        routed(1_000, 5);
        committed("1/3", NOW.minusMillis(40));
        // When the next step is committed and routed
        committed("2/3", NOW.plusSeconds(60));
        routed(2_000, 25);
        // Then
        assertThat(ledger.cut().late()).containsExactly(40_000_000L);
    }

    @Test
    void stretchCountsTheWritesSinceTheOneBefore() {
        // Given
        routed(1_000, 5);
        committed("1/3", NOW);
        // When
        ledger.cut();
        routed(2_000, 25);
        // Then
        assertThat(ledger.cut().writes()).isEqualTo(Map.of("VirtualService", 1));
    }

    private void routed(long nanos, int weight) {
        saw(
                "VirtualService",
                "reviews",
                nanos,
                """
                {"spec": {"http": [{"route": [
                  {"destination": {"subset": "v1"}, "weight": %d},
                  {"destination": {"subset": "v2"}, "weight": %d}]}]}}
                """
                        .formatted(100 - weight, weight));
    }

    private void committed(String step, Instant due) {
        saw(
                "Rollout",
                "reviews-1",
                0,
                """
                {"spec": {"service": "reviews"}, "status": {"step": "%s", "due": "%s"}}
                """
                        .formatted(step, due));
    }

    private void saw(String kind, String name, long nanos, String object) {
        try {
            ledger.saw(
                    new ApiServer.Write(
                            "update", kind, "bench", name, nanos, nanos, JSON.readTree(object)));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(object, e);
        }
    }
}
