package dev.tidegate.core.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.distribution.Weight;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

class StepTrafficTest {

    private static final Version V1 = new Version("v1");
    private static final Version V2 = new Version("v2");
    private static final RequestMatch BETA =
            RequestMatch.header("x-group", TextMatch.exact("beta"));
    private static final RequestMatch ALPHA =
            RequestMatch.header("x-group", TextMatch.exact("alpha"));
    private static final Weight FIVE = new Weight(500);

    private static StepTraffic step(Weight weight, RequestMatch... match) {
        return new StepTraffic(weight, List.of(match));
    }

    @Test
    void matchedRequestsGoToTheCanaryAlone() {
        Traffic traffic = step(FIVE, BETA, ALPHA).between(V1, V2, "uid");
        assertThat(traffic)
                .hasToString(
                        "v1 95 %, v2 5 %; v2 100 % where header x-group is \"beta\", or header"
                                + " x-group is \"alpha\"");
        assertThat(traffic.reaches(V2)).isTrue();
        assertThat(step(Weight.ZERO, BETA).between(V1, V2, "uid").reaches(V2)).isTrue();
        assertThat(Traffic.all(V1).reaches(V2)).isFalse();
    }

    @Test
    void stepFollowsWithMoreWeightOrAnotherMatch() {
        assertThat(step(FIVE).follows(step(Weight.ZERO, BETA))).isTrue();
        assertThat(step(FIVE, BETA).follows(step(FIVE))).isTrue();
        assertThat(step(FIVE).follows(step(FIVE, BETA))).isTrue();
        assertThat(step(FIVE, ALPHA).follows(step(FIVE, BETA))).isTrue();
        assertThat(step(FIVE, BETA).follows(step(FIVE, BETA))).isFalse();
        assertThat(step(Weight.ZERO, BETA).follows(step(FIVE))).isFalse();
    }

    @Test
    void stepThatMovesNothingAndOneThatMovesAllBesidesAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> step(Weight.ZERO))
                .withMessage(
                        "weight: 0 moves no traffic; use 0.01 to 100, or add a match or a mirror");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> step(Weight.FULL, BETA))
                .withMessageContaining("stands beside weight 100");
    }

    @Test
    void matchNeedsACondition() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                new RequestMatch(
                                        new TreeMap<>(),
                                        new TreeMap<>(),
                                        new TreeMap<>(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        new TreeMap<>(),
                                        List.of()))
                .withMessageContaining("has no condition");
    }
}
