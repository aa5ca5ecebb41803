package dev.tidegate.sandbox.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Map;

class DrawsTest {

    private final Draws draws = new Draws();

    @Test
    void aRequestCountsForTheWeightsThatItWasDrawnBy() {
        // Given draws before and after a change of weights
        draws.count(split(95, 5), "v1");
        draws.count(split(95, 5), "v2");
        Draws.Count before = draws.of("v2", 25);
        draws.count(split(75, 25), "v2");
        draws.count(split(75, 25), "v1");
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

    private static Map<String, Double> split(double first, double second) {
        return Map.of("v1", first, "v2", second);
    }
}
