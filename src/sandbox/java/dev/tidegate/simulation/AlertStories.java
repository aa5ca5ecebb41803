package dev.tidegate.simulation;

import dev.tidegate.core.event.Alert;
import dev.tidegate.core.event.RolloutEvent.AlertFired;
import dev.tidegate.core.event.RolloutEvent.AlertResolved;
import dev.tidegate.simulation.kernel.Choices;
import dev.tidegate.simulation.scene.SimService;
import dev.tidegate.simulation.topics.Topic;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Alerts of one service whose time is the worst: before their deployment is read, before the
 * release may begin, or again after their end.
 */
final class AlertStories {

    private final SimService service;
    private final Choices choices;
    private final String name;
    private int count;

    /**
     * Stories.
     *
     * @param number tells their events from those of others
     */
    AlertStories(SimService service, Choices choices, int number) {
        this.service = service;
        this.choices = choices;
        this.name = "%s-story%d".formatted(service.key(), number);
    }

    /** Adds one of them. */
    void into(List<Act> acts) {
        Duration at = Events.some(choices);
        String version = "v" + (2 + choices.next(4));
        switch (choices.next(4)) {
            case 0 -> {
                fires(acts, at, "overtakes the deployment of " + version, Optional.of(version));
                deployed(acts, later(at, 20), version, 0);
                perhapsEnds(acts, later(at, 120));
            }
            case 1 -> {
                deployed(acts, at, version, 10 + choices.next(50));
                fires(acts, later(at, 40), "fires, " + version + " waits", Optional.of(version));
                perhapsEnds(acts, later(at, 120));
            }
            case 2 -> {
                fires(acts, at, "fires", Optional.empty());
                Duration end = later(at, 30);
                ends(acts, end);
                fires(acts, later(end, 30), "fires again after its end", Optional.empty());
            }
            default -> {
                fires(acts, at, "fires", Optional.empty());
                perhapsEnds(acts, later(at, 60));
            }
        }
    }

    private Duration later(Duration at, int seconds) {
        return at.plusMillis(1 + choices.next(seconds * 1_000));
    }

    private String id(String source) {
        return "/%s %s-%d".formatted(source, name, ++count);
    }

    private void deployed(List<Act> acts, Duration at, String version, int pods) {
        acts.add(Events.deployed(service, at, id("ci"), version, pods, false));
    }

    /**
     * An alert fires.
     *
     * @param named the version; that of the newest release when empty
     */
    private void fires(List<Act> acts, Duration at, String what, Optional<String> named) {
        String id = id("alertmanager");
        int naming = choices.next(4);
        acts.add(
                new Act(
                        at,
                        "%s: alert %s %s".formatted(service.key(), id, what),
                        world ->
                                named.or(() -> Releases.canary(world, service))
                                        .ifPresent(
                                                version ->
                                                        send(
                                                                world,
                                                                id,
                                                                alert(world, version, naming)))));
    }

    private void send(World world, String id, Alert alert) {
        world.send(Topic.ALERTS, new AlertFired(id, service.key(), world.kernel().now(), alert));
    }

    /** By its version, by its workload, by both of which one says something else, or by none. */
    private Alert alert(World world, String version, int naming) {
        Optional<String> workload = Optional.of(service.workload(version));
        return new Alert(
                "Errors",
                "critical",
                switch (naming) {
                    case 0 -> Optional.of(version);
                    case 1 -> Optional.of("stable");
                    default -> Optional.empty();
                },
                naming == 1 || naming == 2 ? workload : Optional.empty(),
                name,
                world.kernel().now(),
                Optional.empty());
    }

    private void perhapsEnds(List<Act> acts, Duration at) {
        if (choices.oneIn(2)) {
            ends(acts, at);
        }
    }

    private void ends(List<Act> acts, Duration at) {
        String id = id("alertmanager");
        acts.add(
                new Act(
                        at,
                        "%s: alert %s has ended".formatted(service.key(), name),
                        world -> {
                            var now = world.kernel().now();
                            Alert alert =
                                    new Alert(
                                            "Errors",
                                            "critical",
                                            Optional.empty(),
                                            name,
                                            now.minusSeconds(1));
                            world.send(
                                    Topic.ALERTS,
                                    new AlertResolved(id, service.key(), now, alert.endedAt(now)));
                        }));
    }
}
