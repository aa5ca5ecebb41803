package dev.tidegate.simulation;

import dev.tidegate.adapter.cluster.ApiObject;
import dev.tidegate.simulation.scene.SimService;
import dev.tidegate.simulation.scene.Trees;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What people see of a service's releases. */
final class Releases {

    private Releases() {}

    /** A service's rollouts, the newest first. */
    static List<ApiObject> of(World world, SimService service) {
        return world.server().all("Rollout").stream()
                .filter(r -> r.namespace().equals(service.key().namespace()))
                .filter(r -> Trees.text(r.map("spec"), "service").equals(service.key().name()))
                .sorted(
                        Comparator.comparingInt(
                                        (ApiObject r) -> Trees.number(r.map("spec"), "number"))
                                .reversed())
                .toList();
    }

    /** The version of the newest one. */
    static Optional<String> canary(World world, SimService service) {
        return of(world, service).stream()
                .findFirst()
                .map(r -> Trees.text(r.map("spec"), "version"));
    }
}
