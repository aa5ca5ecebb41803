package dev.tidegate.core.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.SplittableRandom;
import java.util.function.IntToLongFunction;

class DispersionTest {

    private static final Instant START = Instant.parse("2026-01-31T12:00:00Z");

    /** A thousand seconds of 200 requests, of which so many are bad as the function says. */
    private static double after(IntToLongFunction bad) {
        return seconds(1_000, bad).value();
    }

    private static Dispersion seconds(int count, IntToLongFunction bad) {
        Dispersion known = Dispersion.UNKNOWN;
        for (int i = 0; i < count; i++) {
            known = second(known, i, new Tally(200, bad.applyAsLong(i)));
        }
        return known;
    }

    private static Dispersion second(Dispersion known, int i, Tally tally) {
        return known.after(START.plusSeconds(i), START.plusSeconds(i + 1), tally);
    }

    @Test
    void failuresOneByOneCountEach() {
        SplittableRandom random = new SplittableRandom(1);
        assertThat(after(i -> random.nextDouble() < .3 ? 1 : 0)).isBetween(1.0, 1.2);
        assertThat(after(i -> 0)).isEqualTo(1);
        assertThat(after(i -> 200)).isEqualTo(1);
    }

    @Test
    void frequentBurstsAreTheirVarianceOverTheirMean() {
        SplittableRandom random = new SplittableRandom(2);
        assertThat(after(i -> random.nextDouble() < .2 ? 12 : 0)).isBetween(8.0, 30.0);
    }

    @Test
    void rareBurstAmongSingleFailuresIsAsLargeAsItIs() {
        SplittableRandom random = new SplittableRandom(3);
        assertThat(after(i -> (random.nextDouble() < .5 ? 1 : 0) + (i == 700 ? 25 : 0)))
                .isBetween(20.0, 26.0);
    }

    @Test
    void incidentIsNoBurst() {
        SplittableRandom random = new SplittableRandom(4);
        assertThat(
                        after(
                                i ->
                                        i >= 700 && i < 760
                                                ? 20 + random.nextInt(5)
                                                : random.nextDouble() < .2 ? 1 : 0))
                .isLessThan(2.5);
    }

    @Test
    void littleKnowledgeIsCareful() {
        assertThat(Dispersion.UNKNOWN.value()).isEqualTo(5);
        assertThat(seconds(150, i -> 0).value()).isBetween(2.5, 4.0);
        assertThat(seconds(350, i -> 0).value()).isEqualTo(1);
    }

    @Test
    void burstIsForgottenInTheEnd() {
        double fresh = seconds(900, i -> i == 700 ? 25 : i % 7 / 6).value();
        double old = seconds(11_000, i -> i == 700 ? 25 : i % 7 / 6).value();
        assertThat(fresh).isGreaterThan(20);
        assertThat(old).isLessThan(4);
    }

    @Test
    void burstIsWholeAlthoughManyObserversSawIt() {
        Dispersion known = Dispersion.UNKNOWN;
        for (int i = 0; i < 1_000; i++) {
            for (int observer = 0; observer < 10; observer++) {
                known = second(known, i, new Tally(20, i == 700 ? 3 : 0));
            }
        }
        assertThat(known.value()).isBetween(25.0, 30.0);
    }

    @Test
    void tickIsDividedByWhatWasKnownBeforeIt() {
        Dispersion before = seconds(1_000, i -> 0);
        assertThat(second(before, 1_000, new Tally(200, 100)).value()).isEqualTo(before.value());
    }

    @Test
    void gapInTheReadingsIsNoKnowledge() {
        Dispersion little = seconds(20, i -> 0);
        // nothing was read for ten minutes, then the observer began anew
        Dispersion anew = second(second(little, 620, QUIET), 623, QUIET);
        assertThat(anew.seconds()).isLessThan(30);
        assertThat(anew.value()).isGreaterThan(4);
        // or told in one reading what was in them
        Dispersion told = little.after(START.plusSeconds(20), START.plusSeconds(620), QUIET);
        told = second(second(second(told, 620, QUIET), 621, QUIET), 622, QUIET);
        assertThat(told.seconds()).isLessThan(30);
        // while readings that come seldom are as good as their time
        Dispersion seldom = Dispersion.UNKNOWN;
        for (int at = 0; at < 450; at += 15) {
            seldom = seldom.after(START.plusSeconds(at), START.plusSeconds(at + 15), QUIET);
        }
        assertThat(seldom.value()).isEqualTo(1);
    }

    private static final Tally QUIET = new Tally(200, 0);
}
