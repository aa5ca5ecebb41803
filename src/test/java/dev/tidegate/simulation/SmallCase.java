package dev.tidegate.simulation;

import static dev.tidegate.simulation.scene.Trees.map;

import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.event.Alert;
import dev.tidegate.core.event.RolloutEvent.AlertFired;
import dev.tidegate.core.event.RolloutEvent.DeployStarted;
import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.simulation.judge.Invariant;
import dev.tidegate.simulation.judge.Violation;
import dev.tidegate.simulation.kernel.Kernel;
import dev.tidegate.simulation.kernel.Stuck;
import dev.tidegate.simulation.scene.SimService;
import dev.tidegate.simulation.scene.Trees;
import dev.tidegate.simulation.topics.Topic;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One service, one deployment whose gates are open, one alert for the canary, and perhaps a crash.
 *
 * @param processes how many
 * @param subsets whether versions are subsets of one host
 * @param alert when it is sent, in microseconds since the start; −1 when there is none
 * @param crash after so many steps from the alert on the process that leads crashes; 0 for never
 */
record SmallCase(int processes, boolean subsets, long alert, int crash) {

    private static final Duration END = Duration.ofMinutes(30);
    static final Set<String> ENDS = Set.of("Succeeded", "RolledBack");
    private static final int MOST_STEPS = 20_000;
    private static final ServiceKey KEY = new ServiceKey("shop", "cart");

    /**
     * How one order of it ended.
     *
     * @param phase the release's, at the end
     * @param commits when what was committed of the release, in microseconds
     * @param steps how many were made from the alert until the last commit
     */
    record Ending(Optional<Violation> violation, String phase, List<Long> commits, int steps) {}

    Ending play(Orders orders) {
        Kernel kernel = new Kernel(orders);
        SimService service = service();
        World world =
                new World(
                        kernel,
                        new Plan(0, processes, false, List.of(service), Troubles.NONE, List.of()),
                        false);
        List<Long> commits = new ArrayList<>();
        int[] steps = {-1, 0};
        world.server()
                .listen(
                        change -> {
                            if (change.kind().equals("Rollout")) {
                                commits.add(change.micros());
                                steps[1] = steps[0];
                            }
                        });
        kernel.later(
                Duration.ofSeconds(1),
                () -> {
                    Pods.appear(world, service, "v2", Duration.ZERO);
                    world.send(
                            Topic.DEPLOYMENTS,
                            new DeployStarted("/ci 1", KEY, kernel.now(), new Version("v2")));
                });
        if (alert >= 0) {
            kernel.later(
                    Duration.ofNanos(alert * 1_000),
                    () -> {
                        orders.open();
                        steps[0] = 0;
                        world.send(Topic.ALERTS, fired(kernel));
                    });
        }
        run(world, orders, steps);
        String phase = phase(world);
        if (!world.topics().undrained().isEmpty()) {
            world.unsound("not all is acknowledged: " + world.topics().undrained());
        }
        world.machines().forEach(Machine::crash);
        return new Ending(world.judge().found(), phase, commits, steps[1]);
    }

    private void run(World world, Orders orders, int[] steps) {
        Kernel kernel = world.kernel();
        try {
            while (world.judge().found().isEmpty()
                    && kernel.nextMicros() < END.toNanos() / 1_000
                    && kernel.step()) {
                if (kernel.steps() > MOST_STEPS) {
                    world.unsound("after %d steps it is not over".formatted(MOST_STEPS));
                }
                if (steps[0] >= 0) {
                    steps[0]++;
                    if (steps[0] == crash) {
                        crash(world);
                    }
                    if (steps[0] > crash && over(world)) {
                        orders.close();
                    }
                }
            }
            world.judge().settled();
        } catch (Stuck e) {
            world.judge().broken(Invariant.SOUND, String.valueOf(e.getMessage()));
        }
    }

    /** Whether all is done: no order of what comes now matters. */
    private static boolean over(World world) {
        return ENDS.contains(phase(world)) && world.topics().undrained().isEmpty();
    }

    private static String phase(World world) {
        return Releases.of(world, world.services().getFirst()).stream()
                .findFirst()
                .map(r -> Trees.text(r.map("status"), "phase"))
                .orElse("none");
    }

    private static void crash(World world) {
        Machine leader = world.machines().getFirst();
        leader.crash();
        world.kernel().later(Duration.ofSeconds(1), leader::start);
        world.kernel().later(Leaders.TERM, () -> Leaders.ensure(world));
    }

    private static AlertFired fired(Kernel kernel) {
        Alert alert = new Alert("Errors", "critical", Optional.of("v2"), "f1", kernel.now());
        return new AlertFired("/alertmanager 1", KEY, kernel.now(), alert);
    }

    private SimService service() {
        Map<String, Object> route =
                map(
                        "virtualServices",
                        List.of(map("name", KEY.name(), "http", List.of("primary"))),
                        subsets ? "destinationRule" : "host",
                        subsets ? "cart" : "cart-{version}.shop.svc.cluster.local");
        Map<String, Object> policy =
                map(
                        "route",
                        route,
                        "steps",
                        List.of(map("weight", 20, "hold", "5s"), map("weight", 100)),
                        "bake",
                        "5s",
                        "readyTimeout",
                        "60s",
                        "onAlert",
                        map("severity", List.of("critical")),
                        "alertMemory",
                        "5m");
        return new SimService(KEY, subsets, KEY.namespace(), true, false, policy);
    }
}
