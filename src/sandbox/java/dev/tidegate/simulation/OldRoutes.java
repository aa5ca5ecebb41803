package dev.tidegate.simulation;

import static dev.tidegate.simulation.scene.Trees.map;

import dev.tidegate.adapter.cluster.ApiObject;
import dev.tidegate.simulation.kernel.Choices;
import dev.tidegate.simulation.scene.SimService;
import dev.tidegate.simulation.scene.Trees;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Somebody has requests of his own led to a version, for a while. */
final class OldRoutes {

    private static final String KIND = "VirtualService";

    private OldRoutes() {}

    /** By a route of the service's VirtualService, or by a VirtualService beside it. */
    static Act any(Choices choices, SimService service, String version) {
        Duration time = Duration.ofSeconds(5 + choices.next(300));
        boolean beside = choices.oneIn(2);
        boolean copies = choices.oneIn(3) && beside;
        Map<String, Object> route = route(service, version, copies);
        return new Act(
                Events.some(choices),
                "%s: a route %s leads to %s for %d s"
                        .formatted(
                                service.key(),
                                beside ? "beside" : "of others",
                                version,
                                time.toSeconds()),
                world -> {
                    if (beside) {
                        beside(world, service, route, time);
                    } else {
                        others(world, service, route);
                        world.kernel().later(time, () -> others(world, service, usual()));
                    }
                });
    }

    private static Map<String, Object> route(SimService service, String version, boolean copies) {
        Map<String, Object> destination = map("host", service.host(version));
        if (service.subsets()) {
            destination.put("subset", version);
        }
        Map<String, Object> to = map("destination", destination);
        return copies
                ? map(
                        "route",
                        List.of(map("destination", map("host", "beta"))),
                        "mirrors",
                        List.of(to))
                : map("route", List.of(to));
    }

    private static Map<String, Object> usual() {
        return map("route", List.of(map("destination", map("host", "beta"))));
    }

    private static void beside(
            World world, SimService service, Map<String, Object> route, Duration time) {
        ApiObject side =
                Trees.object(
                        "networking.istio.io/v1",
                        KIND,
                        service.key().namespace(),
                        service.key().name() + "-side",
                        map("hosts", List.of("side"), "http", List.of(route)));
        world.server().create(World.PEOPLE, KIND, side);
        world.kernel()
                .later(
                        time,
                        () ->
                                world.server()
                                        .delete(
                                                World.PEOPLE,
                                                KIND,
                                                side.namespace(),
                                                side.name(),
                                                ""));
    }

    /** The user's own route of the service's VirtualService. */
    private static void others(World world, SimService service, Map<String, Object> route) {
        world.server()
                .get(KIND, service.routesIn(), service.key().name())
                .ifPresent(
                        before -> {
                            Map<String, Object> tree = Trees.copy(before.tree());
                            Trees.list(Trees.at(tree, "spec"), "http").stream()
                                    .filter(each -> "beta".equals(each.get("name")))
                                    .forEach(
                                            beta -> {
                                                beta.remove("mirrors");
                                                beta.putAll(route);
                                            });
                            world.server().update(World.PEOPLE, KIND, new ApiObject(tree));
                        });
    }
}
