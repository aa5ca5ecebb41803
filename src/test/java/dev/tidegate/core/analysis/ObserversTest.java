package dev.tidegate.core.analysis;

import static dev.tidegate.core.analysis.Readings.reading;
import static dev.tidegate.core.analysis.Readings.second;
import static dev.tidegate.core.analysis.Ticks.tick;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.Map;

class ObserversTest {

    private static Observers after(Reading... readings) {
        Observers observers = Observers.NONE;
        for (Reading reading : readings) {
            observers = observers.observe(reading).observers();
        }
        return observers;
    }

    private static Tick counted(Observed observed) {
        assertThat(observed).isInstanceOf(Observed.Counted.class);
        return ((Observed.Counted) observed).interval().tick("v2", "v1", Measure.FAILURES.name());
    }

    @Test
    void firstReadingIsTheBaseOfTheNext() {
        Observed first = Observers.NONE.observe(reading("a", 0, tick(7, 100, 70, 9_000)));
        assertThat(first)
                .isEqualTo(
                        new Observed.Based(after(reading("a", 0, tick(7, 100, 70, 9_000))), false));
        Observed second = first.observers().observe(reading("a", 1, tick(8, 110, 70, 9_090)));
        assertThat(counted(second)).isEqualTo(tick(1, 10, 0, 90));
    }

    @Test
    void observersAreCountedEachForItself() {
        Observers both =
                after(reading("a", 0, tick(0, 0, 0, 1_000)), reading("b", 0, tick(0, 0, 0, 50)));
        assertThat(counted(both.observe(reading("b", 1, tick(0, 1, 0, 60)))))
                .isEqualTo(tick(0, 1, 0, 10));
    }

    @Test
    void lostReadingIsMendedByTheNext() {
        Observers observers = after(reading("a", 0, tick(0, 10, 0, 90)));
        assertThat(counted(observers.observe(reading("a", 3, tick(2, 40, 1, 360)))))
                .isEqualTo(tick(2, 30, 1, 270));
    }

    @Test
    void repeatedAndLateReadingsChangeNothing() {
        Observers observers =
                after(reading("a", 0, tick(0, 10, 0, 90)), reading("a", 2, tick(1, 30, 0, 270)));
        assertThat(observers.observe(reading("a", 2, tick(1, 30, 0, 270))))
                .isEqualTo(new Observed.Repeated(observers));
        assertThat(observers.observe(reading("a", 1, tick(0, 20, 0, 180))))
                .isEqualTo(new Observed.Repeated(observers));
    }

    @Test
    void observerThatRestartedHasANewBase() {
        Observers observers = after(reading("a", 0, tick(3, 100, 4, 900)));
        // stable's count has passed its old one again, canary's has not
        Observed restarted = observers.observe(reading("a", 60, tick(0, 5, 4, 950)));
        assertThat(restarted)
                .isEqualTo(new Observed.Based(after(reading("a", 60, tick(0, 5, 4, 950))), true));
        assertThat(counted(restarted.observers().observe(reading("a", 61, tick(0, 6, 4, 960)))))
                .isEqualTo(tick(0, 1, 0, 10));
    }

    @Test
    void versionThatAppearsAtAKnownObserverStartsFromZero() {
        Reading alone =
                new Reading("a", second(0), second(0), Map.of("v1", Readings.failures(1, 500)));
        assertThat(counted(after(alone).observe(reading("a", 1, tick(4, 5, 1, 595)))))
                .isEqualTo(tick(4, 5, 0, 95));
    }

    @Test
    void versionThatIsLeftOutOnceStaysAsItWas() {
        Reading alone =
                new Reading("a", second(1), second(1), Map.of("v1", Readings.failures(0, 190)));
        Observers observers = after(reading("a", 0, tick(2, 10, 0, 90)), alone);
        assertThat(counted(observers.observe(reading("a", 2, tick(3, 30, 0, 270)))))
                .isEqualTo(tick(1, 20, 0, 80));
    }

    @Test
    void moreFailuresThanRequestsAreToldAndLeftOut() {
        Observers observers = after(reading("a", 0, tick(0, 10, 0, 90)));
        Observed wrong = observers.observe(reading("a", 1, tick(6, 14, 0, 180)));
        assertThat(wrong)
                .isEqualTo(
                        new Observed.Refused(
                                observers,
                                "reading of a: failures of version v2 grew by 6, but its requests"
                                        + " by 4; count both of the same requests"));
        // what comes next is counted from the last that was right
        assertThat(counted(wrong.observers().observe(reading("a", 2, tick(6, 20, 0, 270)))))
                .isEqualTo(tick(6, 10, 0, 180));
    }

    @Test
    void clockThatIsAheadHoldsNobodyUp() {
        // this observer's clock is three minutes ahead
        Reading first = new Reading("a", second(180), second(0), Readings.versions(Tick.NONE));
        Reading next =
                new Reading("a", second(181), second(1), Readings.versions(tick(1, 2, 0, 9)));
        Observed observed = after(first).observe(next);
        assertThat(((Observed.Counted) observed).interval().from()).isEqualTo(second(0));
        assertThat(((Observed.Counted) observed).interval().to()).isEqualTo(second(1));
    }

    @Test
    void clockThatIsBehindMakesTheIntervalLonger() {
        Reading first = new Reading("a", second(-180), second(0), Readings.versions(Tick.NONE));
        Reading next =
                new Reading("a", second(-179), second(1), Readings.versions(tick(1, 2, 0, 9)));
        Observed observed = after(first).observe(next);
        assertThat(((Observed.Counted) observed).interval().from()).isEqualTo(second(-180));
        assertThat(((Observed.Counted) observed).interval().to()).isEqualTo(second(1));
    }

    @Test
    void observerWhoseClockWasSetBackHasANewBaseAfterAMinute() {
        // Given a reading of a clock that is an hour ahead
        Observers ahead =
                after(
                        new Reading(
                                "a", second(3_600), second(0), Readings.versions(tick(1, 9, 0, 90))));
        // When it is set right, then its readings are no repeated ones for an hour
        Reading soon = reading("a", 30, tick(2, 19, 0, 190));
        assertThat(ahead.observe(soon)).isInstanceOf(Observed.Repeated.class);
        Reading later = reading("a", 61, tick(2, 29, 0, 290));
        Observed based = ahead.observe(later);
        assertThat(based).isInstanceOf(Observed.Based.class);
        assertThat(counted(based.observers().observe(reading("a", 62, tick(3, 30, 0, 299)))))
                .isEqualTo(tick(1, 1, 0, 9));
    }

    @Test
    void readingOfBeforeThatComesAgainIsNoNewBase() {
        Observers observers =
                after(reading("a", 0, tick(0, 10, 0, 90)), reading("a", 2, tick(1, 30, 0, 270)));
        Reading again =
                new Reading("a", second(0), second(90), Readings.versions(tick(0, 10, 0, 90)));
        assertThat(observers.observe(again)).isEqualTo(new Observed.Repeated(observers));
    }

    @Test
    void observersThatAreSilentAreForgotten() {
        Observers both =
                after(reading("a", 0, tick(0, 1, 0, 9)), reading("b", 50, tick(0, 1, 0, 9)));
        assertThat(both.readSince(second(10))).isEqualTo(after(reading("b", 50, tick(0, 1, 0, 9))));
    }
}
