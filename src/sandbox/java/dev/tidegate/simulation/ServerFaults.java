package dev.tidegate.simulation;

import dev.tidegate.simulation.api.Refusals.Reason;
import dev.tidegate.simulation.api.Weather;
import dev.tidegate.simulation.kernel.Choices;

import java.time.Duration;
import java.util.List;

/** What goes wrong between the processes and the API server, in the worst moment. */
final class ServerFaults {

    private static final List<String> WRITTEN =
            List.of("VirtualService", "DestinationRule", "Rollout", "RolloutPolicy");

    private ServerFaults() {}

    /** A write that is done after its sender has crashed, or has given it up. */
    static Act lateWrite(Choices choices, int processes) {
        int machine = choices.next(processes);
        Duration time = Duration.ofSeconds(1 + choices.next(60));
        if (choices.oneIn(2)) {
            int oneIn = 1 + choices.next(5);
            return Faults.on(
                    choices,
                    machine,
                    "gives one call in %d up for %d s, which is done later"
                            .formatted(oneIn, time.toSeconds()),
                    (world, m) -> {
                        m.weather().faults(Weather.Fault.LATE_REQUEST, oneIn, time);
                    });
        }
        Duration landing = Duration.ofMillis(choices.oneIn(2) ? 5 : choices.next(20_000));
        return Faults.on(
                choices,
                machine,
                "crashes at its next write, which is done %d ms later, and starts after %d s"
                        .formatted(landing.toMillis(), time.toSeconds()),
                (world, m) -> {
                    m.weather().nextWrite().crash(landing, () -> Faults.crash(world, m, time));
                });
    }

    /** The API server refuses a kind, or Istio's webhook does. */
    static Act refusal(Choices choices) {
        Reason reason = List.of(Reason.values()).get(choices.next(3));
        String kind = WRITTEN.get(choices.next(reason == Reason.FORBIDDEN ? WRITTEN.size() : 2));
        Duration time = Duration.ofSeconds(1 + choices.next(90));
        return new Act(
                Events.some(choices),
                "the API server refuses each %s for %d s: %s"
                        .formatted(kind, time.toSeconds(), reason.says()),
                world -> {
                    world.server().refusals().begin(kind, reason, time);
                });
    }

    /** Watches end, and begin again with what the API server's cache has. */
    static Act oldList(Choices choices, int processes) {
        int machine = choices.next(processes);
        Duration time = Duration.ofSeconds(1 + choices.next(60));
        Duration age = Duration.ofMillis(1 + choices.next(40_000));
        String kind = Faults.kind(choices);
        return Faults.on(
                choices,
                machine,
                "gets lists that are up to %d ms old for %d s, and lists %s anew"
                        .formatted(age.toMillis(), time.toSeconds(), kind),
                (_, m) -> {
                    m.weather().old(age, time);
                    m.replica().ifPresent(r -> r.gap(kind, Duration.ZERO));
                });
    }
}
