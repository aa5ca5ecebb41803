package dev.tidegate.simulation;

import dev.tidegate.adapter.cluster.ApiObject;
import dev.tidegate.simulation.scene.SimService;
import dev.tidegate.simulation.scene.Trees;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** The pods of versions, which come and go. */
final class Pods {

    private static final String KUBELET = "kubelet";

    private Pods() {}

    /** The version's objects are made, if they are not there; its pods are ready after a while. */
    static void appear(World world, SimService service, String version, Duration ready) {
        for (ApiObject object : service.version(version, ready.isZero() ? 1 : 0)) {
            world.server().create(World.PEOPLE, Trees.text(object.tree(), "kind"), object);
        }
        if (!ready.isZero()) {
            world.kernel().later(ready, () -> available(world, service, version, 1));
        }
    }

    /** So many are available now. */
    static void available(World world, SimService service, String version, int pods) {
        world.server()
                .get("Deployment", service.key().namespace(), service.workload(version))
                .ifPresent(
                        deployment -> {
                            Map<String, Object> status =
                                    new LinkedHashMap<>(deployment.map("status"));
                            status.put("availableReplicas", pods);
                            world.server()
                                    .updateStatus(
                                            KUBELET,
                                            "Deployment",
                                            deployment.with("status", status));
                        });
    }

    /** All that are wanted are available again. */
    static void recover(World world) {
        for (SimService service : world.services()) {
            world.server().all("Deployment").stream()
                    .filter(d -> d.namespace().equals(service.key().namespace()))
                    .filter(d -> d.name().startsWith(service.key().name() + "-"))
                    .filter(d -> Trees.number(d.map("status"), "availableReplicas") == 0)
                    .forEach(
                            d ->
                                    available(
                                            world,
                                            service,
                                            d.name().substring(service.key().name().length() + 1),
                                            1));
        }
    }
}
