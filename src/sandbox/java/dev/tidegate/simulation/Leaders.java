package dev.tidegate.simulation;

import java.time.Duration;

/** Who leads: one process, sometimes two for a while, sometimes none. */
final class Leaders {

    /** How long a silent leader is believed to live. */
    static final Duration TERM = Duration.ofSeconds(15);

    private Leaders() {}

    /** Another process leads; those before hear of it later. */
    static void change(World world, Machine next, Duration heard) {
        if (next.replica().isEmpty()) {
            return;
        }
        Replica leader = next.replica().get();
        for (Machine machine : world.machines()) {
            machine.replica()
                    .filter(other -> other != leader && other.leads())
                    .ifPresent(before -> world.kernel().later(heard, () -> resign(before)));
        }
        leader.life().spawn(() -> leader.lead(true));
    }

    private static void resign(Replica before) {
        before.life().spawn(() -> before.lead(false));
    }

    /** Somebody leads, if anybody runs. */
    static void ensure(World world) {
        boolean led =
                world.machines().stream()
                        .flatMap(m -> m.replica().stream())
                        .anyMatch(Replica::leads);
        if (!led) {
            world.machines().stream()
                    .filter(m -> m.replica().isPresent())
                    .findFirst()
                    .ifPresent(m -> change(world, m, Duration.ZERO));
        }
    }
}
