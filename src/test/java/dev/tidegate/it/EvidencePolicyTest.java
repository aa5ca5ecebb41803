package dev.tidegate.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tidegate.adapter.policies.EvidenceRows;
import dev.tidegate.adapter.policies.PolicyDocument;
import dev.tidegate.core.rollout.RolloutPlan;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.stream.Stream;

/** The reader refuses what the CRD does of the evidence that a policy asks for. */
class EvidencePolicyTest {

    private static final String ROUTE =
            "route: {virtualServices: [{name: reviews}], destinationRule: reviews}";

    /** Specs without the braces around them. */
    static Stream<String> refusedByBoth() {
        return EvidenceRows.BY_BOTH
                .lines()
                .map(EvidenceRows::spec)
                .map(
                        line ->
                                line.replace("ROUTE", ROUTE)
                                        .replace("STEPS", "steps: [{weight: 5, hold: 1m}]"))
                .map(spec -> spec.substring(1, spec.length() - 1));
    }

    private static RolloutPlan read(String spec) {
        return PolicyDocument.parse(
                        "{kind: RolloutPolicy, metadata: {name: reviews}, spec: {%s}}"
                                .formatted(spec))
                .plan();
    }

    @ParameterizedTest
    @MethodSource("refusedByBoth")
    void readerRefusesBrokenEvidence(String spec) {
        assertThatIllegalArgumentException()
                .as(spec)
                .isThrownBy(() -> read(spec))
                .withMessageMatching("(?s).{30,}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "analysis: {}, steps: [{weight: 5, hold: 1m}]",
                "analysis: {act: false}, steps: [{weight: 5, hold: 1m}]",
                "analysis: {falseRollback: 0.0001%, doubt: 99.9999%, tolerance: 100}, ramp:"
                        + " {proven: {}}",
                "analysis: {metrics: {errors: {}}}, ramp: {proven: {excess: 0.5%, harm: 1}}",
                "analysis: {harm: 5}, ramp: {proven: {from: 60, to: 80, dwell: 2h, then: advance}}",
                "analysis: {}, ramp: {custom: [{weight: 5, until: proven}]}",
                "analysis: {}, steps: [{weight: 99.99, until: proven, maxHold: 1s}]"
            })
    void whatFitsIsTaken(String spec) {
        assertThat(read(ROUTE + ", " + spec).analysis()).isPresent();
    }
}
