package dev.tidegate.core.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidegate.core.distribution.Distribution;
import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.distribution.Weight;

import org.junit.jupiter.api.Test;

import java.util.List;

class CandidatesTest {

    @Test
    void distributionGivesItsVersionsInItsOrder() {
        Distribution split =
                Distribution.split(new Version("v1"), new Version("v2"), new Weight(500));
        assertThat(Candidates.of(split))
                .isEqualTo(new Candidates(List.of("v1", "v2"), List.of(9_500L, 500L)));
    }

    @Test
    void everyBadInputIsNamedWithItsRule() {
        refused(List.of(), List.of(), "weights: [] sum to 0; give at least one more than 0");
        refused(
                List.of("a", "b"),
                List.of(0L, 0L),
                "weights: [0, 0] sum to 0; give at least one more than 0");
        refused(
                List.of("a", "b"),
                List.of(1L),
                "candidates: 2 names and 1 weights; give one weight for each name");
        refused(
                List.of("a", "b", "a"),
                List.of(1L, 1L, 1L),
                "candidates[2]: \"a\" is there already; give each candidate once");
        refused(List.of("a"), List.of(-3L), "weight of \"a\": -3 is negative; use 0 or more");
        refused(
                List.of("a", "b"),
                List.of(Candidates.MAX_TOTAL, 1L),
                "weight of \"b\": with 1 the sum of the weights exceeds 4294967295; use smaller"
                        + " ones of the same ratio");
        refused(
                List.of("a", "b"),
                List.of(1L, Long.MAX_VALUE),
                "weight of \"b\": with 9223372036854775807 the sum of the weights exceeds"
                        + " 4294967295; use smaller ones of the same ratio");
    }

    private static void refused(List<String> names, List<Long> weights, String message) {
        assertThatThrownBy(() -> new Candidates(names, weights))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
