package dev.tidegate.core.analysis;

import static dev.tidegate.core.analysis.Readings.VERSIONS;
import static dev.tidegate.core.analysis.Readings.calm;
import static dev.tidegate.core.analysis.Readings.interval;
import static dev.tidegate.core.analysis.Readings.second;
import static dev.tidegate.core.analysis.Ticks.tick;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tidegate.messages.ForPeople;

import org.junit.jupiter.api.Test;

import java.util.List;

class JudgeTest {

    private static final AnalysisPlan ERRORS = AnalysisPlan.STANDARD.only(Metric.ERRORS);

    private static Evidence seconds(AnalysisPlan plan, double weight, int count, Tick each) {
        Step step = new Step(weight, second(0), true);
        Evidence next = Evidence.begin(VERSIONS, plan, calm(), second(0), step);
        for (int i = 0; i < count; i++) {
            next = next.after(interval(i, i + 1, each));
        }
        return next;
    }

    private static String sentence(Verdict verdict) {
        assertThat(ForPeople.problems(verdict.sentence())).isEmpty();
        return verdict.sentence();
    }

    @Test
    void plainComparisonIsToldAsOdds() {
        Tick tick = tick(10, 1_000, 9, 9_000);
        RatioTest test = RatioTest.plain(Grid.STANDARD).after(tick, Terms.PLAIN);
        Findings findings =
                new Findings(Measure.FAILURES, tick, test.logEvidence(), 4.6, List.of());
        assertThat(Sentences.worseThanStable(findings))
                .isEqualTo(
                        "10 of 19 failures came from 10 % of the traffic: odds of 10,741 to 1"
                                + " against chance");
    }

    @Test
    void worseCanaryIsToldAsWorse() {
        Evidence evidence = seconds(ERRORS, .05, 4, tick(5, 5, 0, 95));
        Verdict verdict = Judge.verdict(evidence, second(4));
        assertThat(verdict).isInstanceOf(Verdict.Worse.class);
        assertThat(verdict.findings().counts()).isEqualTo(tick(20, 20, 0, 380));
        assertThat(sentence(verdict))
                .matches(
                        "20 of 20 failures came from 5 % of the traffic: odds of [0-9,]+ to 1"
                                + " against chance");
    }

    @Test
    void lostEvidenceIsTold() {
        Evidence evidence = seconds(ERRORS.afterLoss(), .05, 5, tick(5, 5, 0, 95));
        assertThat(sentence(Judge.verdict(evidence, second(5))))
                .endsWith("; evidence from before was lost, so twice as much was asked");
    }

    @Test
    void goodCanaryMayHaveMore() {
        Evidence evidence = seconds(ERRORS, .01, 60, tick(0, 1, 0, 99));
        Verdict verdict = Judge.verdict(evidence, second(60));
        assertThat(verdict).isInstanceOf(Verdict.Proven.class);
        assertThat(((Verdict.Proven) verdict).weight()).isBetween(.1, .5);
        assertThat(sentence(verdict))
                .matches(
                        "0 failures in 60 requests of the canary, 0 in 5,940 of stable; at most"
                                + " [0-9.]+ % of its requests are bad that would not be with"
                                + " stable: it may have [0-9.]+ % of the traffic");
        Evidence more = seconds(ERRORS, .5, 90, tick(0, 50, 0, 50));
        assertThat(((Verdict.Proven) Judge.verdict(more, second(90))).weight()).isEqualTo(1);
    }

    @Test
    void littleTrafficIsUnclearAndSaysHowMuchMore() {
        Evidence evidence = seconds(ERRORS, .5, 15, tick(0, 50, 0, 50));
        Verdict verdict = Judge.verdict(evidence, second(15));
        assertThat(verdict).isInstanceOf(Verdict.Unclear.class);
        assertThat(sentence(verdict))
                .matches(
                        "0 failures in 750 requests of the canary, 0 in 750 of stable; at most"
                                + " [0-9.]+ % of its requests are bad that would not be with"
                                + " stable, and 0.5 % is allowed: about [0-9]+ seconds more at"
                                + " this rate");
    }

    @Test
    void silenceMovesNothing() {
        Evidence evidence = seconds(ERRORS, .5, 90, tick(0, 50, 0, 50));
        Verdict verdict = Judge.verdict(evidence, second(200));
        assertThat(verdict).isInstanceOf(Verdict.Unclear.class);
        assertThat(sentence(verdict))
                .isEqualTo(
                        "nothing was read of the traffic for 110 seconds: evidence that is missing"
                                + " moves nothing");
    }

    /** Where half of the traffic would be allowed of anything that does no harm. */
    private static void nothingCounted(Evidence evidence, double second) {
        Verdict verdict = Judge.verdict(evidence, second(second));
        assertThat(verdict).isInstanceOf(Verdict.Unclear.class);
        assertThat(sentence(verdict))
                .isEqualTo(
                        "no request of the canary was counted for errors in this step: evidence"
                                + " that is missing moves nothing");
    }

    @Test
    void nothingCountedIsNeverProven() {
        Evidence begun = seconds(ERRORS, .01, 0, Tick.NONE);
        nothingCounted(begun, 0);
        nothingCounted(seconds(ERRORS, .01, 60, Tick.NONE), 60);
        // readings of stable alone
        nothingCounted(seconds(ERRORS, .01, 60, tick(0, 0, 0, 1)), 60);
        // what the step before has proven is proven of it alone
        Evidence proven = seconds(ERRORS, .01, 60, tick(0, 1, 0, 99));
        nothingCounted(proven.moved(new Step(.02, second(60), true)), 60);
        nothingCounted(proven.moved(new Step(.02, second(70), true)), 65);
    }

    @Test
    void metricWithoutCountsIsNeverProven() {
        Stake errors = new Stake(Metric.ERRORS, .5, .005);
        Stake lost = new Stake(Metric.custom("lost"), .5, .5);
        AnalysisPlan standard = AnalysisPlan.STANDARD;
        AnalysisPlan both =
                new AnalysisPlan(
                        standard.falseRollback(),
                        1,
                        List.of(errors, lost),
                        standard.warmup(),
                        standard.doubt(),
                        200,
                        standard.lag());
        Verdict verdict = Judge.verdict(seconds(both, .01, 60, tick(0, 1, 0, 99)), second(60));
        assertThat(verdict).isInstanceOf(Verdict.Unclear.class);
        assertThat(sentence(verdict))
                .startsWith("no request of the canary was counted for lost in this step");
    }

    @Test
    void noRequestsAllowNoWeight() {
        HarmBudget budget = new HarmBudget(20, AnalysisPlan.STANDARD.lag(), 0);
        assertThat(budget.weight(1)).isZero();
    }

    @Test
    void wrongSplitHolds() {
        Evidence evidence = seconds(ERRORS, .1, 90, tick(0, 50, 0, 50));
        Verdict verdict = Judge.verdict(evidence, second(90));
        assertThat(verdict).isInstanceOf(Verdict.Unclear.class);
        assertThat(sentence(verdict))
                .isEqualTo(
                        "50 % of 9,000 requests went to the canary, where 10 % was wanted: the"
                                + " split is wrong, and nothing is compared until it is right");
    }

    @Test
    void canaryThatFailsAtHundredPercentIsWorse() {
        Evidence evidence =
                seconds(ERRORS, .5, 60, tick(0, 50, 0, 50)).moved(new Step(1, second(60), true));
        assertThat(sentence(Judge.verdict(evidence, second(60))))
                .startsWith("0 failures in 0 requests at 100 %: not more than twice what stable");
        for (int i = 60; i < 90; i++) {
            evidence = evidence.after(interval(i, i + 1, tick(20, 100, 0, 0)));
        }
        Verdict verdict = Judge.verdict(evidence, second(90));
        assertThat(verdict).isInstanceOf(Verdict.Worse.class);
        assertThat(sentence(verdict))
                .matches(
                        "600 failures in 3,000 requests at 100 %, more than twice what stable had"
                                + " at most: odds of .* to 1 against chance");
    }

    @Test
    void wrongSplitIsNeverWorse() {
        // each tenth request of the canary fails, and each tenth of the route that is split
        Evidence wrong = seconds(ERRORS, .1, 300, tick(1, 10, 9, 390));
        assertThat(Judge.verdict(wrong, second(300))).isInstanceOf(Verdict.Unclear.class);
        assertThat(wrong.logSplit()).isCloseTo(0, within(1e-9));
        // nor when it becomes wrong after the evidence was there
        Evidence late = seconds(ERRORS, .05, 4, tick(5, 5, 0, 95));
        late = late.after(interval(4, 5, tick(0, 0, 0, 1_000)));
        assertThat(late.logSplit()).isGreaterThan(ERRORS.falseRollback().splitThreshold());
        Verdict verdict = Judge.verdict(late, second(5));
        assertThat(verdict).isInstanceOf(Verdict.Unclear.class);
        assertThat(sentence(verdict)).contains("the split is wrong");
    }

    private static void alertsAlone(Evidence evidence, double second) {
        Verdict verdict = Judge.verdict(evidence, second(second));
        assertThat(verdict).isInstanceOf(Verdict.Unclear.class);
        assertThat(sentence(verdict))
                .matches(
                        "[0-9]+ failures in [0-9,]+ requests at 100 %: nothing to compare with:"
                                + " alerts alone");
    }

    @Test
    void hundredPercentWithoutStableHasNothingToCompareWith() {
        alertsAlone(seconds(ERRORS, 1, 60, tick(9, 100, 0, 0)), 60);
        Step whole = new Step(1, second(60), true);
        // after a step in which stable had no traffic
        alertsAlone(seconds(ERRORS, .5, 60, tick(0, 3, 0, 0)).moved(whole), 60);
        alertsAlone(seconds(ERRORS, .5, 60, Tick.NONE).moved(whole), 60);
        // or other traffic than the canary had
        alertsAlone(seconds(ERRORS, .1, 60, tick(1, 10, 9, 390)).moved(whole), 60);
    }
}
