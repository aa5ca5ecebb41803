package dev.tidegate.simulation;

import dev.tidegate.adapter.cluster.ApiObject;
import dev.tidegate.core.text.TimeText;
import dev.tidegate.simulation.kernel.Choices;
import dev.tidegate.simulation.scene.SimService;
import dev.tidegate.simulation.scene.Trees;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** What people change of rules, grants and policies while releases run. */
final class Edits {

    private static final String GRANT = "tidegate.dev/granted-to";

    private Edits() {}

    /** A DestinationRule goes for a while, or a subset's labels are others. */
    static Act rule(Choices choices, SimService service) {
        Duration time = Duration.ofSeconds(1 + choices.next(60));
        boolean asInGit = choices.oneIn(2);
        int which = choices.next(4);
        return switch (choices.next(3)) {
            case 0 ->
                    act(
                            choices,
                            service,
                            "its DestinationRule is deleted, and made again after %s %s"
                                    .formatted(
                                            TimeText.span(time),
                                            asInGit ? "as at first" : "as it was"),
                            world ->
                                    withoutRule(
                                            world,
                                            service,
                                            time,
                                            asInGit
                                                    ? Optional.of(service.destinationRule())
                                                    : Optional.empty()));
            case 1 ->
                    act(
                            choices,
                            service,
                            "its DestinationRule is applied as at first",
                            world -> applied(world, service));
            default ->
                    act(
                            choices,
                            service,
                            "the last subset selects v" + which,
                            world -> relabel(world, service, "v" + which));
        };
    }

    /** A grant is taken back for a while. */
    static Act grant(Choices choices, SimService service) {
        Duration time = Duration.ofSeconds(1 + choices.next(120));
        return act(
                choices,
                service,
                "its grant is taken back for " + TimeText.span(time),
                world -> withoutGrant(world, service, time));
    }

    /** The policy says something else, or nothing that is valid. */
    static Act policy(Choices choices, SimService service) {
        Duration time = Duration.ofSeconds(1 + choices.next(90));
        Map<String, Object> other = service.otherPolicy(choices);
        if (choices.oneIn(4)) {
            Map<String, Object> broken = Trees.copy(other);
            broken.put("bake", "soon");
            return act(
                    choices,
                    service,
                    "its policy is not valid for " + TimeText.span(time),
                    world -> {
                        spec(world, service, broken);
                        world.kernel().later(time, () -> spec(world, service, other));
                    });
        }
        return act(
                choices,
                service,
                "its policy is edited to " + other,
                world -> spec(world, service, other));
    }

    /** The policy writes no route from now on, or does so again. */
    static Act dryRun(Choices choices, SimService service) {
        boolean dry = choices.oneIn(2);
        return act(
                choices,
                service,
                dry ? "its policy is a dry run" : "its policy is no dry run",
                world ->
                        policy(world, service)
                                .ifPresent(
                                        policy -> {
                                            Map<String, Object> spec =
                                                    Trees.copy(policy.map("spec"));
                                            spec.put("dryRun", dry);
                                            update(
                                                    world,
                                                    "RolloutPolicy",
                                                    policy.with("spec", spec));
                                        }));
    }

    private static Act act(Choices choices, SimService service, String what, Consumer<World> work) {
        return new Act(Events.some(choices), service.key() + ": " + what, work);
    }

    private static Optional<ApiObject> rule(World world, SimService service) {
        return world.server().get("DestinationRule", service.key().namespace(), service.routes());
    }

    private static void withoutRule(
            World world, SimService service, Duration time, Optional<ApiObject> other) {
        rule(world, service)
                .ifPresent(
                        before ->
                                Hands.away(
                                        world,
                                        "DestinationRule",
                                        before,
                                        time,
                                        other.orElse(before)));
    }

    /** Without the annotations, too: whoever replaces an object has none of them. */
    private static void applied(World world, SimService service) {
        rule(world, service)
                .ifPresent(
                        before ->
                                update(
                                        world,
                                        "DestinationRule",
                                        service.destinationRule()
                                                .withMetadata(
                                                        "resourceVersion", before.version())));
    }

    private static void relabel(World world, SimService service, String version) {
        rule(world, service)
                .ifPresent(
                        before -> {
                            Map<String, Object> tree = Trees.copy(before.tree());
                            List<Map<String, Object>> subsets =
                                    Trees.list(Trees.at(tree, "spec"), "subsets");
                            if (!subsets.isEmpty()) {
                                subsets.getLast().put("labels", Trees.map("version", version));
                                update(world, "DestinationRule", new ApiObject(tree));
                            }
                        });
    }

    private static void withoutGrant(World world, SimService service, Duration time) {
        Optional<ApiObject> grant =
                world.server().get("ReferenceGrant", service.routesIn(), service.routes());
        if (grant.isPresent()) {
            world.server()
                    .delete(
                            World.PEOPLE,
                            "ReferenceGrant",
                            grant.get().namespace(),
                            grant.get().name(),
                            "");
            world.kernel()
                    .later(
                            time,
                            () ->
                                    world.server()
                                            .create(World.PEOPLE, "ReferenceGrant", grant.get()));
        } else {
            grantedTo(world, service, "");
            world.kernel().later(time, () -> grantedTo(world, service, service.key().toString()));
        }
    }

    private static void grantedTo(World world, SimService service, String whom) {
        world.server()
                .get("VirtualService", service.routesIn(), service.routes())
                .ifPresent(
                        before -> {
                            Map<String, Object> tree = Trees.copy(before.tree());
                            Trees.at(Trees.at(tree, "metadata"), "annotations").put(GRANT, whom);
                            update(world, "VirtualService", new ApiObject(tree));
                        });
    }

    private static void spec(World world, SimService service, Map<String, Object> spec) {
        policy(world, service)
                .ifPresent(policy -> update(world, "RolloutPolicy", policy.with("spec", spec)));
    }

    private static Optional<ApiObject> policy(World world, SimService service) {
        return world.server().get("RolloutPolicy", service.key().namespace(), service.key().name());
    }

    private static void update(World world, String kind, ApiObject object) {
        world.server().update(World.PEOPLE, kind, object);
    }
}
