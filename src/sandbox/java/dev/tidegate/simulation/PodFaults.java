package dev.tidegate.simulation;

import dev.tidegate.core.text.TimeText;
import dev.tidegate.simulation.kernel.Choices;
import dev.tidegate.simulation.scene.SimService;

import java.time.Duration;
import java.util.function.BiConsumer;

/** What becomes of the pods of a canary that wants several. */
final class PodFaults {

    private PodFaults() {}

    /** Some are gone for a while, or other numbers are wanted. */
    static Act any(Choices choices, SimService service) {
        Duration time = Duration.ofSeconds(1 + choices.next(90));
        Duration soon = Duration.ofMillis(choices.next(5_000));
        int pods = choices.next(service.replicas());
        int wanted = 1 + choices.next(6);
        return switch (choices.next(3)) {
            case 0 ->
                    act(
                            choices,
                            service,
                            "has %d pods for %s".formatted(pods, TimeText.span(time)),
                            (world, version) -> {
                                Pods.available(world, service, version, pods);
                                world.kernel().later(time, () -> Pods.all(world, service, version));
                            });
            case 1 ->
                    act(
                            choices,
                            service,
                            "is scaled to %d".formatted(wanted),
                            (world, version) -> Pods.scale(world, service, version, wanted, soon));
            default ->
                    act(
                            choices,
                            service,
                            "is scaled to zero for " + TimeText.span(time),
                            (world, version) -> {
                                Pods.scale(world, service, version, 0, soon);
                                world.kernel()
                                        .later(
                                                time.plus(soon),
                                                () ->
                                                        Pods.scale(
                                                                world,
                                                                service,
                                                                version,
                                                                service.replicas(),
                                                                soon));
                            });
        };
    }

    private static Act act(
            Choices choices, SimService service, String what, BiConsumer<World, String> work) {
        return new Act(
                Events.some(choices),
                service.key() + ": the canary " + what,
                world ->
                        Releases.canary(world, service)
                                .ifPresent(version -> work.accept(world, version)));
    }
}
