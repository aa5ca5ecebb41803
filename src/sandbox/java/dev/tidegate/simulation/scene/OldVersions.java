package dev.tidegate.simulation.scene;

import static dev.tidegate.simulation.scene.Trees.map;

import dev.tidegate.simulation.kernel.Choices;

import java.util.LinkedHashMap;
import java.util.Map;

/** Services whose policies scale the version down that a release has replaced. */
public final class OldVersions {

    private static final String FIELD = "oldVersion";

    private OldVersions() {}

    /** The service with such a policy, and with several pods of each version. */
    public static SimService scaledDown(SimService service, Choices choices) {
        Map<String, Object> policy = new LinkedHashMap<>(service.policy());
        policy.put(
                FIELD,
                map(
                        "scaleDown",
                        map("after", choices.next(90) + "s", "replicas", choices.next(2))));
        if (choices.oneIn(2)) {
            policy.put("bake", choices.next(5) + "s");
        }
        return service.with(policy, 2 + choices.next(3), service.hosts(), service.mirrors());
    }

    /** Whether its policy says so. */
    public static boolean has(SimService service) {
        return service.policy().containsKey(FIELD);
    }
}
