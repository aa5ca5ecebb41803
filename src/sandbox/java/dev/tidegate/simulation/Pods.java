package dev.tidegate.simulation;

import dev.tidegate.adapter.cluster.ApiObject;
import dev.tidegate.simulation.scene.SimService;
import dev.tidegate.simulation.scene.Trees;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The pods of versions, which come and go. */
final class Pods {

    private static final String KUBELET = "kubelet";

    private Pods() {}

    /** The version's objects are made, if they are not there; its pods are ready after a while. */
    static void appear(World world, SimService service, String version, Duration ready) {
        int pods = ready.isZero() ? service.replicas() : 0;
        for (ApiObject object : service.version(version, pods)) {
            world.server().create(World.PEOPLE, Trees.text(object.tree(), "kind"), object);
        }
        if (!ready.isZero()) {
            if (service.isElsewhere(version)) {
                available(world, service, version, 0);
            }
            world.kernel().later(ready, () -> all(world, service, version));
        }
    }

    /** So many are available now, of those that are wanted. */
    static void available(World world, SimService service, String version, int pods) {
        if (service.isElsewhere(version)) {
            slice(world, service, version).ifPresent(s -> ready(world, s, pods > 0));
        }
        deployment(world, service, version).ifPresent(d -> available(world, d, pods));
    }

    /** All that are wanted are available. */
    static void all(World world, SimService service, String version) {
        available(world, service, version, Integer.MAX_VALUE);
    }

    /** All of every version are available again. */
    static void recover(World world) {
        world.server().all("EndpointSlice").forEach(slice -> ready(world, slice, true));
        for (SimService service : world.services()) {
            world.server().all("Deployment").stream()
                    .filter(d -> d.namespace().equals(service.key().namespace()))
                    .filter(d -> d.name().startsWith(service.key().name() + "-"))
                    .forEach(d -> available(world, d, Integer.MAX_VALUE));
        }
    }

    /** Another number is wanted; the pods follow after a while. */
    static void scale(
            World world, SimService service, String version, int wanted, Duration followed) {
        deployment(world, service, version)
                .ifPresent(
                        d -> {
                            world.server()
                                    .update(
                                            World.PEOPLE,
                                            "Deployment",
                                            d.with("spec", Trees.map("replicas", wanted)));
                            world.kernel().later(followed, () -> all(world, service, version));
                        });
    }

    private static Optional<ApiObject> slice(World world, SimService service, String version) {
        return world.server()
                .get(
                        "EndpointSlice",
                        service.hosts().namespace(version),
                        service.hosts().name(version) + "-x1");
    }

    private static void ready(World world, ApiObject slice, boolean ready) {
        world.server()
                .update(
                        KUBELET,
                        "EndpointSlice",
                        slice.with(
                                "endpoints",
                                List.of(
                                        Trees.map(
                                                "addresses",
                                                List.of("10.0.0.1"),
                                                "conditions",
                                                Trees.map("ready", ready)))));
    }

    /** Another number is wanted; whether pods follow is for somebody else. */
    static void wanted(World world, SimService service, String version, int wanted) {
        deployment(world, service, version)
                .ifPresent(
                        d ->
                                world.server()
                                        .update(
                                                World.PEOPLE,
                                                "Deployment",
                                                d.with("spec", Trees.map("replicas", wanted))));
    }

    /** All that are wanted of a Deployment, as it is now, are available. */
    static void all(World world, ApiObject deployment) {
        world.server()
                .get("Deployment", deployment.namespace(), deployment.name())
                .ifPresent(d -> available(world, d, Integer.MAX_VALUE));
    }

    private static Optional<ApiObject> deployment(World world, SimService service, String version) {
        return world.server()
                .get("Deployment", service.key().namespace(), service.workload(version));
    }

    private static void available(World world, ApiObject deployment, int pods) {
        int wanted = Trees.number(deployment.map("spec"), "replicas");
        Map<String, Object> status = new LinkedHashMap<>(deployment.map("status"));
        status.put("observedGeneration", (int) deployment.generation());
        status.put("replicas", wanted);
        status.put("updatedReplicas", wanted);
        status.put("availableReplicas", Math.min(pods, wanted));
        world.server().updateStatus(KUBELET, "Deployment", deployment.with("status", status));
    }
}
