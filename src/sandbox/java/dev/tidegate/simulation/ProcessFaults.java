package dev.tidegate.simulation;

import dev.tidegate.core.text.TimeText;
import dev.tidegate.simulation.kernel.Choices;

import java.time.Duration;

/** What becomes of a process in the worst moment, and of its clock. */
final class ProcessFaults {

    private ProcessFaults() {}

    /** It stands still between what it has read and what it writes. */
    static Act sleep(Choices choices, int processes) {
        Duration time = Duration.ofSeconds(1 + choices.next(60));
        return Faults.on(
                choices,
                choices.next(processes),
                "stands still for %s before its next write".formatted(TimeText.span(time)),
                (world, m) -> {
                    m.replica().ifPresent(r -> m.weather().nextWrite().stop(r.life(), time));
                });
    }

    /** Its clock is wrong by minutes, and set right after a while. */
    static Act clock(Choices choices, int processes) {
        Duration ahead = Duration.ofSeconds(30 + choices.next(570));
        boolean behind = choices.oneIn(2);
        Duration time = Duration.ofSeconds(1 + choices.next(100));
        return Faults.on(
                choices,
                choices.next(processes),
                "has its clock set %s %s for %s"
                        .formatted(
                                behind ? "back by" : "forward by",
                                TimeText.span(ahead),
                                TimeText.span(time)),
                (world, m) -> {
                    m.jump(behind ? ahead.negated() : ahead);
                    world.kernel().later(time, m::jump);
                });
    }
}
