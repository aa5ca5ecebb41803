package dev.tidegate.simulation;

import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.event.Action;
import dev.tidegate.core.event.Alert;
import dev.tidegate.core.event.RolloutEvent;
import dev.tidegate.core.event.RolloutEvent.AlertFired;
import dev.tidegate.core.event.RolloutEvent.AlertResolved;
import dev.tidegate.core.event.RolloutEvent.Command;
import dev.tidegate.core.event.RolloutEvent.DeployStarted;
import dev.tidegate.simulation.kernel.Choices;
import dev.tidegate.simulation.scene.SimService;
import dev.tidegate.simulation.topics.Topic;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What happens to one service: deployments, alerts and their ends, commands. */
final class Events {

    /** Everything happens within this time. */
    static final Duration ALL = Duration.ofMinutes(8);

    private static final Action[] ACTIONS = {
        Action.PROMOTE, Action.PAUSE, Action.RESUME, Action.SKIP, Action.ABORT, Action.RETRY
    };

    private final SimService service;
    private final Choices choices;
    private final String name;
    private int count;

    Events(SimService service, Choices choices) {
        this(service, choices, "");
    }

    /** Whose ids have this in them. */
    Events(SimService service, Choices choices, String name) {
        this.service = service;
        this.choices = choices;
        this.name = name;
    }

    /** Adds them. */
    void into(List<Act> acts) {
        for (int i = 1 + choices.next(4); i > 0; i--) {
            deployment(acts);
        }
        for (int i = choices.next(4); i > 0; i--) {
            alert(acts);
        }
        for (int i = choices.next(4); i > 0; i--) {
            command(acts);
        }
    }

    /** Adds one deployment. */
    void deployment(List<Act> acts) {
        deploy(acts, "v" + (2 + choices.next(4)));
    }

    static Duration some(Choices choices) {
        return Duration.ofMillis(1_000 + choices.next((int) ALL.toMillis()));
    }

    private String id(String source) {
        return "/%s %s-%s%d".formatted(source, service.key(), name, ++count);
    }

    private void deploy(List<Act> acts, String version) {
        Duration at = some(choices);
        String id = id("ci");
        int pods = choices.oneIn(6) ? choices.next(60) : 0;
        boolean declared = choices.oneIn(6);
        acts.add(deployed(service, at, id, version, pods, declared));
        again(acts, at, Topic.DEPLOYMENTS, id);
    }

    /** A version is deployed; its pods are there after so many seconds. */
    static Act deployed(
            SimService service,
            Duration at,
            String id,
            String version,
            int pods,
            boolean declared) {
        return new Act(
                at,
                "%s: %s is deployed, its pods are there after %d s"
                        .formatted(service.key(), version, pods),
                world -> {
                    Pods.appear(world, service, version, Duration.ofSeconds(pods));
                    DeployStarted deploy =
                            new DeployStarted(
                                    id, service.key(), world.kernel().now(), new Version(version));
                    world.send(Topic.DEPLOYMENTS, declared ? deploy.asDeclared() : deploy);
                });
    }

    /** The same event again, later. */
    private void again(List<Act> acts, Duration at, Topic topic, String id) {
        if (choices.oneIn(4)) {
            acts.add(
                    new Act(
                            at.plusMillis(choices.next(60_000)),
                            "%s: %s comes again".formatted(service.key(), id),
                            world -> world.again(topic, id)));
        }
    }

    private void alert(List<Act> acts) {
        Duration at = some(choices);
        int target = choices.next(6);
        String severity = choices.oneIn(8) ? "warning" : "critical";
        String fingerprint = "f%d-%s".formatted(choices.next(3), service.key());
        String id = id("alertmanager");
        boolean twice = choices.oneIn(3);
        acts.add(
                new Act(
                        at,
                        "%s: an alert fires".formatted(service.key()),
                        world -> {
                            Optional<String> version = version(world, target);
                            Instant now = world.kernel().now();
                            Alert alert = new Alert("Errors", severity, version, fingerprint, now);
                            RolloutEvent fired = new AlertFired(id, service.key(), now, alert);
                            world.send(Topic.ALERTS, fired);
                            if (twice) {
                                world.kernel()
                                        .later(
                                                Duration.ofSeconds(20),
                                                () -> world.send(Topic.ALERTS, fired));
                            }
                        }));
        if (!choices.oneIn(3)) {
            resolve(acts, at.plusMillis(choices.next(90_000)), severity, fingerprint);
        }
    }

    private void resolve(List<Act> acts, Duration at, String severity, String fingerprint) {
        String id = id("alertmanager");
        acts.add(
                new Act(
                        at,
                        "%s: the alert is resolved".formatted(service.key()),
                        world -> {
                            Instant now = world.kernel().now();
                            Alert alert =
                                    new Alert(
                                            "Errors",
                                            severity,
                                            Optional.empty(),
                                            fingerprint,
                                            now.minusSeconds(1));
                            world.send(
                                    Topic.ALERTS,
                                    new AlertResolved(id, service.key(), now, alert.endedAt(now)));
                        }));
    }

    /** Mostly the canary's; else the stable one's, another, or none. */
    private Optional<String> version(World world, int target) {
        return switch (target) {
            case 0 -> Optional.empty();
            case 1 -> Optional.of("v1");
            case 2 -> Optional.of("v9");
            default -> Releases.canary(world, service);
        };
    }

    private void command(List<Act> acts) {
        Action action = ACTIONS[choices.next(ACTIONS.length)];
        command(acts, some(choices), action, Optional.empty());
    }

    /** Somebody goes back with some of the services. */
    static void rollbacks(List<Act> acts, Choices choices, List<SimService> services) {
        services.stream()
                .filter(_ -> choices.oneIn(2))
                .forEach(service -> new Events(service, choices, "back-").rollback(acts));
    }

    /** Back to whichever version was before, or to one of those that there may have been. */
    void rollback(List<Act> acts) {
        Duration at = some(choices);
        Optional<Version> to =
                choices.oneIn(2)
                        ? Optional.empty()
                        : Optional.of(new Version("v" + (1 + choices.next(4))));
        command(acts, at, Action.ROLLBACK, to);
        again(acts, at, Topic.COMMANDS, "/people %s-%s%d".formatted(service.key(), name, count));
        if (to.isPresent() && choices.oneIn(2)) {
            // what GitOps tells goes on being told
            for (int i = 0; i < 3; i++) {
                String version = "v" + (2 + choices.next(4));
                acts.add(deployed(service, at.plusSeconds(30), id("ci"), version, 0, true));
            }
        }
    }

    private void command(List<Act> acts, Duration at, Action action, Optional<Version> to) {
        String id = id("people");
        acts.add(
                new Act(
                        at,
                        "%s: somebody says %s%s"
                                .formatted(
                                        service.key(),
                                        action.name().toLowerCase(Locale.ROOT),
                                        to.map(version -> " to " + version).orElse("")),
                        world ->
                                world.send(
                                        Topic.COMMANDS,
                                        new Command(
                                                        id,
                                                        service.key(),
                                                        world.kernel().now(),
                                                        action,
                                                        Optional.empty(),
                                                        "an operator",
                                                        "")
                                                .to(to))));
    }
}
