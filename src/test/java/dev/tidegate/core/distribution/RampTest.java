package dev.tidegate.core.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;

class RampTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Test
    void steppedHasItsCountAtEqualDistances() {
        assertThat(points(new Ramp.Stepped(weight(1_000), 4, MINUTE, weight(10_000))))
                .containsExactly(1_000, 4_000, 7_000, 10_000);
        assertThat(points(new Ramp.Stepped(weight(500), 1, MINUTE, weight(5_000))))
                .containsExactly(5_000);
    }

    @Test
    void linearAddsTheSameUntilTheCap() {
        assertThat(points(new Ramp.Linear(weight(500), weight(1_000), MINUTE, weight(3_000))))
                .containsExactly(500, 1_500, 2_500, 3_000);
        assertThat(points(new Ramp.Linear(weight(500), weight(500), MINUTE, weight(1_500))))
                .containsExactly(500, 1_000, 1_500);
    }

    @Test
    void exponentialMultipliesUntilTheCap() {
        assertThat(points(new Ramp.Exponential(weight(100), 2, MINUTE, weight(5_000))))
                .containsExactly(100, 200, 400, 800, 1_600, 3_200, 5_000);
        assertThat(points(new Ramp.Exponential(weight(1), 1.5, MINUTE, weight(7))))
                .containsExactly(1, 2, 3, 4, 5, 7);
    }

    @Test
    void everyStageHoldsAsLongAsTheRampSays() {
        Ramp ramp = new Ramp.Linear(weight(2_000), weight(4_000), MINUTE, Weight.FULL);
        assertThat(ramp.stages())
                .containsExactly(
                        new Ramp.Stage(weight(2_000), MINUTE),
                        new Ramp.Stage(weight(6_000), MINUTE),
                        new Ramp.Stage(weight(10_000), MINUTE));
    }

    @Test
    void everyRampOfManySettingsIncreasesFromItsFirstWeightToItsCap() {
        for (int from = 1; from < 300; from += 13) {
            for (int cap = from; cap < 10_000; cap += 371) {
                for (int growth = 20; growth < 200; growth += 17) {
                    increases(
                            from,
                            cap,
                            new Ramp.Linear(weight(from), weight(growth), MINUTE, weight(cap)));
                    increases(
                            from,
                            cap,
                            new Ramp.Exponential(
                                    weight(from), 1 + growth / 100.0, MINUTE, weight(cap)));
                }
                // a single stage would have the cap only
                int most = Math.min(cap - from + 1, Ramp.MAX_STAGES);
                for (int count = 2; count <= most; count = 2 * count - 1) {
                    Ramp stepped = new Ramp.Stepped(weight(from), count, MINUTE, weight(cap));
                    increases(from, cap, stepped);
                    assertThat(stepped.stages()).hasSize(count);
                }
            }
        }
    }

    private static void increases(int from, int cap, Ramp ramp) {
        List<Integer> points = points(ramp);
        assertThat(points).first().isEqualTo(from);
        assertThat(points).last().isEqualTo(cap);
        assertThat(points).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void everyBadSettingIsNamedWithItsRule() {
        refused(
                () -> new Ramp.Linear(Weight.ZERO, weight(1), MINUTE, Weight.FULL),
                "ramp weight: 0 moves no traffic; use 0.01 to 100");
        refused(
                () -> new Ramp.Linear(weight(1), Weight.ZERO, MINUTE, Weight.FULL),
                "ramp.linear.by: 0 does not grow; use 0.01 to 100");
        refused(
                () -> new Ramp.Linear(weight(1), weight(1), MINUTE, Weight.FULL),
                "ramp.linear.by: 0.01 % makes more than 1000 stages; grow faster");
        refused(
                () -> new Ramp.Linear(weight(500), weight(1), MINUTE, weight(100)),
                "ramp cap: 1 % is below the first weight 5 %; use that or more");
        refused(
                () -> new Ramp.Linear(weight(500), weight(1), MINUTE.negated(), weight(600)),
                "ramp hold: -60s is negative; use 0s or more");
        for (double factor : new double[] {1, -2, Double.NaN, Double.POSITIVE_INFINITY}) {
            refused(
                    () -> new Ramp.Exponential(weight(1), factor, MINUTE, Weight.FULL),
                    "ramp.exponential.factor: "
                            + factor
                            + " does not grow; use a finite number above 1, such as 2");
        }
        refused(
                () -> new Ramp.Stepped(weight(1), 0, MINUTE, Weight.FULL),
                "ramp.stepped.count: 0 is out of range; use 1 to 1000");
        refused(
                () -> new Ramp.Stepped(weight(1), 5, MINUTE, weight(4)),
                "ramp.stepped.count: 5 does not fit between 0.01 % and 0.04 % in hundredths of a"
                        + " percent; use at most 4");
    }

    private static void refused(ThrowingCallable ramp, String message) {
        assertThatThrownBy(ramp).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    }

    private static List<Integer> points(Ramp ramp) {
        return ramp.stages().stream().map(stage -> stage.weight().basisPoints()).toList();
    }

    private static Weight weight(int basisPoints) {
        return new Weight(basisPoints);
    }
}
