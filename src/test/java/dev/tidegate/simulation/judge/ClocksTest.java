package dev.tidegate.simulation.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.simulation.kernel.Kernel;

import org.junit.jupiter.api.Test;

import java.time.Instant;

/** When a process saw what its clock showed. */
class ClocksTest {

    private static final long SECOND = 1_000_000;

    private final Clocks clocks = new Clocks();

    /** As a process' clock shows it, in whole milliseconds. */
    private static Instant shown(long micros, long ahead) {
        return Kernel.START.plusMillis((micros + ahead) / 1_000);
    }

    private void assertFound(long micros, long ahead, long until) {
        assertThat(clocks.micros("a", shown(micros, ahead), until))
                .isBetween(micros - Clocks.GRAIN_MICROS, micros + Clocks.GRAIN_MICROS);
    }

    @Test
    void clockThatIsAheadIsSetOff() {
        clocks.set("a", 0, SECOND / 2);
        assertFound(7 * SECOND + 123, SECOND / 2, 9 * SECOND);
    }

    @Test
    void clockThatWasSetSinceThenIsTakenAsItWas() {
        clocks.set("a", 0, SECOND / 2);
        clocks.set("a", 8 * SECOND, -SECOND / 2);
        assertFound(6 * SECOND + 123, SECOND / 2, 9 * SECOND);
        assertFound(8 * SECOND + 700, -SECOND / 2, 9 * SECOND);
    }

    /** Times before the start are rounded up: what was decided right now seems to be to come. */
    @Test
    void clockThatIsMinutesBehindIsFoundToTheMillisecond() {
        clocks.set("a", 0, 0);
        clocks.set("a", 5 * SECOND, -436 * SECOND);
        assertFound(9 * SECOND + 300, -436 * SECOND, 9 * SECOND + 301);
    }

    @Test
    void clocksDifferByTheMostThatTheyDidMeanwhile() {
        clocks.set("a", 0, 300);
        clocks.set("b", 0, -200);
        clocks.set("b", SECOND, 100);
        assertThat(clocks.spread(0, 2 * SECOND)).isEqualTo(500);
        assertThat(clocks.spread(SECOND, 2 * SECOND)).isEqualTo(200);
        assertThat(clocks.least("b", 0, 2 * SECOND)).isEqualTo(-200);
    }
}
