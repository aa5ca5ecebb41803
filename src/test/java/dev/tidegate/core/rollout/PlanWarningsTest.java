package dev.tidegate.core.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.adapter.policies.PolicyDocument;

import org.junit.jupiter.api.Test;

import java.util.List;

class PlanWarningsTest {

    @Test
    void stepWithoutHoldAndPauseIsNamed() {
        assertThat(of("steps: [{weight: 5}, {weight: 50, pause: {}}, {weight: 100}]", "bake: 1m"))
                .containsExactly(
                        "steps: the one to 5 % has neither hold nor pause, so the next step follows"
                                + " before an alert can come; write for example hold: 5m");
    }

    @Test
    void ofManySuchStepsTheFirstAreNamedAndTheOthersCounted() {
        assertThat(of("ramp: {stepped: {from: 10, count: 10, hold: 0s}}", "bake: 1m"))
                .singleElement()
                .asString()
                .startsWith("steps: those to 10 %, 20 %, 30 %, 40 %, 50 % and 4 more have neither");
    }

    @Test
    void noBakeIsTold() {
        assertThat(of("steps: [{weight: 5, hold: 1m}]", "onDrift: revert"))
                .singleElement()
                .asString()
                .startsWith("bake: is missing or 0s");
    }

    @Test
    void cookieOfTheStableVersionThatOutlastsTheHoldIsTold() {
        String steps =
                "steps: [{weight: 5, hold: 10m, sticky: {cookie: {name: tg, ttl: %1$s}%2$s}},"
                        + " {weight: 25, hold: 10m, sticky: {cookie: {name: tg, ttl: %1$s}%2$s}}]";
        assertThat(of(steps.formatted("10m", ""), "bake: 1m"))
                .containsExactly(
                        "steps[0].sticky.cookie.ttl: 10m is not shorter than the step's hold of"
                            + " 10m, so the next weight moves few of those whom the stable version"
                            + " keeps; use a shorter ttl, a longer hold, or stable: false");
        assertThat(of(steps.formatted("9m", ", stable: true"), "bake: 1m")).isEmpty();
        assertThat(of(steps.formatted("10m", ", stable: false"), "bake: 1m")).isEmpty();
    }

    @Test
    void planWithHoldsPausesAndABakeHasNone() {
        assertThat(of("steps: [{weight: 5, hold: 1m}, {weight: 50, pause: {}}]", "bake: 1s"))
                .isEmpty();
        assertThat(of("steps: [{weight: 100}]", "bake: 1s")).isEmpty();
    }

    @Test
    void previewOfConnectionsIsToldOf() {
        String preview =
                "{strategy: blueGreen, preview: {match: [{headers: {x: {exact: a}}}]}, route:"
                        + " {destinationRule: reviews, virtualServices: [{name: reviews, %s}]}}";
        assertThat(warnings(preview.formatted("tcp: [{port: 9000}]")))
                .singleElement()
                .asString()
                .startsWith("steps: have a match (the preview of blueGreen is one), and tls and");
        assertThat(warnings(preview.formatted("http: [primary]"))).isEmpty();
    }

    private static List<String> warnings(String spec) {
        return PlanWarnings.of(
                PolicyDocument.parse(
                                "{kind: RolloutPolicy, metadata: {name: reviews}, spec: %s}"
                                        .formatted(spec))
                        .plan());
    }

    private static List<String> of(String steps, String more) {
        return PlanWarnings.of(
                PolicyDocument.parse(
                                """
                                kind: RolloutPolicy
                                metadata: {name: reviews}
                                spec:
                                  route: {destinationRule: reviews, virtualServices: [{name: reviews}]}
                                  STEPS
                                  MORE
                                """
                                        .replace("STEPS", steps)
                                        .replace("MORE", more))
                        .plan());
    }
}
