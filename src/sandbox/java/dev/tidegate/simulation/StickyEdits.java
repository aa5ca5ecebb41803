package dev.tidegate.simulation;

import dev.tidegate.adapter.cluster.ApiObject;
import dev.tidegate.simulation.kernel.Choices;
import dev.tidegate.simulation.scene.RouteView;
import dev.tidegate.simulation.scene.SimService;
import dev.tidegate.simulation.scene.Trees;

import java.util.List;
import java.util.Map;

/** What people do by hand to the cookies and mirrors that Tidegate adds. */
final class StickyEdits {

    private StickyEdits() {}

    /** Mirrors are taken away or get another share; cookies are taken away, or all is unlisted. */
    static Act any(Choices choices, SimService service) {
        int kind = choices.next(4);
        String what =
                List.of(
                                "mirrors are taken away",
                                "mirrors get another share",
                                "headers of answers are taken away",
                                "the lists of cookies and mirrors are taken away")
                        .get(kind);
        return new Act(
                Events.some(choices),
                service.key() + ": " + what,
                world -> edit(world, service, kind));
    }

    private static void edit(World world, SimService service, int kind) {
        world.server()
                .get("VirtualService", service.routesIn(), service.routes())
                .filter(
                        routes ->
                                !RouteView.mirrored(service, routes).isEmpty()
                                        || !RouteView.sticky(service, routes).isEmpty())
                .ifPresent(
                        routes ->
                                world.server()
                                        .update(
                                                World.PEOPLE,
                                                "VirtualService",
                                                new ApiObject(edited(routes, kind))));
    }

    private static Map<String, Object> edited(ApiObject routes, int kind) {
        Map<String, Object> tree = Trees.copy(routes.tree());
        for (Map<String, Object> route : Trees.list(Trees.at(tree, "spec"), "http")) {
            switch (kind) {
                case 0 -> route.remove("mirrors");
                case 1 ->
                        Trees.list(route, "mirrors")
                                .forEach(m -> m.put("percentage", Trees.map("value", 0.5)));
                case 2 -> Trees.list(route, "route").forEach(to -> to.remove("headers"));
                default -> {}
            }
        }
        if (kind == 3) {
            Map<String, Object> annotations = Trees.at(Trees.at(tree, "metadata"), "annotations");
            annotations.remove("tidegate.dev/mirrors");
            annotations.remove("tidegate.dev/sticky-cookies");
        }
        return tree;
    }
}
