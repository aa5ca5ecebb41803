package dev.tidegate.adapter.policies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tidegate.core.rollout.RolloutPlan;
import dev.tidegate.core.rollout.Step;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.math.BigDecimal;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

class RampsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {linear: {from: 5, by: 30, hold: 1m}}               | 5 PT1M, 35 PT1M, 65 PT1M, 95 PT1M, 100 PT0S
                    {linear: {from: 5, by: 10, hold: 1m, to: 20}}       | 5 PT1M, 15 PT1M, 20 PT1M, 100 PT0S
                    {exponential: {from: 10, hold: 30s}}                | 10 PT30S, 20 PT30S, 40 PT30S, 80 PT30S, 100 PT0S
                    {exponential: {from: 1, factor: 10, hold: 0s}}      | 1 PT0S, 10 PT0S, 100 PT0S
                    {stepped: {from: 25, count: 4, hold: 1h}}           | 25 PT1H, 50 PT1H, 75 PT1H, 100 PT0S
                    {custom: [{weight: 1, hold: 1m}, {weight: 9.5}]}    | 1 PT1M, 9.5 PT0S, 100 PT0S
                    """)
    void aRampBecomesSteps(String ramp, String steps) {
        assertThat(
                        plan(ramp).steps().stream()
                                .map(RampsTest::text)
                                .collect(Collectors.joining(", ")))
                .isEqualTo(steps);
    }

    @Test
    void theSnapshotOfARolloutHoldsTheExpandedSteps() {
        RolloutPlan plan = plan("{linear: {from: 5, by: 30, hold: 1m}}");
        RolloutPolicySpec snapshot = PolicyWriter.spec(plan);
        assertThat(snapshot.steps()).hasSize(5);
        assertThat(snapshot.ramp()).isNull();
        assertThat(PolicyReader.plan("bookinfo", snapshot)).isEqualTo(plan);
    }

    @ParameterizedTest
    @CsvSource({"100, 100, 101", "101, 1000, 101"})
    void theSchemaHasRoomForTheMostSteps(int written, int last, int completed) {
        // Given
        String steps = steps(written, last);
        // When
        RolloutPlan plan = plan("{custom: [%s]}".formatted(steps));
        // Then
        assertThat(plan.steps()).hasSize(completed).hasSizeLessThanOrEqualTo(StepSpec.MOST);
        assertThat(PolicyReader.plan("bookinfo", PolicyWriter.spec(plan))).isEqualTo(plan);
    }

    @Test
    void oneStepMoreIsRefusedInStepsAndInRamps() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> plan("{custom: [%s]}".formatted(steps(101, 101))))
                .withMessage("ramp.custom: has 101 steps before 100 %; use at most 100");
    }

    /** As many steps, growing by 0.1 % each, the last of {@code last} tenths of a percent. */
    private static String steps(int count, int last) {
        return IntStream.rangeClosed(1, count)
                .map(i -> i == count ? last : i)
                .mapToObj(tenths -> "{weight: %s}".formatted(BigDecimal.valueOf(tenths, 1)))
                .collect(Collectors.joining(", "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {}                                                  | ramp: name exactly one of linear, exponential, stepped, custom and proven
                    {linear: {from: 5, by: 1, hold: 1m}, stepped: {from: 5, count: 2, hold: 1m}} | name exactly one of
                    {linear: {from: 5, by: 1, hold: 1m}, custom: [{weight: 5}]} | name exactly one of
                    {linear: {by: 10, hold: 1m}}                        | ramp.linear.from: is missing
                    {linear: {from: 5, hold: 1m}}                       | ramp.linear.by: is missing; use 0.01 to 100
                    {linear: {from: 5, by: 10}}                         | ramp.linear.hold: is missing; write for example 1m
                    {linear: {from: 5, by: 10, hold: soon}}             | ramp.linear.hold: "soon" is no duration
                    {linear: {from: 5, by: 0, hold: 1m}}                | ramp.linear.by: 0 does not grow
                    {linear: {from: 5, by: -1, hold: 1m}}               | ramp.linear.by: -1 is no weight
                    {linear: {from: 5, by: 1, hold: 1m, to: 101}}       | ramp.linear.to: 101 is no weight
                    {linear: {from: 50, by: 1, hold: 1m, to: 5}}        | 5 % is below the first weight 50 %
                    {linear: {from: 5, by: 1, factor: 2, hold: 1m}}     | ramp.linear.factor: 2.0 is of another kind of ramp
                    {linear: {from: 5, by: 0.5, hold: 1m}}              | ramp: makes 191 steps; use at most 100
                    {exponential: {from: 5, factor: 1, hold: 1m}}       | ramp.exponential.factor: 1.0 does not grow
                    {exponential: {from: 5, factor: NaN, hold: 1m}}     | ramp.exponential.factor: NaN does not grow; use a finite number above 1
                    {exponential: {from: 5, factor: Infinity, hold: 1m}} | ramp.exponential.factor: Infinity does not grow
                    {exponential: {from: 5, factor: -2, hold: 1m}}      | ramp.exponential.factor: -2.0 does not grow
                    {linear: {from: -5, by: 10, hold: 1m}}              | ramp.linear.from: -5 is no weight; use 0.01 to 100
                    {linear: {from: 0, by: 10, hold: 1m}}               | ramp weight: 0 moves no traffic; use 0.01 to 100
                    {linear: {from: 1e99, by: 10, hold: 1m}}            | is no weight; use 0.01 to 100
                    {linear: {from: 5, by: 10, hold: -1m}}              | ramp.linear.hold: "-1m" is no duration
                    {stepped: {from: 5, count: -3, hold: 1m}}           | ramp.stepped.count: -3 is out of range
                    {custom: []}                                        | ramp.custom: is empty; write at least one
                    {custom: [{weight: -5}]}                            | ramp.custom[0].weight: -5 is no step
                    {custom: [{weight: 5, hold: -1s}]}                  | ramp.custom[0].hold: "-1s" is no duration
                    {exponential: {from: 5, by: 1, hold: 1m}}           | ramp.exponential.by: 1 is of another kind
                    {stepped: {from: 5, hold: 1m}}                      | ramp.stepped.count: is missing
                    {stepped: {from: 5, count: 0, hold: 1m}}            | ramp.stepped.count: 0 is out of range
                    {custom: [{weight: 5}, {weight: 5}]}                | does not increase
                    {custom: [{weight: 101}]}                           | ramp.custom[0].weight: 101 is no step
                    """)
    void whatBreaksARuleIsNamed(String ramp, String error) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> plan(ramp))
                .withMessageContaining(error);
    }

    @Test
    void stepsAndRampExcludeEachOther() {
        RolloutPolicySpec both =
                PolicyExamples.policy(
                        """
                        route: {virtualServices: [{name: r}], destinationRule: r}
                        steps: [{weight: 5}]
                        ramp: {linear: {from: 5, by: 10, hold: 1m}}
                        """);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PolicyReader.plan("bookinfo", both))
                .withMessage("steps: stands beside ramp; write one of them");
    }

    private static RolloutPlan plan(String ramp) {
        return PolicyReader.plan(
                "bookinfo",
                PolicyExamples.policy(
                        "{route: {virtualServices: [{name: r}], destinationRule: r}, ramp: %s}"
                                .formatted(ramp)));
    }

    private static String text(Step step) {
        return step.weight().percent().toPlainString() + " " + step.hold();
    }
}
