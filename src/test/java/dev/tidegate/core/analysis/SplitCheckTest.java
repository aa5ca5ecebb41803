package dev.tidegate.core.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.SplittableRandom;

class SplitCheckTest {

    @ParameterizedTest
    @CsvSource({"0, 0, .5", "1, 0, .1", "0, 7, .1", "3, 9, .1", "15, 16, .5", "40, 200, .2"})
    void evidenceIsTheProductOfWhatEachRequestWasExpectedToDo(
            long canary, long stable, double share) {
        // Krichevsky and Trofimov: the next one goes there with (count + ½) / (all + 1)
        double log = 0;
        for (long i = 0; i < canary; i++) {
            log += Math.log((i + .5) / (i + 1) / share);
        }
        for (long i = 0; i < stable; i++) {
            log += Math.log((i + .5) / (canary + i + 1) / (1 - share));
        }
        assertThat(new SplitCheck(canary, stable).logEvidence(share)).isCloseTo(log, within(1e-6));
    }

    @Test
    void wantedShareIsRightAndAnotherOneIsFound() {
        assertThat(new SplitCheck(1_000, 9_000).wrong(.1)).isFalse();
        assertThat(new SplitCheck(1_200, 8_800).wrong(.1)).isTrue();
        assertThat(new SplitCheck(800, 9_200).wrong(.1)).isTrue();
        // few requests say nothing
        assertThat(new SplitCheck(3, 7).wrong(.1)).isFalse();
        assertThat(new SplitCheck(100_000_000_000L, 900_000_000_000L).wrong(.1)).isFalse();
    }

    @Test
    void wholeTrafficIsNoSplit() {
        assertThat(new SplitCheck(100, 900).wrong(0)).isFalse();
        assertThat(new SplitCheck(100, 900).wrong(1)).isFalse();
    }

    /** Of 2,000 fair splits two may be called wrong; seven are five standard deviations more. */
    @Test
    void fairSplitIsSeldomEverCalledWrong() {
        SplittableRandom random = new SplittableRandom(3);
        int wrong = 0;
        for (int run = 0; run < 2_000; run++) {
            SplitCheck check = SplitCheck.begin();
            for (int i = 0; i < 2_000; i++) {
                check =
                        random.nextDouble() < .1
                                ? new SplitCheck(check.canary() + 1, check.stable())
                                : new SplitCheck(check.canary(), check.stable() + 1);
                if (i % 10 == 0 && check.wrong(.1)) {
                    wrong++;
                    break;
                }
            }
        }
        assertThat(wrong).isLessThan(9);
    }
}
