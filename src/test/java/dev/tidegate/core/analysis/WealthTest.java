package dev.tidegate.core.analysis;

import static dev.tidegate.core.analysis.Ticks.tick;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

import java.time.Duration;

class WealthTest {

    @Test
    void beginsAtOne() {
        assertThat(Wealth.inPlay(8).log()).isZero();
        assertThat(Wealth.halfReserved(8).log()).isCloseTo(0, within(1e-12));
    }

    @Test
    void allOfTheReserveMayComeIntoPlay() {
        Wealth wealth =
                Wealth.halfReserved(2).round(new Terms(1, 1, 1, Pace.UNBOUNDED), i -> Math.log(3));
        assertThat(wealth.log()).isCloseTo(Math.log(3), within(1e-12));
        assertThat(wealth.logReserve()).isEqualTo(Double.NEGATIVE_INFINITY);
        // and nothing is left to come
        assertThat(wealth.round(Terms.PLAIN, i -> 0).log()).isCloseTo(Math.log(3), within(1e-12));
    }

    @Test
    void isTheSameWhenToldAndReadAgain() {
        Wealth wealth = Wealth.halfReserved(3).round(Terms.PLAIN, i -> i);
        Wealth read = Wealth.of(wealth.logBets(), wealth.logCeilings(), wealth.logReserve());
        assertThat(read).isEqualTo(wealth).hasSameHashCodeAs(wealth);
    }

    @Test
    void oneReadingSaysNoMoreThanItsPace() {
        Terms second = new Terms(1, 1, 0, Pace.of(1, 1));
        RatioTest test = RatioTest.plain(Grid.STANDARD).after(tick(30, 100, 0, 900), second);
        assertThat(test.logEvidence()).isCloseTo(2.25, within(1e-9));
        test = test.after(tick(30, 100, 0, 900), second).after(tick(30, 100, 0, 900), second);
        assertThat(test.logEvidence()).isCloseTo(6.75, within(1e-9));
    }

    @Test
    void observersShareThePace() {
        RatioTest test = RatioTest.plain(Grid.STANDARD);
        for (int observer = 0; observer < 10; observer++) {
            Pace pace = Pace.of(observer == 0 ? 1 : 0, 1);
            test = test.after(tick(30, 100, 0, 900), new Terms(1, 1, 0, pace));
        }
        assertThat(test.logEvidence()).isCloseTo(2.25, within(1e-9));
    }

    @Test
    void reserveComesIntoPlayByTheAge() {
        LateFaults late = LateFaults.STANDARD;
        assertThat(late.moved(Duration.ZERO, Duration.ofSeconds(6))).isEqualTo(.001);
        assertThat(late.moved(Duration.ofSeconds(3_000), Duration.ofSeconds(6))).isEqualTo(.0005);
        assertThat(late.moved(Duration.ZERO, Duration.ofDays(9))).isEqualTo(1);
        // clocks that go back move nothing
        assertThat(late.moved(Duration.ofSeconds(9), Duration.ofSeconds(-6))).isZero();
        assertThat(late.moved(Duration.ofSeconds(-9), Duration.ofSeconds(6))).isEqualTo(.001);
    }
}
