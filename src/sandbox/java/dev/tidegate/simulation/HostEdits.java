package dev.tidegate.simulation;

import dev.tidegate.adapter.cluster.ApiObject;
import dev.tidegate.core.text.TimeText;
import dev.tidegate.simulation.kernel.Choices;
import dev.tidegate.simulation.scene.RouteView;
import dev.tidegate.simulation.scene.SimService;
import dev.tidegate.simulation.scene.Trees;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** What people do to the hosts that a policy names, and to the destinations that lead there. */
final class HostEdits {

    private static final String GRANT = "tidegate.dev/granted-to";

    private HostEdits() {}

    /** A grant, a Service or those behind it are gone for a while, or destinations are edited. */
    static Act any(Choices choices, SimService service) {
        String version = "v" + (1 + choices.next(5));
        Duration time = Duration.ofSeconds(1 + choices.next(120));
        String span = TimeText.span(time);
        return switch (choices.next(5)) {
            case 0, 1 ->
                    act(
                            choices,
                            "%s: the host of %s is not granted for %s"
                                    .formatted(service.key(), version, span),
                            world -> ungranted(world, service, version, time));
            case 2 ->
                    act(
                            choices,
                            "%s: the Service of %s is away for %s"
                                    .formatted(service.key(), version, span),
                            world -> away(world, service, version, time));
            case 3 ->
                    act(
                            choices,
                            "%s: its destinations are spelled in full".formatted(service.key()),
                            world -> spelled(world, service));
            default ->
                    act(
                            choices,
                            "%s: its first destination leads to %s"
                                    .formatted(service.key(), version),
                            world -> led(world, service, version));
        };
    }

    private static Act act(Choices choices, String title, Consumer<World> work) {
        return new Act(Events.some(choices), title, work);
    }

    private static Optional<ApiObject> host(World world, SimService service, String version) {
        return world.server()
                .get("Service", service.hosts().namespace(version), service.hosts().name(version));
    }

    private static void ungranted(World world, SimService service, String version, Duration time) {
        Optional<ApiObject> grant =
                world.server()
                        .get(
                                "ReferenceGrant",
                                service.hosts().namespace(version),
                                "host-" + service.hosts().name(version));
        if (grant.isPresent()) {
            Hands.away(world, "ReferenceGrant", grant.get(), time, grant.get());
        } else if (service.isElsewhere(version) && service.hosts().granted()) {
            granted(world, service, version, "");
            world.kernel()
                    .later(time, () -> granted(world, service, version, service.key().toString()));
        }
    }

    private static void granted(World world, SimService service, String version, String whom) {
        host(world, service, version)
                .ifPresent(
                        found ->
                                world.server()
                                        .update(
                                                World.PEOPLE,
                                                "Service",
                                                found.withMetadata(
                                                        "annotations", Trees.map(GRANT, whom))));
    }

    private static void away(World world, SimService service, String version, Duration time) {
        host(world, service, version)
                .ifPresent(found -> Hands.away(world, "Service", found, time, found));
    }

    private static void spelled(World world, SimService service) {
        edit(world, service, route -> route.forEach(to -> spell(service, to)));
    }

    private static void spell(SimService service, Map<String, Object> to) {
        RouteView.version(service, to)
                .ifPresent(v -> Trees.at(to, "destination").put("host", service.host(v)));
    }

    private static void led(World world, SimService service, String version) {
        if (!service.host(version).isEmpty()) {
            edit(
                    world,
                    service,
                    route ->
                            Trees.at(route.getFirst(), "destination")
                                    .put("host", service.host(version)));
        }
    }

    private static void edit(
            World world, SimService service, Consumer<List<Map<String, Object>>> work) {
        world.server()
                .get("VirtualService", service.routesIn(), service.routes())
                .filter(_ -> service.namesHosts())
                .ifPresent(
                        before -> {
                            Map<String, Object> tree = Trees.copy(before.tree());
                            work.accept(
                                    Trees.list(RouteView.primary(new ApiObject(tree)), "route"));
                            world.server()
                                    .update(World.PEOPLE, "VirtualService", new ApiObject(tree));
                        });
    }
}
