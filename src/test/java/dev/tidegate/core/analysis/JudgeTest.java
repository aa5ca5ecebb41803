package dev.tidegate.core.analysis;

import static dev.tidegate.core.analysis.Readings.VERSIONS;
import static dev.tidegate.core.analysis.Readings.calm;
import static dev.tidegate.core.analysis.Readings.interval;
import static dev.tidegate.core.analysis.Readings.second;
import static dev.tidegate.core.analysis.Ticks.tick;

import static org.assertj.core.api.Assertions.assertThat;

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
}
