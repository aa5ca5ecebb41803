package dev.tidegate.core.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

class ChangeTest {

    @Test
    void everyChangeInQuartersMovesTheLeastAndLeadsToTheOther() {
        List<Distribution> all = quarters();
        for (Distribution before : all) {
            for (Distribution after : all) {
                // When the change is computed
                Change change = Change.between(before, after);
                // Then making its moves gives the other, and half the differences moved
                Map<Version, Integer> made = new LinkedHashMap<>();
                before.weights().forEach((v, w) -> made.put(v, w.basisPoints()));
                int differences = 0;
                for (Change.Move move : change.moves()) {
                    made.merge(move.from(), -move.share().basisPoints(), Integer::sum);
                    made.merge(move.to(), move.share().basisPoints(), Integer::sum);
                }
                for (Version version : after.weights().keySet()) {
                    int want = after.weightOf(version).basisPoints();
                    assertThat(made.getOrDefault(version, 0)).isEqualTo(want);
                    differences += Math.abs(want - before.weightOf(version).basisPoints());
                }
                assertThat(change.moved().basisPoints()).isEqualTo(differences / 2);
                // Then nobody both loses and gains
                assertThat(
                                Collections.disjoint(
                                        change.moves().stream().map(Change.Move::from).toList(),
                                        change.moves().stream().map(Change.Move::to).toList()))
                        .isTrue();
            }
        }
    }

    @Test
    void versionsThatComeAndGoMoveWhole() {
        Version v1 = new Version("v1");
        Version v2 = new Version("v2");
        Change change = Change.between(Distribution.all(v1), Distribution.all(v2));
        assertThat(change.moves()).containsExactly(new Change.Move(v1, v2, Weight.FULL));
        assertThat(change.moved()).isEqualTo(Weight.FULL);
        assertThat(Change.between(Distribution.all(v1), Distribution.all(v1)).moves()).isEmpty();
    }

    @Test
    void ratioIsReducedAndZerosStay() {
        assertThat(Ratio.reduced(List.of(60L, 30L, 0L))).containsExactly(2L, 1L, 0L);
        assertThat(Ratio.reduced(List.of(0L, 0L))).containsExactly(0L, 0L);
        assertThat(Ratio.reduced(List.of(Long.MAX_VALUE))).containsExactly(1L);
        assertThatThrownBy(() -> Ratio.reduced(List.of(4L, -2L)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("ratio: -2 in [4, -2] is negative; use 0 or more");
    }

    /** Every distribution of four versions in quarters. */
    private static List<Distribution> quarters() {
        List<Distribution> all = new ArrayList<>();
        for (int code = 0; code < 625; code++) {
            Map<Version, Weight> weights = new LinkedHashMap<>();
            int sum = 0;
            for (int i = 0, rest = code; i < 4; i++, rest /= 5) {
                weights.put(new Version("v" + i), new Weight(rest % 5 * 2_500));
                sum += rest % 5;
            }
            if (sum == 4) {
                all.add(new Distribution(weights));
            }
        }
        return all;
    }
}
