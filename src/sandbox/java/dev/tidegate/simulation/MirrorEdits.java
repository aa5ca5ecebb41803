package dev.tidegate.simulation;

import dev.tidegate.adapter.cluster.ApiObject;
import dev.tidegate.simulation.kernel.Choices;
import dev.tidegate.simulation.scene.RouteView;
import dev.tidegate.simulation.scene.SimService;
import dev.tidegate.simulation.scene.Trees;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** What people do by hand to mirrors of their own. */
final class MirrorEdits {

    private MirrorEdits() {}

    /** One more to a version, before all others or behind them; or the last of theirs goes. */
    static Act any(Choices choices, SimService service) {
        int kind = choices.next(4);
        String version = "v" + (1 + choices.next(5));
        String what =
                switch (kind) {
                    case 0 -> "mirrors to " + version + " too, before all others";
                    case 1, 2 -> "mirrors to " + version + " too";
                    default -> "has a mirror of its people less";
                };
        return new Act(
                Events.some(choices),
                service.key() + ": " + what,
                world -> edit(world, service, m -> change(m, service, kind, version)));
    }

    /**
     * A rollback waits until nobody mirrors to its canary any more: they take out what they added.
     */
    static void end(World world) {
        for (SimService service : world.services()) {
            edit(world, service, mirrors -> mirrors.removeIf(m -> isAdded(service, m)));
        }
    }

    private static boolean isAdded(SimService service, Map<String, Object> mirror) {
        return SimService.SHARE.equals(mirror.get("percentage"))
                && RouteView.version(service, mirror)
                        .filter(v -> !service.mirrors().contains(v))
                        .isPresent();
    }

    private static void edit(
            World world, SimService service, Consumer<List<Map<String, Object>>> work) {
        world.server()
                .get("VirtualService", service.routesIn(), service.routes())
                .ifPresent(
                        routes -> {
                            Map<String, Object> tree = Trees.copy(routes.tree());
                            Map<String, Object> primary = RouteView.primary(new ApiObject(tree));
                            List<Map<String, Object>> mirrors =
                                    new ArrayList<>(Trees.list(primary, "mirrors"));
                            work.accept(mirrors);
                            if (!mirrors.equals(Trees.list(primary, "mirrors"))) {
                                primary.put("mirrors", mirrors);
                                world.server()
                                        .update(
                                                World.PEOPLE,
                                                "VirtualService",
                                                new ApiObject(tree));
                            }
                        });
    }

    private static void change(
            List<Map<String, Object>> mirrors, SimService service, int kind, String version) {
        if (service.host(version).isEmpty()) {
            return;
        }
        switch (kind) {
            case 0 -> mirrors.addFirst(service.mirror(version));
            case 1, 2 -> mirrors.addLast(service.mirror(version));
            default ->
                    mirrors.reversed().stream()
                            .filter(m -> SimService.SHARE.equals(m.get("percentage")))
                            .findFirst()
                            .ifPresent(mirrors::remove);
        }
    }
}
