package dev.tidegate.simulation;

import dev.tidegate.core.text.TimeText;
import dev.tidegate.simulation.api.Weather;
import dev.tidegate.simulation.kernel.Choices;

import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;

/** What goes wrong: processes, clocks, and the ways between processes and all they need. */
final class Faults {

    private static final String[] KINDS = {
        "Rollout", "RolloutPolicy", "Deployment", "VirtualService", "DestinationRule", "Service"
    };

    private static final List<Weather.Fault> CALLS =
            List.of(
                    Weather.Fault.CONFLICT,
                    Weather.Fault.LOST_REQUEST,
                    Weather.Fault.LOST_ANSWER,
                    Weather.Fault.BUSY,
                    Weather.Fault.BROKEN);

    private Faults() {}

    /** Any of them, to some process or all. */
    static Act any(Choices choices, int processes) {
        int machine = choices.next(processes);
        int seconds = 1 + choices.next(60);
        Duration time = Duration.ofSeconds(seconds);
        return switch (choices.next(10)) {
            case 0, 1 -> crash(choices, machine, time);
            case 2 ->
                    on(
                            choices,
                            machine,
                            "stands still for " + seconds + " s",
                            (_, m) -> stop(m, time));
            case 3, 4 -> calls(choices, machine, time);
            case 5 -> {
                Duration most = Duration.ofMillis(100 + choices.next(8_000));
                yield on(
                        choices,
                        machine,
                        "has slow ways to the API server",
                        (_, m) -> m.weather().slow(most, time));
            }
            case 6 -> {
                Duration most = Duration.ofMillis(100 + choices.next(15_000));
                yield on(
                        choices,
                        machine,
                        "has watches that lag",
                        (_, m) -> m.weather().stale(most, time));
            }
            case 7 -> {
                String kind = kind(choices);
                yield on(
                        choices,
                        machine,
                        "has no watch of %s for %d s".formatted(kind, seconds),
                        (_, m) -> m.replica().ifPresent(r -> r.gap(kind, time)));
            }
            case 8 -> producers(choices, machine, time);
            default -> group(choices, machine);
        };
    }

    /** A kind that processes watch. */
    static String kind(Choices choices) {
        return KINDS[choices.next(KINDS.length)];
    }

    /** Something that becomes of one process at some time. */
    static Act on(Choices choices, int machine, String what, BiConsumer<World, Machine> work) {
        return new Act(
                Events.some(choices),
                "process %s %s".formatted((char) ('a' + machine), what),
                world -> work.accept(world, world.machines().get(machine)));
    }

    private static void stop(Machine machine, Duration time) {
        machine.replica().ifPresent(r -> r.life().stop(time));
    }

    private static Act crash(Choices choices, int machine, Duration time) {
        return on(
                choices,
                machine,
                "crashes, and starts after %d s".formatted(time.toSeconds()),
                (world, m) -> crash(world, m, time));
    }

    /** The process crashes, and starts again after a while. */
    static void crash(World world, Machine machine, Duration time) {
        machine.crash();
        world.kernel().later(time, machine::start);
        world.kernel().later(Leaders.TERM, () -> Leaders.ensure(world));
    }

    private static Act calls(Choices choices, int machine, Duration time) {
        Weather.Fault fault = CALLS.get(choices.next(CALLS.size()));
        int oneIn = 1 + choices.next(5);
        return on(
                choices,
                machine,
                "one in %d calls fails for %d s: %s"
                        .formatted(oneIn, time.toSeconds(), fault.says()),
                (_, m) -> m.weather().faults(fault, oneIn, time));
    }

    private static Act producers(Choices choices, int machine, Duration time) {
        int oneIn = 1 + choices.next(4);
        return on(
                choices,
                machine,
                "does not know of one in %d records whether it is written".formatted(oneIn),
                (_, m) -> m.producer().bad(oneIn, time));
    }

    private static Act group(Choices choices, int machine) {
        Duration both = Duration.ofMillis(choices.next(20_000));
        return switch (choices.next(3)) {
            case 0 ->
                    new Act(
                            Events.some(choices),
                            "partitions are given to others",
                            world -> world.topics().balance());
            case 1 -> on(choices, machine, "has its clock set", (_, m) -> m.jump());
            default ->
                    on(
                            choices,
                            machine,
                            "leads, and the leader before hears of it after " + TimeText.span(both),
                            (world, m) -> Leaders.change(world, m, both));
        };
    }

    /** No outcome is taken for a long time. */
    static Act outcomesDown(Choices choices) {
        Duration time = Duration.ofSeconds(120 + choices.next(360));
        return new Act(
                Duration.ofSeconds(choices.next(120)),
                "no outcome can be told for %d s".formatted(time.toSeconds()),
                world -> world.machines().forEach(m -> m.producer().outcomesDown(time)));
    }
}
