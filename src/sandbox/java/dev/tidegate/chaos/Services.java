package dev.tidegate.chaos;

import static dev.tidegate.simulation.scene.Trees.map;

import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.simulation.kernel.Choices;
import dev.tidegate.simulation.scene.SimService;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The services of a run, each with a policy of its own. */
final class Services {

    private static final List<String> ON_DEPLOY = List.of("supersede", "queue", "reject");

    private final Choices choices;
    private final long beat;

    /**
     * Services that choices make.
     *
     * @param beat what holds and waits are counted in
     */
    Services(Choices choices, Duration beat) {
        this.choices = choices;
        this.beat = beat.toSeconds();
    }

    SimService make(int number) {
        ServiceKey key = new ServiceKey("chaos", "shop-%02d".formatted(number));
        boolean subsets = choices.oneIn(2);
        return new SimService(
                key, subsets, key.namespace(), false, choices.oneIn(4), policy(key, subsets));
    }

    private Map<String, Object> policy(ServiceKey key, boolean subsets) {
        Map<String, Object> route =
                map(
                        "virtualServices",
                        List.of(map("name", key.name(), "http", List.of("primary"))));
        route.put(
                subsets ? "destinationRule" : "host",
                subsets
                        ? key.name()
                        : "%s-{version}.%s.svc.cluster.local"
                                .formatted(key.name(), key.namespace()));
        Map<String, Object> spec =
                map("route", route, "steps", steps(), "bake", seconds(1 + choices.next(2)));
        spec.put("propagation", seconds(2));
        spec.put("readyTimeout", "10m");
        spec.put("onNewDeploy", ON_DEPLOY.get(choices.next(ON_DEPLOY.size())));
        spec.put("onAlert", map("severity", List.of("critical"), "unversioned", "rollback"));
        return spec;
    }

    private List<Object> steps() {
        Map<String, Object> second = map("weight", 26 + choices.next(50));
        if (choices.oneIn(4)) {
            second.put("pause", map());
        } else {
            second.put("hold", seconds(1 + choices.next(2)));
        }
        return List.of(
                map("weight", 1 + choices.next(25), "hold", seconds(1 + choices.next(2))),
                second,
                map("weight", 100));
    }

    private String seconds(int beats) {
        return beats * beat + "s";
    }
}
