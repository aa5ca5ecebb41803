package dev.tidegate.core.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.tidegate.messages.ForPeople;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

class BadInputTest {

    private static final double NO_NUMBER = Double.NaN;

    static Stream<Arguments> chances() {
        return Stream.of(
                bad(
                        () -> FalseRollback.of(0),
                        "falseRollback: 0.0 is out of range; use more than 0 and less than 1"),
                bad(
                        () -> FalseRollback.of(1),
                        "falseRollback: 1.0 is out of range; use more than 0 and less than 1"),
                bad(
                        () -> FalseRollback.of(NO_NUMBER),
                        "falseRollback: NaN is out of range; use more than 0 and less than 1"),
                bad(
                        () -> RateBound.upper(Tally.NONE, 1, 0),
                        "level: 0.0 is out of range; use more than 0 and less than 1"),
                bad(
                        () -> RateTest.begin(1),
                        "limit: 1.0 is out of range; use more than 0 and less than 1"),
                bad(
                        () -> SplitCheck.begin().logEvidence(0),
                        "share: 0.0 is out of range; use more than 0 and less than 1"));
    }

    static Stream<Arguments> tests() {
        return Stream.of(
                bad(
                        () -> new Grid(List.of()),
                        "alternatives: there is none to test against; give at least one, such as"
                                + " 2"),
                bad(
                        () -> new Grid(List.of(2.0, 1.0)),
                        "alternatives: 1.0 is out of range; use more than 1 and at most 1000000"),
                bad(
                        () -> new Grid(List.of(NO_NUMBER)),
                        "alternatives: NaN is out of range; use more than 1 and at most 1000000"),
                bad(
                        () -> new Terms(NO_NUMBER, 1, 0, Pace.UNBOUNDED),
                        "tolerance: NaN is out of range; use 0.01 to 1000"),
                bad(
                        () -> new Terms(1, 1, 1.5, Pace.UNBOUNDED),
                        "reserve: 1.5 is out of range; use 0 to 1"),
                bad(
                        () -> new Pace(-1, 2),
                        "pace: -1.0 and 2.0 are out of range; use 0 or more, and more than 0"),
                bad(
                        () -> Wealth.of(new double[0], new double[0], 0),
                        "evidence: bets [], ceilings [] and reserve 0.0 cannot be read; begin"
                                + " anew"),
                bad(
                        () -> new LateFaults(0.5, Duration.ZERO),
                        "early: 0 s is not above 0; use 3000"));
    }

    static Stream<Arguments> counts() {
        return Stream.of(
                bad(
                        () -> new Tally(4, 6),
                        "counts: 6 bad of 4 requests is more than all; give the total of all"
                                + " requests, bad and good"),
                bad(() -> new Tally(-1, 0), "counts: 0 bad of -1 requests; use 0 or more"),
                bad(() -> new SplitCheck(-1, 0), "split: -1 and 0 requests; use 0 or more"),
                bad(() -> Readings.reading(" ", 0, Tick.NONE), "observer: is empty; give a name"));
    }

    static Stream<Arguments> plans() {
        Stake half = new Stake(Metric.ERRORS, 0.5, 0.005);
        return Stream.of(
                bad(
                        () -> plan(List.of(), 1, 0.05),
                        "metrics: their parts sum up to 0.0; make it 1"),
                bad(
                        () -> plan(List.of(half), 1, 0.05),
                        "metrics: their parts sum up to 0.5; make it 1"),
                bad(
                        () -> plan(List.of(half, half), 1, 0.05),
                        "metrics: two of them measure \"failures\"; name each once"),
                bad(
                        () -> plan(AnalysisPlan.STANDARD.stakes(), 0.5, 0.05),
                        "tolerance: 0.5 is out of range; use 1 to 100"),
                bad(
                        () -> plan(AnalysisPlan.STANDARD.stakes(), 1, NO_NUMBER),
                        "doubt: NaN is out of range; use more than 0 and less than 1"),
                bad(
                        () -> new Stake(Metric.ERRORS, 0, 0.005),
                        "metrics.errors: a part of 0.0 is out of range; use more than 0 and at most"
                                + " 1"),
                bad(
                        () -> new Stake(Metric.ERRORS, 1, 0),
                        "metrics.errors.excess: 0.0 is out of range; use more than 0 and less than"
                                + " 1"),
                bad(
                        () -> new Metric("x", List.of()),
                        "metrics.x: has 0 measures of which 0 differ; give at least one, each"
                                + " once"),
                bad(
                        () -> AnalysisPlan.STANDARD.withWarmup(Duration.ofSeconds(-3)),
                        "warmup: -3 s is negative; use 0 or more"),
                bad(
                        () -> new Step(1.01, Readings.START, true),
                        "weight: 1.01 is out of range; use 0 to 1"),
                bad(
                        () -> new Compared("v1", "v1"),
                        "canary: \"v1\" is stable as well; compare two versions"));
    }

    private static AnalysisPlan plan(List<Stake> stakes, double tolerance, double doubt) {
        return new AnalysisPlan(
                FalseRollback.of(0.01),
                tolerance,
                stakes,
                Duration.ZERO,
                doubt,
                20,
                Duration.ofSeconds(12));
    }

    private static Arguments bad(ThrowingCallable made, String message) {
        return arguments(made, message);
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource({"chances", "tests", "counts", "plans"})
    void isRefusedWithWhatWouldBeRight(ThrowingCallable made, String message) {
        assertThatIllegalArgumentException().isThrownBy(made).withMessage(message);
        assertThat(ForPeople.problems(message)).isEmpty();
    }
}
