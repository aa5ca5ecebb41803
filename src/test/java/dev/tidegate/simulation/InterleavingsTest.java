package dev.tidegate.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Small cases in all orders of their steps: which task goes on, and whether time does before all
 * have. What an order differs in is bounded: by how many of its choices are not the first one
 * ({@code -Dinterleavings.deviations=2} tries pairs, too), or by how many there are ({@code
 * -Dinterleavings.points=12} tries the first twelve).
 */
@Execution(ExecutionMode.CONCURRENT)
class InterleavingsTest {

    private static final int DEVIATIONS = Integer.getInteger("interleavings.deviations", 1);
    private static final int POINTS = Integer.getInteger("interleavings.points", 7);
    private static final int ALL = Integer.MAX_VALUE;

    /** An alert is sent so long before something is committed, in microseconds. */
    private static final long BEFORE = 12_000;

    /** When a release that no alert stops moves: the first commit of several in a second. */
    private static List<Long> moments(int processes, boolean subsets) {
        SmallCase.Ending plain = new SmallCase(processes, subsets, -1, 0).play(new Orders(0, 0));
        assertThat(plain.violation()).isEmpty();
        assertThat(plain.phase()).isEqualTo("Succeeded");
        List<Long> moments = new ArrayList<>();
        for (long commit : plain.commits()) {
            if (moments.isEmpty() || commit > moments.getLast() + 1_000_000) {
                moments.add(commit);
            }
        }
        return moments;
    }

    private static int runs(SmallCase small, Orders orders) {
        int runs = 0;
        do {
            SmallCase.Ending ending = small.play(orders);
            assertThat(ending.violation()).as("%s, %s", small, orders).isEmpty();
            assertThat(ending.phase()).as("%s, %s", small, orders).isIn(SmallCase.ENDS);
            runs++;
        } while (orders.another());
        return runs;
    }

    @Test
    void alertAroundEachMoveEndsRightWhateverChoiceIsAnother() {
        int runs = 0;
        for (long moment : moments(2, true)) {
            SmallCase small = new SmallCase(2, true, moment - BEFORE, 0);
            runs += runs(small, new Orders(ALL, DEVIATIONS));
        }
        assertThat(runs).isGreaterThan(300);
    }

    @Test
    void alertAtTheEndOfTheBakeEndsRightInEveryOrderOfItsFirstChoices() {
        long end = moments(1, false).getLast();
        SmallCase small = new SmallCase(1, false, end - BEFORE, 0);
        int runs = runs(small, new Orders(POINTS, ALL));
        assertThat(runs).isGreaterThan(100);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void crashBetweenAnyTwoStepsLosesNoAlert(int processes) {
        long moment = moments(processes, true).getLast();
        int steps =
                new SmallCase(processes, true, moment - BEFORE, 0).play(new Orders(0, 0)).steps();
        for (int crash = 1; crash <= steps; crash++) {
            SmallCase small = new SmallCase(processes, true, moment - BEFORE, crash);
            runs(small, new Orders(ALL, DEVIATIONS - 1));
        }
        assertThat(steps).isGreaterThan(30);
    }

    @Test
    void ordersAreAllDifferentAndAll() {
        Orders orders = new Orders(ALL, 2);
        Set<String> seen = new TreeSet<>();
        do {
            orders.open();
            seen.add(orders.turn(3) + "" + orders.turn(1) + orders.turn(2) + orders.turn(2));
        } while (orders.another());
        assertThat(seen)
                .containsExactly(
                        "0000", "0001", "0010", "0011", "1000", "1001", "1010", "2000", "2001",
                        "2010");
    }
}
