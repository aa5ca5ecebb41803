package dev.tidegate.simulation;

import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.event.Action;
import dev.tidegate.core.event.RolloutEvent.Command;
import dev.tidegate.simulation.kernel.Choices;
import dev.tidegate.simulation.scene.SimService;
import dev.tidegate.simulation.topics.Topic;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What becomes of versions that are over: they are released again, gone back to, and scaled. */
final class OldPods {

    private final SimService service;
    private final Choices choices;
    private int count;

    OldPods(SimService service, Choices choices) {
        this.service = service;
        this.choices = choices;
    }

    void into(List<Act> acts) {
        for (int i = 1 + choices.next(3); i > 0; i--) {
            again(acts, Events.some(choices));
        }
        for (int i = 1 + choices.next(2); i > 0; i--) {
            // when nothing goes wrong any more, a release has nothing to wait for
            again(acts, Simulation.CALM.plusSeconds(60 + choices.next(900)));
        }
        for (int i = choices.next(3); i > 0; i--) {
            acts.add(scaled());
        }
        for (int i = choices.next(3); i > 0; i--) {
            acts.add(OldRoutes.any(choices, service, version()));
        }
        if (choices.oneIn(4)) {
            acts.add(Autoscaling.any(choices, service, version()));
        }
    }

    private String version() {
        return "v" + (1 + choices.next(5));
    }

    private String id(String source) {
        return "/%s %s-old%d".formatted(source, service.key(), ++count);
    }

    private void again(List<Act> acts, Duration at) {
        String version = version();
        if (choices.oneIn(2)) {
            acts.add(Events.deployed(service, at, id("ci"), version, 0, choices.oneIn(6)));
            return;
        }
        String id = id("people");
        acts.add(
                new Act(
                        at,
                        "%s: somebody goes back to %s".formatted(service.key(), version),
                        world ->
                                world.send(
                                        Topic.COMMANDS,
                                        new Command(
                                                        id,
                                                        service.key(),
                                                        world.kernel().now(),
                                                        Action.ROLLBACK,
                                                        Optional.empty(),
                                                        "an operator",
                                                        "")
                                                .to(Optional.of(new Version(version))))));
    }

    private Act scaled() {
        String version = version();
        int wanted = choices.oneIn(2) ? service.replicas() : choices.next(7);
        return new Act(
                Events.some(choices),
                "%s: somebody scales %s to %d".formatted(service.key(), version, wanted),
                world -> Pods.wanted(world, service, version, wanted));
    }
}
