package dev.tidegate.simulation;

import static dev.tidegate.simulation.scene.Trees.map;

import dev.tidegate.adapter.cluster.ApiObject;
import dev.tidegate.simulation.kernel.Choices;
import dev.tidegate.simulation.scene.SimService;
import dev.tidegate.simulation.scene.Trees;

import java.time.Duration;

/** Somebody has a version's Deployment scaled by an autoscaler, for a while. */
final class Autoscaling {

    private static final String KIND = "HorizontalPodAutoscaler";

    private Autoscaling() {}

    static Act any(Choices choices, SimService service, String version) {
        Duration time = Duration.ofSeconds(10 + choices.next(400));
        ApiObject scaler = scaler(service, version);
        return new Act(
                Events.some(choices),
                "%s: an autoscaler scales %s for %d s"
                        .formatted(service.key(), version, time.toSeconds()),
                world -> {
                    world.server().create(World.PEOPLE, KIND, scaler);
                    world.kernel()
                            .later(
                                    time,
                                    () ->
                                            world.server()
                                                    .delete(
                                                            World.PEOPLE,
                                                            KIND,
                                                            scaler.namespace(),
                                                            scaler.name(),
                                                            ""));
                });
    }

    private static ApiObject scaler(SimService service, String version) {
        String workload = service.workload(version);
        return Trees.object(
                "autoscaling/v2",
                KIND,
                service.key().namespace(),
                workload,
                map("scaleTargetRef", map("kind", "Deployment", "name", workload)));
    }
}
