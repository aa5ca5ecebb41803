package dev.tidegate.simulation;

import dev.tidegate.adapter.cluster.ApiObject;
import dev.tidegate.simulation.kernel.Choices;
import dev.tidegate.simulation.scene.RouteView;
import dev.tidegate.simulation.scene.SimService;
import dev.tidegate.simulation.scene.Trees;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What people do by hand to the routes that Tidegate makes for a match. */
final class ManagedEdits {

    private ManagedEdits() {}

    /** They are taken away, moved to the front, lead elsewhere, or lose their annotation. */
    static Act any(Choices choices, SimService service) {
        int kind = choices.next(4);
        String what =
                List.of(
                                "managed routes are taken away",
                                "managed routes are moved to the front",
                                "managed routes match others",
                                "the list of managed routes is taken away")
                        .get(kind);
        return new Act(
                Events.some(choices),
                service.key() + ": " + what,
                world -> edit(world, service, kind));
    }

    private static void edit(World world, SimService service, int kind) {
        world.server()
                .get("VirtualService", service.routesIn(), service.routes())
                .filter(routes -> !RouteView.managed(routes).isEmpty())
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
        List<Map<String, Object>> managed = RouteView.managed(new ApiObject(tree));
        List<Object> http = new ArrayList<>(Trees.list(Trees.at(tree, "spec"), "http"));
        switch (kind) {
            case 0 -> http.removeAll(managed);
            case 1 -> {
                http.removeAll(managed);
                http.addAll(0, managed);
            }
            case 2 ->
                    managed.forEach(
                            route ->
                                    route.put(
                                            "match",
                                            List.of(
                                                    Trees.map(
                                                            "uri", Trees.map("prefix", "/all")))));
            default ->
                    Trees.at(Trees.at(tree, "metadata"), "annotations")
                            .remove("tidegate.dev/managed-routes");
        }
        Trees.at(tree, "spec").put("http", http);
        return tree;
    }
}
