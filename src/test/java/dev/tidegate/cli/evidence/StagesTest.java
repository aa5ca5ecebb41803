package dev.tidegate.cli.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.distribution.Weight;
import dev.tidegate.core.rollout.Step;
import dev.tidegate.core.rollout.UntilProven;
import dev.tidegate.core.traffic.StepTraffic;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

class StagesTest {

    private static final Duration HOLD = Duration.ofSeconds(30);

    private static Step step(int percent, boolean pause, UntilProven.Then then) {
        return new Step(
                new StepTraffic(new Weight(percent * 100), List.of()),
                HOLD,
                pause,
                Optional.of(new UntilProven(Duration.ofHours(1), then)));
    }

    private static Stages stages(UntilProven.Then then) {
        return new Stages(
                List.of(
                        step(1, false, then),
                        step(2, false, then),
                        step(4, true, then),
                        new Step(new Weight(5_000), HOLD, false),
                        new Step(Weight.FULL, Duration.ZERO, false)));
    }

    private static final Stages PAUSE = stages(UntilProven.Then.PAUSE);

    @Test
    void stepByTimeIsOverAfterItsHold() {
        assertThat(PAUSE.next(3, 29, 1)).isEqualTo(new Next.Stays());
        assertThat(PAUSE.next(3, 30, 0)).isEqualTo(new Next.Goes(4));
    }

    @Test
    void stepUntilProvenGoesAsFarAsIsProvenAndSkipsNoPause() {
        assertThat(PAUSE.next(0, 29, 1)).isEqualTo(new Next.Stays());
        assertThat(PAUSE.next(0, 30, .019)).isEqualTo(new Next.Stays());
        assertThat(PAUSE.next(0, 30, .02)).isEqualTo(new Next.Goes(1));
        assertThat(PAUSE.next(0, 30, 1)).isEqualTo(new Next.Goes(2));
    }

    @Test
    void stepThatIsNotProvenInTimeEndsAsThePolicySays() {
        assertThat(PAUSE.next(0, 3_600, 0)).isEqualTo(new Next.Ends(UntilProven.Then.PAUSE));
        assertThat(stages(UntilProven.Then.ROLLBACK).next(0, 3_600, 0))
                .isEqualTo(new Next.Ends(UntilProven.Then.ROLLBACK));
        assertThat(stages(UntilProven.Then.ADVANCE).next(0, 3_600, 0)).isEqualTo(new Next.Goes(1));
    }
}
