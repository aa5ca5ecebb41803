package dev.tidegate.core.analysis;

import static dev.tidegate.core.analysis.Ticks.after;
import static dev.tidegate.core.analysis.Ticks.terms;
import static dev.tidegate.core.analysis.Ticks.tick;
import static dev.tidegate.core.analysis.Ticks.ticks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

class RatioTestTest {

    private static final double MOVED = 1 / 200.0;

    static Stream<Arguments> references() {
        List<Tick> late = new ArrayList<>(Collections.nCopies(100, tick(0, 100, 1, 9_900)));
        late.addAll(Collections.nCopies(3, tick(3, 1_000, 3, 9_000)));
        return Stream.of(
                arguments(ticks(1, 100, 0, 9_900), 2.716439429, 2.091678834, 2.640017187),
                arguments(ticks(2, 100, 0, 9_900), 6.228464494, 5.542255803, 6.036057321),
                arguments(ticks(5, 1_000, 5, 9_000), 3.936676769, 3.267651686, 3.125872884),
                arguments(ticks(60, 5_000, 40, 5_000), .258423843, .138178937, -2.177615774),
                arguments(ticks(40, 5_000, 60, 5_000), -8.173992391, -.697875039, -10.372798268),
                arguments(
                        ticks(2, 100, 9, 9_900, 4, 500, 9, 9_500, 6, 1_000, 8, 9_000),
                        11.165654578,
                        10.477689637,
                        9.043588625),
                arguments(ticks(0, 100, 50, 9_900), -1.430674289, -.481798232, -1.575313997),
                arguments(late, 3.393357134, 4.326896598, 2.177560787));
    }

    @ParameterizedTest
    @MethodSource("references")
    void evidenceIsAsTheReferenceSays(
            List<Tick> ticks, double plain, double reserved, double tolerant) {
        assertThat(plain(ticks, Terms.PLAIN)).isCloseTo(plain, within(1e-6));
        assertThat(reserved(ticks, terms(1, 1, MOVED))).isCloseTo(reserved, within(1e-6));
        assertThat(plain(ticks, terms(1.25, 1, 0))).isCloseTo(tolerant, within(1e-6));
    }

    @ParameterizedTest
    @MethodSource("references")
    void evidenceIsTheRatioOfBinomialProbabilities(
            List<Tick> ticks, double plain, double reserved, double tolerant) {
        assertThat(Math.log(NaiveRatio.evidence(ticks, 1, 0, 0))).isCloseTo(plain, within(1e-6));
        assertThat(Math.log(NaiveRatio.evidence(ticks, 1, .5, MOVED)))
                .isCloseTo(reserved, within(1e-6));
        assertThat(Math.log(NaiveRatio.evidence(ticks, 1.25, 0, 0)))
                .isCloseTo(tolerant, within(1e-6));
    }

    @Test
    void anyTicksGiveWhatTheNaiveProductGives() {
        Random random = new Random(17);
        for (int i = 0; i < 200; i++) {
            List<Tick> ticks = some(random, 1 + random.nextInt(20));
            double moved = random.nextDouble();
            double tolerance = 1 + random.nextDouble();
            assertThat(reserved(ticks, terms(tolerance, 1, moved)))
                    .isCloseTo(
                            Math.log(NaiveRatio.evidence(ticks, tolerance, .5, moved)),
                            within(1e-6));
        }
    }

    @Test
    void withoutBadRequestsTheEvidenceStaysOne() {
        List<Tick> none = Collections.nCopies(5_000, tick(0, 10, 0, 90));
        assertThat(plain(none, Terms.PLAIN)).isCloseTo(0, within(1e-12));
        assertThat(reserved(none, terms(1.25, 3, MOVED))).isCloseTo(0, within(1e-9));
    }

    @Test
    void ticksMayBeMergedAtAConstantShare() {
        List<Tick> parts = ticks(1, 10, 2, 90, 0, 20, 1, 180, 3, 30, 0, 270);
        Tick merged = parts.stream().reduce(Tick.NONE, Tick::plus);
        assertThat(plain(parts, Terms.PLAIN))
                .isCloseTo(plain(List.of(merged), Terms.PLAIN), within(1e-12));
    }

    @Test
    void orderDoesNotMatterWithoutAReserve() {
        Random random = new Random(18);
        for (int i = 0; i < 100; i++) {
            List<Tick> ticks = new ArrayList<>(some(random, 12));
            double before = plain(ticks, Terms.PLAIN);
            Collections.shuffle(ticks, random);
            assertThat(plain(ticks, Terms.PLAIN)).isCloseTo(before, within(1e-9));
        }
    }

    @Test
    void oneMoreFailureOfTheCanaryIsMoreEvidenceAndOneOfStableIsLess() {
        double before = plain(ticks(3, 100, 5, 900), Terms.PLAIN);
        assertThat(plain(ticks(4, 100, 5, 900), Terms.PLAIN)).isGreaterThan(before);
        assertThat(plain(ticks(3, 100, 6, 900), Terms.PLAIN)).isLessThan(before);
    }

    @Test
    void tickOfOneVersionAloneComparesNothing() {
        RatioTest test = RatioTest.begin(Grid.STANDARD);
        assertThat(test.after(tick(5, 100, 0, 0), terms(1, 1, MOVED))).isEqualTo(test);
        assertThat(test.after(tick(0, 0, 5, 100), terms(1, 1, MOVED))).isEqualTo(test);
    }

    @Test
    void hugeCountsAndManyDaysStayNumbers() {
        long huge = 1_000_000_000_000_000_000L;
        RatioTest test = RatioTest.begin(Grid.STANDARD);
        for (int i = 0; i < 20; i++) {
            test = test.after(tick(huge / 100, huge, huge / 2, huge), terms(1, 1, MOVED));
            assertThat(test.logEvidence()).isFinite();
        }
        // and back again
        for (int i = 0; i < 60; i++) {
            test = test.after(tick(huge / 2, huge, huge / 100, huge), terms(1, 1, MOVED));
        }
        assertThat(test.logEvidence()).isFinite().isGreaterThan(1e6);
        List<Tick> days = Collections.nCopies(300_000, tick(0, 10, 1, 90));
        assertThat(after(RatioTest.begin(Grid.STANDARD), days, terms(1, 1, MOVED)).logEvidence())
                .isFinite();
    }

    private static List<Tick> some(Random random, int count) {
        List<Tick> ticks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int canary = 1 + random.nextInt(50);
            int stable = 1 + random.nextInt(200);
            ticks.add(
                    tick(
                            random.nextInt(Math.min(4, canary)),
                            canary,
                            random.nextInt(Math.min(6, stable)),
                            stable));
        }
        return ticks;
    }

    private static double plain(List<Tick> ticks, Terms terms) {
        return after(RatioTest.plain(Grid.STANDARD), ticks, terms).logEvidence();
    }

    private static double reserved(List<Tick> ticks, Terms terms) {
        return after(RatioTest.begin(Grid.STANDARD), ticks, terms).logEvidence();
    }
}
