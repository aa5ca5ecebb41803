package dev.tidegate.adapter.policies;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.adapter.cluster.Json;
import dev.tidegate.core.analysis.AnalysisPlan;
import dev.tidegate.core.analysis.Metric;
import dev.tidegate.core.analysis.Stake;
import dev.tidegate.core.rollout.Analysis;
import dev.tidegate.core.rollout.CustomMetric;
import dev.tidegate.core.rollout.RolloutPlan;
import dev.tidegate.core.rollout.UntilProven;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.stream.Collectors;

class AnalysisSpecTest {

    private static final String CHECKOUT =
            """
            {name: checkout, bad: 'failed_total{version="{version}"}', total: 'all_total{version="{version}"}'}\
            """;

    private static RolloutPlan plan(String fields) {
        return PolicyReader.plan(
                "bookinfo",
                PolicyExamples.policy(
                        "{route: {virtualServices: [{name: r}], destinationRule: r}, %s}"
                                .formatted(fields)));
    }

    private static Analysis analysis(String fields) {
        return plan("steps: [{weight: 5, hold: 1m}], analysis: " + fields).analysis().orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{metrics: {errors: {}, latency: {}}}",
                "{falseRollback: 1%, tolerance: 1.0, metrics: {errors: {excess: 0.5%}, latency:"
                        + " {excess: 1%}}, warmup: 0s, doubt: 5%, harm: 20, act: true}"
            })
    void whatIsNotSaidIsTheStandard(String fields) {
        assertThat(analysis(fields)).isEqualTo(new Analysis(AnalysisPlan.STANDARD, true));
    }

    @Test
    void policyWithoutItAsksForNoEvidence() {
        assertThat(plan("steps: [{weight: 5}]").analysis()).isEmpty();
    }

    @Test
    void everyFieldReachesThePlan() {
        Analysis analysis =
                analysis(
                        "{falseRollback: 0.25%, tolerance: 1.25, warmup: 90s, doubt: 2.5%, harm: 7,"
                                + " act: false, metrics: {latency: {excess: 2%, boundaries: [100,"
                                + " 250]}, custom: ["
                                + CHECKOUT
                                + "]}}");
        AnalysisPlan plan = analysis.plan();
        assertThat(plan.falseRollback().alpha()).isEqualTo(0.0025);
        assertThat(plan.tolerance()).isEqualTo(1.25);
        assertThat(plan.warmup()).isEqualTo(Duration.ofSeconds(90));
        assertThat(plan.doubt()).isEqualTo(0.025);
        assertThat(plan.harm()).isEqualTo(7);
        assertThat(analysis.act()).isFalse();
        assertThat(plan.stakes())
                .containsExactly(
                        new Stake(Metric.latency(100, 250), 0.5, 0.02),
                        new Stake(Metric.custom("checkout"), 0.5, 0.005));
        assertThat(analysis.custom())
                .containsExactly(
                        new CustomMetric(
                                "checkout",
                                "failed_total{version=\"{version}\"}",
                                "all_total{version=\"{version}\"}"));
    }

    @Test
    void errorsHaveThreePartsAndEachOtherMetricOne() {
        String login = CHECKOUT.replace("checkout", "login");
        assertThat(
                        analysis(
                                        "{metrics: {errors: {}, latency: {}, custom: [%s, %s]}}"
                                                .formatted(CHECKOUT, login))
                                .plan()
                                .stakes())
                .extracting(Stake::part)
                .containsExactly(3 / 6.0, 1 / 6.0, 1 / 6.0, 1 / 6.0);
        assertThat(analysis("{metrics: {latency: {}}}").plan().stakes())
                .extracting(Stake::part)
                .containsExactly(1.0);
    }

    @Test
    void lagIsTwoSecondsAndThePropagation() {
        RolloutPlan plan = plan("steps: [{weight: 5}], analysis: {}, propagation: 30s");
        assertThat(plan.analysis().orElseThrow().plan().lag()).isEqualTo(Duration.ofSeconds(32));
    }

    @Test
    void rampSaysHarmAndExcessOfFailures() {
        AnalysisPlan plan =
                plan("analysis: {}, ramp: {proven: {harm: 50, excess: 0.2%}}")
                        .analysis()
                        .orElseThrow()
                        .plan();
        assertThat(plan.harm()).isEqualTo(50);
        assertThat(plan.stakes()).extracting(Stake::excess).containsExactly(0.002, 0.01);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {}                    | 1 2 4 8 16 32 50 100
                    {from: 5}             | 5 10 20 40 50 100
                    {from: 25, to: 50}    | 25 50 100
                    {from: 10, to: 30}    | 10 20 30 100
                    {from: 20, to: 75}    | 20 40 50 75 100
                    {from: 60}            | 60 100
                    {from: 60, to: 60}    | 60 100
                    {from: 0.01, to: 0.1} | 0.01 0.02 0.04 0.08 0.1 100
                    """)
    void rampDoublesUpToHalfAndEndsWithAll(String ramp, String weights) {
        RolloutPlan plan = plan("analysis: {}, ramp: {proven: %s}".formatted(ramp));
        assertThat(
                        plan.steps().stream()
                                .map(step -> step.weight().percent().toPlainString())
                                .collect(Collectors.joining(" ")))
                .isEqualTo(weights);
        assertThat(plan.steps().subList(0, plan.steps().size() - 1))
                .allSatisfy(
                        step -> {
                            assertThat(step.hold()).isEqualTo(Duration.ofSeconds(30));
                            assertThat(step.until()).hasValue(hour(UntilProven.Then.PAUSE));
                        });
        assertThat(plan.steps().getLast().until()).isEmpty();
    }

    private static UntilProven hour(UntilProven.Then then) {
        return new UntilProven(Duration.ofHours(1), then);
    }

    @Test
    void stepSaysHowLongItLastsAtMostAndWhatThen() {
        RolloutPlan plan =
                plan(
                        "analysis: {}, steps: [{weight: 5, until: proven, then: rollback}, {weight:"
                            + " 10, until: proven, hold: 2h, then: advance}, {weight: 50, until:"
                            + " proven, hold: 1m, maxHold: 5m}]");
        assertThat(plan.steps().get(0).until()).hasValue(hour(UntilProven.Then.ROLLBACK));
        assertThat(plan.steps().get(1).until())
                .hasValue(new UntilProven(Duration.ofHours(4), UntilProven.Then.ADVANCE));
        assertThat(plan.steps().get(2).until())
                .hasValue(new UntilProven(Duration.ofMinutes(5), UntilProven.Then.PAUSE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "analysis: {}, ramp: {proven: {harm: 5, excess: 0.25%, then: rollback}}",
                "analysis: {act: false}, steps: [{weight: 5, hold: 1m}]",
                "analysis: {tolerance: 1.25, falseRollback: 0.1%, warmup: 1m}, propagation: 3s,"
                        + " steps: [{weight: 5, until: proven, maxHold: 90s}]",
                "analysis: {metrics: {custom: [{name: a, bad: 'b{version=\"{version}\"}', total:"
                        + " 'c{v=\"{version}\"}'}]}}, steps: [{weight: 5, hold: 1m}]",
                "analysis: {metrics: {latency: {boundaries: [1, 3600000]}, errors: {}}}, steps:"
                        + " [{weight: 5, hold: 1m}]"
            })
    void snapshotGivesTheSamePlan(String fields) {
        RolloutPlan plan = plan(fields);
        RolloutPolicySpec snapshot = PolicyWriter.spec(plan);
        RolloutPolicySpec stored = Json.read(Json.tree(snapshot), RolloutPolicySpec.class);
        assertThat(PolicyReader.plan("bookinfo", stored)).isEqualTo(plan);
        assertThat(PolicyReader.snapshot("bookinfo", snapshot)).isEqualTo(plan);
    }
}
