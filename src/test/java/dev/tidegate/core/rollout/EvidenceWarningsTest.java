package dev.tidegate.core.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.adapter.policies.PolicyDocument;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

class EvidenceWarningsTest {

    private static List<String> of(String fields) {
        String spec =
                "route: {destinationRule: reviews, virtualServices: [{name: reviews}]}, bake: 1m, "
                        + fields;
        return PlanWarnings.of(
                PolicyDocument.parse(
                                "{kind: RolloutPolicy, metadata: {name: reviews}, spec: {%s}}"
                                        .formatted(spec))
                        .plan());
    }

    @Test
    void stepUntilProvenNeedsNoHold() {
        assertThat(of("analysis: {}, steps: [{weight: 5, until: proven}]")).isEmpty();
        assertThat(of("analysis: {}, ramp: {proven: {dwell: 0s}}")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    analysis: {}, strategy: blueGreen | analysis: compares nothing
                    analysis: {}, steps: [{match: [{uri: {exact: /a}}], hold: 1h}] | analysis: compares nothing
                    analysis: {}, steps: [{weight: 5, hold: 1h, match: [{uri: {exact: /a}}]}] | analysis: tells of no canary that it is worse
                    analysis: {}, dryRun: true, steps: [{weight: 5, until: proven}] | dryRun: moves no traffic
                    analysis: {metrics: {latency: {boundaries: [30, 250, 400]}}}, steps: [{weight: 5, hold: 1m}] | analysis.metrics.latency.boundaries: 30, 400 ms are no buckets
                    """)
    void evidenceThatWillHardlyComeIsToldOf(String fields, String warning) {
        assertThat(of(fields)).singleElement().asString().startsWith(warning);
    }

    @Test
    void oneStepThatSplitsByChanceIsEnough() {
        assertThat(
                        of(
                                "analysis: {}, steps: [{weight: 5, hold: 1h, match: [{uri: {exact:"
                                        + " /a}}]}, {weight: 10, hold: 1m}]"))
                .isEmpty();
    }
}
