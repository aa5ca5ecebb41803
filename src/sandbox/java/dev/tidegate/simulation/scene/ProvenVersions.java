package dev.tidegate.simulation.scene;

import static dev.tidegate.simulation.scene.Trees.map;

import dev.tidegate.simulation.kernel.Choices;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Services whose policies ask for evidence. */
public final class ProvenVersions {

    private static final String[] THEN = {"pause", "rollback", "advance"};

    private ProvenVersions() {}

    /** The service with such a policy, of which most steps last until the next is proven. */
    public static SimService asked(SimService service, Choices choices) {
        Map<String, Object> policy = new LinkedHashMap<>(service.policy());
        policy.put("analysis", map());
        List<Object> steps = new ArrayList<>();
        for (Map<String, Object> step : Trees.list(policy, "steps")) {
            Map<String, Object> next = new LinkedHashMap<>(step);
            int weight = Trees.number(step, "weight");
            if (weight > 0 && weight < 100 && !step.containsKey("pause") && !choices.oneIn(4)) {
                next.put("until", "proven");
                next.put("maxHold", (50 + choices.next(60)) + "s");
                next.put("then", THEN[choices.next(THEN.length)]);
            }
            steps.add(next);
        }
        policy.put("steps", steps);
        return service.with(policy, service.replicas(), service.hosts(), service.mirrors());
    }
}
