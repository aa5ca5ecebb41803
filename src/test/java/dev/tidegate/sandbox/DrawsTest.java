package dev.tidegate.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.sandbox.RouteTable.Destination;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.Map;

class DrawsTest {

    private final Draws draws = new Draws();

    @Test
    void aRequestCountsForTheWeightsThatItWasDrawnBy() {
        // Given draws before and after a change of weights
        draws.count(table(95, 5), "v1");
        draws.count(table(95, 5), "v2");
        Draws.Count before = draws.of("v2", 25);
        draws.count(table(75, 25), "v2");
        // A number twice as large is the same weight
        draws.count(table(150, 50), "v1");
        // Then each share has its own
        assertThat(draws.of("v2", 5)).isEqualTo(new Draws.Count(2, 1));
        assertThat(draws.of("v1", 95)).isEqualTo(new Draws.Count(2, 1));
        assertThat(draws.of("v2", 25).since(before)).isEqualTo(new Draws.Count(2, 1));
        assertThat(draws.of("v2", 50)).isEqualTo(Draws.Count.NONE);
    }

    @ParameterizedTest
    @CsvSource({
        "800, 40, 5, true",
        "800, 75, 5, true",
        "800, 100, 5, false",
        "800, 12, 5, true",
        "800, 5, 5, false",
        "800, 0, 25, false",
        "800, 0, 0, true",
        "800, 1, 0, false",
        "800, 800, 100, true",
        "800, 799, 100, false",
        "0, 0, 5, true"
    })
    void onlyWhatChanceCanHardlyDoDoesNotAgree(long all, long own, double percent, boolean agrees) {
        assertThat(new Draws.Count(all, own).agrees(percent)).isEqualTo(agrees);
    }

    private static RouteTable table(long first, long second) {
        return new RouteTable(
                List.of(new Destination("v1", first), new Destination("v2", second)), Map.of());
    }
}
