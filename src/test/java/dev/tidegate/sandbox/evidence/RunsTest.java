package dev.tidegate.sandbox.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.cli.evidence.Aim;
import dev.tidegate.cli.evidence.AtMost;
import dev.tidegate.cli.evidence.HalfWithin;
import dev.tidegate.cli.evidence.Trials;

import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.stream.LongStream;

class RunsTest {

    @Test
    void resultDoesNotDependOnTheNumberOfThreads() {
        List<Double> expected = LongStream.range(5, 45).mapToObj(seed -> 1.0 / seed).toList();
        for (int threads : new int[] {1, 4}) {
            try (Runs runs = new Runs(new EvidenceOptions(40, "all", 5, threads))) {
                assertThat(runs.all(seed -> 1.0 / seed)).isEqualTo(expected);
                assertThat(runs.times(seed -> 1.0 / seed).sorted().getFirst()).isEqualTo(1.0 / 44);
            }
        }
    }

    @Test
    void aimOfAShareAllowsForChance() {
        Aim aim = new AtMost("rolled back", .01);
        Trials two = trials(100, 2);
        // of 100 trials at 1 % two or more happen in 26 %, five or more in .3 %
        assertThat(two.chanceOfSoMany(.01)).isCloseTo(.264, Assertions.within(.001));
        assertThat(aim.met(two)).isTrue();
        assertThat(aim.met(trials(100, 5))).isFalse();
        assertThat(aim.measured(two)).isEqualTo("2 % (2 of 100)");
        assertThat(aim.wanted()).isEqualTo("rolled back: at most 1 %");
    }

    @Test
    void aimOfATimeGoesByTheHalf() {
        Aim aim = new HalfWithin(4);
        assertThat(aim.met(trials(10, 5))).isTrue();
        assertThat(aim.met(trials(10, 4))).isFalse();
        assertThat(aim.measured(trials(10, 5)))
                .isEqualTo("half within 3 s, nine of ten within never");
    }

    /** So many trials, of which some happen after 3 s. */
    private static Trials trials(int count, int happened) {
        return Trials.of(count, 0, seed -> seed < happened ? 3 : Double.POSITIVE_INFINITY);
    }
}
