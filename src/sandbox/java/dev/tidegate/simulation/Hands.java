package dev.tidegate.simulation;

import dev.tidegate.adapter.cluster.ApiObject;
import dev.tidegate.core.text.TimeText;
import dev.tidegate.simulation.kernel.Choices;
import dev.tidegate.simulation.scene.RouteView;
import dev.tidegate.simulation.scene.SimService;
import dev.tidegate.simulation.scene.Trees;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** What people do to objects by hand, and what becomes of pods. */
final class Hands {

    private Hands() {}

    /** Any of it, to some service. */
    static Act any(Choices choices, List<SimService> services) {
        SimService service = services.get(choices.next(services.size()));
        Duration time = Duration.ofSeconds(1 + choices.next(60));
        return switch (choices.next(8)) {
            case 0 -> {
                int part = choices.next(101);
                yield act(choices, service, "weights are edited", w -> weights(w, service, part));
            }
            case 1 -> act(choices, service, "a subset is taken away", w -> subset(w, service));
            case 2 ->
                    act(
                            choices,
                            service,
                            "the newest rollout loses its labels",
                            w -> newest(w, service).ifPresent(r -> unlabel(w, r)));
            case 3 ->
                    act(
                            choices,
                            service,
                            "the newest rollout is deleted",
                            w -> newest(w, service).ifPresent(r -> delete(w, "Rollout", r)));
            case 4 ->
                    act(
                            choices,
                            service,
                            "its VirtualService is renamed, and back after " + TimeText.span(time),
                            w -> rename(w, service, time));
            case 5 ->
                    act(
                            choices,
                            service,
                            "its policy is deleted, and made again after " + TimeText.span(time),
                            w -> withoutPolicy(w, service, time));
            default ->
                    act(
                            choices,
                            service,
                            "the canary has no pods for " + TimeText.span(time),
                            w -> withoutPods(w, service, time));
        };
    }

    private static Act act(Choices choices, SimService service, String what, Consumer<World> work) {
        return new Act(Events.some(choices), service.key() + ": " + what, work);
    }

    private static Optional<ApiObject> newest(World world, SimService service) {
        return Releases.of(world, service).stream().findFirst();
    }

    private static void weights(World world, SimService service, int part) {
        routes(world, service)
                .ifPresent(
                        before -> {
                            Map<String, Object> tree = Trees.copy(before.tree());
                            List<Map<String, Object>> route =
                                    Trees.list(RouteView.primary(new ApiObject(tree)), "route")
                                            .stream()
                                            .filter(d -> RouteView.version(service, d).isPresent())
                                            .toList();
                            if (route.size() == 2) {
                                route.get(0).put("weight", part);
                                route.get(1).put("weight", 100 - part);
                                world.server()
                                        .update(
                                                World.PEOPLE,
                                                "VirtualService",
                                                new ApiObject(tree));
                            }
                        });
    }

    private static Optional<ApiObject> routes(World world, SimService service) {
        return world.server().get("VirtualService", service.routesIn(), service.routes());
    }

    private static void subset(World world, SimService service) {
        world.server()
                .get("DestinationRule", service.key().namespace(), service.routes())
                .ifPresent(
                        before -> {
                            Map<String, Object> tree = Trees.copy(before.tree());
                            List<Object> subsets =
                                    new ArrayList<>(Trees.list(Trees.at(tree, "spec"), "subsets"));
                            if (subsets.size() > 1) {
                                subsets.removeLast();
                                Trees.at(tree, "spec").put("subsets", subsets);
                                world.server()
                                        .update(
                                                World.PEOPLE,
                                                "DestinationRule",
                                                new ApiObject(tree));
                            }
                        });
    }

    private static void unlabel(World world, ApiObject rollout) {
        world.server().update(World.PEOPLE, "Rollout", rollout.withMetadata("labels", Map.of()));
    }

    private static void delete(World world, String kind, ApiObject object) {
        world.server().delete(World.PEOPLE, kind, object.namespace(), object.name(), "");
    }

    private static void rename(World world, SimService service, Duration time) {
        String name = service.routes();
        String other = name + "-old";
        move(world, service.routesIn(), name, other);
        world.kernel().later(time, () -> move(world, service.routesIn(), other, name));
    }

    private static void move(World world, String namespace, String from, String to) {
        world.server()
                .get("VirtualService", namespace, from)
                .ifPresent(
                        before -> {
                            delete(world, "VirtualService", before);
                            world.server()
                                    .create(
                                            World.PEOPLE,
                                            "VirtualService",
                                            before.withMetadata("name", to));
                        });
    }

    private static void withoutPolicy(World world, SimService service, Duration time) {
        world.server()
                .get("RolloutPolicy", service.key().namespace(), service.key().name())
                .ifPresent(policy -> away(world, "RolloutPolicy", policy, time, policy));
    }

    /** Deletes an object, and makes another one, or the same, in its place after a while. */
    static void away(World world, String kind, ApiObject object, Duration time, ApiObject then) {
        delete(world, kind, object);
        world.kernel().later(time, () -> world.server().create(World.PEOPLE, kind, then));
    }

    private static void withoutPods(World world, SimService service, Duration time) {
        Releases.canary(world, service)
                .ifPresent(
                        version -> {
                            Pods.available(world, service, version, 0);
                            world.kernel().later(time, () -> Pods.all(world, service, version));
                        });
    }
}
