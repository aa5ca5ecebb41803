package dev.tidegate.simulation;

import dev.tidegate.simulation.judge.Invariant;
import dev.tidegate.simulation.judge.Violation;
import dev.tidegate.simulation.kernel.Choices;
import dev.tidegate.simulation.kernel.Kernel;
import dev.tidegate.simulation.kernel.Stuck;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** Plays a plan from its beginning, through its faults, to where nothing is left to be done. */
final class Simulation {

    /** From here on nothing goes wrong any more. */
    static final Duration CALM = Duration.ofMinutes(10);

    private static final Duration END = Duration.ofMinutes(40);

    /** No plan needs so many steps: one that does goes round in circles. */
    private static final long MOST_STEPS = 2_000_000;

    private Simulation() {}

    /**
     * How a simulation ended.
     *
     * @param violation what did not hold; empty when all did
     * @param history what happened; empty unless it was asked for
     * @param tally how often each thing happened
     */
    record Ending(
            Optional<Violation> violation,
            long steps,
            List<String> history,
            SortedMap<String, Integer> tally) {}

    /** Plays a plan; {@code told} whether its history is wanted. */
    static Ending play(Plan plan, boolean told) {
        return play(plan, told, false);
    }

    /** The same; {@code strict} whether known limits are violations, too. */
    static Ending play(Plan plan, boolean told, boolean strict) {
        Kernel kernel = new Kernel(Choices.seeded(plan.seed()));
        World world = new World(kernel, plan, told);
        world.facts().onlyOutcomesFail(plan.onlyOutcomesFail());
        if (strict) {
            world.facts().strict();
        }
        for (Act act : plan.acts()) {
            kernel.later(
                    act.at(),
                    () -> {
                        world.history().add("world", act::title);
                        act.work().accept(world);
                    });
        }
        kernel.later(CALM, () -> calm(world));
        run(world);
        world.machines().forEach(Machine::crash);
        return new Ending(
                world.judge().found(),
                kernel.steps(),
                world.history().lines(),
                world.judge().tally());
    }

    private static void run(World world) {
        Kernel kernel = world.kernel();
        try {
            while (world.judge().found().isEmpty()
                    && kernel.nextMicros() < END.toNanos() / 1_000
                    && kernel.step()) {
                if (kernel.steps() > MOST_STEPS) {
                    world.unsound("after %d steps it is not over".formatted(MOST_STEPS));
                }
            }
            List<String> undrained = world.topics().undrained();
            if (!undrained.isEmpty()) {
                world.judge().broken(Invariant.ANSWERS, "not acknowledged: " + undrained);
            }
            world.judge().settled();
        } catch (Stuck e) {
            world.judge().broken(Invariant.SOUND, String.valueOf(e.getMessage()));
        }
    }

    private static void calm(World world) {
        world.history().add("world", () -> "nothing goes wrong from here on");
        for (Machine machine : world.machines()) {
            machine.weather().clear();
            machine.producer().clear();
            machine.start();
        }
        world.server().refusals().end();
        Pods.recover(world);
        MirrorEdits.end(world);
        Leaders.ensure(world);
    }
}
