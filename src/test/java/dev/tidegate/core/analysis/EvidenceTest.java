package dev.tidegate.core.analysis;

import static dev.tidegate.core.analysis.Readings.VERSIONS;
import static dev.tidegate.core.analysis.Readings.calm;
import static dev.tidegate.core.analysis.Readings.interval;
import static dev.tidegate.core.analysis.Readings.second;
import static dev.tidegate.core.analysis.Ticks.tick;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Map;

class EvidenceTest {

    private static final AnalysisPlan ERRORS = AnalysisPlan.STANDARD.only(Metric.ERRORS);
    private static final Tick BAD = tick(3, 10, 0, 90);

    private static Evidence begin(AnalysisPlan plan, double weight) {
        Step step = new Step(weight, second(0), true);
        return Evidence.begin(VERSIONS, plan, calm(), second(0), step);
    }

    private static Evidence seconds(Evidence evidence, int from, int to, Tick each) {
        Evidence next = evidence;
        for (int i = from; i < to; i++) {
            next = next.after(interval(i, i + 1, each));
        }
        return next;
    }

    private static MeasureEvidence failures(Evidence evidence) {
        return evidence.stakes().getFirst().measures().getFirst();
    }

    @Test
    void outrightFaultIsFoundWithinFourReadings() {
        Evidence three = seconds(begin(ERRORS, .05), 0, 3, tick(5, 5, 0, 95));
        assertThat(three.logSplit()).isGreaterThan(ERRORS.falseRollback().splitThreshold());
    }

    @Test
    void intervalThatSpansAMoveIsDropped() {
        Evidence evidence = seconds(begin(ERRORS, .1), 0, 10, tick(0, 10, 0, 90));
        Evidence moved = evidence.moved(new Step(.5, second(20), true));
        // begun before the proxies had the new weight
        Evidence spanning = moved.after(interval(19, 21, tick(90, 100, 0, 100)));
        assertThat(spanning.logSplit()).isEqualTo(moved.logSplit());
        assertThat(failures(spanning).total()).isEqualTo(tick(0, 100, 0, 900));
        // and after it
        Evidence after = spanning.after(interval(21, 22, tick(9, 50, 0, 50)));
        assertThat(after.logSplit()).isGreaterThan(moved.logSplit());
        assertThat(failures(after).step()).isEqualTo(tick(9, 50, 0, 50));
    }

    @Test
    void evidenceGoesOnFromStepToStepAndBoundsBeginAnew() {
        Evidence evidence = seconds(begin(ERRORS, .1), 0, 2, BAD);
        Evidence moved = evidence.moved(new Step(.5, second(2), true));
        assertThat(moved.logSplit()).isEqualTo(evidence.logSplit());
        assertThat(failures(moved).step()).isEqualTo(Tick.NONE);
        assertThat(moved.split()).isEqualTo(SplitCheck.begin());
    }

    @Test
    void coldStartIsNoFaultWithinTheWarmup() {
        AnalysisPlan warm = ERRORS.withWarmup(Duration.ofSeconds(30));
        Tick cold = tick(2, 10, 4, 90);
        assertThat(seconds(begin(warm, .1), 0, 30, cold).logSplit()).isLessThan(0.5);
        assertThat(seconds(begin(ERRORS, .1), 0, 30, cold).logSplit())
                .isGreaterThan(ERRORS.falseRollback().splitThreshold());
        // an outright failure is found all the same
        assertThat(seconds(begin(warm, .1), 0, 10, tick(10, 10, 0, 90)).logSplit())
                .isGreaterThan(warm.falseRollback().splitThreshold());
    }

    @Test
    void usersWhoStickToAVersionAreNotCompared() {
        Step sticky = new Step(.1, second(0), false);
        Evidence evidence = Evidence.begin(VERSIONS, ERRORS, calm(), second(0), sticky);
        Evidence after = seconds(evidence, 0, 60, BAD);
        assertThat(after.logSplit()).isCloseTo(0, within(1e-9));
        // but what may be is bound
        assertThat(failures(after).step()).isEqualTo(tick(180, 600, 0, 5_400));
    }

    @Test
    void metricsAddUpByTheirParts() {
        Stake errors = new Stake(Metric.ERRORS, .75, .005);
        Stake other = new Stake(Metric.custom("lost"), .25, .005);
        AnalysisPlan both =
                new AnalysisPlan(
                        FalseRollback.of(.01),
                        1,
                        List.of(errors, other),
                        Duration.ZERO,
                        .05,
                        20,
                        Duration.ZERO);
        Evidence evidence = seconds(begin(both, .1), 0, 3, BAD);
        // the other metric has seen nothing: its E is 1
        double alone = seconds(begin(ERRORS, .1), 0, 3, BAD).logSplit();
        assertThat(Math.exp(evidence.logSplit()))
                .isCloseTo(.75 * Math.exp(alone) + .25, within(1e-6));
    }

    @Test
    void boundariesOfLatencyAreAveraged() {
        AnalysisPlan plan = AnalysisPlan.STANDARD.only(Metric.latency(100, 1_000));
        Counts slow = slow(9, 0, 10);
        Counts quick = slow(0, 0, 90);
        Evidence evidence = begin(plan, .1);
        Interval second = new Interval("a", second(0), second(1), Map.of("v2", slow, "v1", quick));
        Evidence after = evidence.after(second);
        double one = after.stakes().getFirst().measures().getFirst().test().logEvidence();
        assertThat(Math.exp(after.logSplit())).isCloseTo((Math.exp(one) + 1) / 2, within(1e-9));
    }

    private static Counts slow(long hundred, long thousand, long all) {
        return new Counts(
                Map.of(
                        "slower-than-100",
                        new Tally(all, hundred),
                        "slower-than-1000",
                        new Tally(all, thousand)));
    }

    @Test
    void clockOfTheReleaseIsOneHoweverManyObserve() {
        Evidence one = begin(ERRORS, .1).after(interval(0, 10, tick(0, 10, 0, 90)));
        Evidence many = begin(ERRORS, .1);
        for (int i = 0; i < 10; i++) {
            many = many.after(interval(0, 10, tick(0, 1, 0, 9)));
        }
        assertThat(failures(many).test().wealth().logReserve())
                .isEqualTo(failures(one).test().wealth().logReserve());
    }

    @Test
    void atHundredPercentTheCanaryIsTestedAgainstStableOfTheLastStep() {
        Evidence split = seconds(begin(ERRORS, .5), 0, 60, tick(0, 50, 0, 50));
        Evidence whole = split.moved(new Step(1, second(60), true));
        assertThat(whole.logBake()).isCloseTo(0, within(1e-9));
        Evidence good = seconds(whole, 60, 200, tick(0, 100, 0, 0));
        assertThat(good.logBake()).isLessThan(1);
        Evidence bad = seconds(good, 200, 220, tick(20, 100, 0, 0));
        assertThat(bad.logBake()).isGreaterThan(ERRORS.falseRollback().bakeThreshold());
    }

    @Test
    void evidenceThatWasLostHasHalfTheChanceLeft() {
        FalseRollback chance = FalseRollback.of(.01);
        assertThat(Math.exp(-chance.splitThreshold())).isCloseTo(.0075, within(1e-12));
        assertThat(Math.exp(-chance.bakeThreshold())).isCloseTo(.00125, within(1e-12));
        assertThat(chance.bakeLevel()).isCloseTo(.00125, within(1e-12));
        assertThat(chance.afterLoss().splitThreshold())
                .isCloseTo(chance.splitThreshold() + Math.log(2), within(1e-12));
    }

    @Test
    void sameReadingsGiveTheSameEvidence() {
        assertThat(seconds(begin(ERRORS, .1), 0, 20, BAD))
                .isEqualTo(seconds(begin(ERRORS, .1), 0, 20, BAD));
    }
}
