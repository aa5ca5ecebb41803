package dev.tidegate.simulation.scene;

import static dev.tidegate.simulation.scene.Trees.map;

import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.simulation.kernel.Choices;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a policy says, by chance. */
final class PolicySpecs {

    private static final String[] ON_DEPLOY = {"supersede", "queue", "reject"};
    private static final String[] ON_DRIFT = {"revert", "adopt", "pause"};
    private static final String[] UNVERSIONED = {"rollback", "pause", "ignore"};

    private PolicySpecs() {}

    /** One of the many that a policy of these routes may have. */
    static Map<String, Object> any(
            ServiceKey key, boolean subsets, String routesIn, Choices choices) {
        Map<String, Object> reference = map("name", key.name(), "http", List.of("primary"));
        if (!routesIn.equals(key.namespace())) {
            reference.put("namespace", routesIn);
        }
        Map<String, Object> route = map("virtualServices", List.of(reference));
        route.put(
                subsets ? "destinationRule" : "host",
                subsets
                        ? key.name()
                        : "%s-{version}.%s.svc.cluster.local"
                                .formatted(key.name(), key.namespace()));
        List<Object> steps = new ArrayList<>();
        int weight = 0;
        for (int i = choices.next(3); i >= 0; i--) {
            weight += 1 + choices.next(33);
            Map<String, Object> step = map("weight", weight);
            if (choices.oneIn(10)) {
                step.put("pause", map());
            } else {
                step.put("hold", (5 + choices.next(40)) + "s");
            }
            steps.add(step);
        }
        steps.add(map("weight", 100));
        Map<String, Object> spec =
                map("route", route, "steps", steps, "bake", choices.next(40) + "s");
        spec.put("readyTimeout", (60 + choices.next(120)) + "s");
        spec.put("onNewDeploy", ON_DEPLOY[choices.next(3)]);
        spec.put("onDrift", ON_DRIFT[choices.next(3)]);
        spec.put(
                "onAlert",
                map("severity", List.of("critical"), "unversioned", UNVERSIONED[choices.next(3)]));
        spec.put("alertMemory", "5m");
        return spec;
    }

    /** The same with one small step, and nearly no bake. */
    static Map<String, Object> quick(Map<String, Object> policy) {
        Map<String, Object> quick = new LinkedHashMap<>(policy);
        quick.put("steps", List.of(map("weight", 10, "hold", "2s"), map("weight", 100)));
        quick.put("bake", "2s");
        quick.put("onNewDeploy", "queue");
        return quick;
    }

    /** The same that writes no route. */
    static Map<String, Object> dry(Map<String, Object> policy) {
        Map<String, Object> dry = new LinkedHashMap<>(policy);
        dry.put("dryRun", true);
        return dry;
    }

    /** The same with a host for each version. */
    static Map<String, Object> naming(Map<String, Object> policy, Map<String, Object> hosts) {
        Map<String, Object> route = new LinkedHashMap<>(Trees.at(policy, "route"));
        route.remove("destinationRule");
        route.remove("host");
        route.put("hosts", hosts);
        Map<String, Object> naming = new LinkedHashMap<>(policy);
        naming.put("route", route);
        return naming;
    }

    /** The same with a match in some steps, and perhaps one that gives no weight. */
    static Map<String, Object> matching(Map<String, Object> policy, Choices choices) {
        List<Object> steps = new ArrayList<>();
        if (choices.oneIn(2)) {
            steps.add(map("match", group(choices), "hold", (5 + choices.next(40)) + "s"));
        }
        for (Map<String, Object> step : Trees.list(policy, "steps")) {
            Map<String, Object> next = new LinkedHashMap<>(step);
            if (Trees.number(step, "weight") < 100 && choices.oneIn(2)) {
                next.put("match", group(choices));
            }
            steps.add(next);
        }
        Map<String, Object> matching = new LinkedHashMap<>(policy);
        matching.put("steps", steps);
        return matching;
    }

    /**
     * The same with stickiness and copies in some steps, and perhaps one that gives copies alone.
     */
    static Map<String, Object> sticking(Map<String, Object> policy, Choices choices) {
        List<Object> steps = new ArrayList<>();
        if (choices.oneIn(2)) {
            steps.add(map("mirror", share(choices), "hold", (5 + choices.next(40)) + "s"));
        }
        boolean stable = choices.oneIn(2);
        for (Map<String, Object> step : Trees.list(policy, "steps")) {
            Map<String, Object> next = new LinkedHashMap<>(step);
            int weight = Trees.number(step, "weight");
            if (weight < 100 && choices.oneIn(3)) {
                next.put("mirror", share(choices));
            }
            if (weight < 100 && !choices.oneIn(3)) {
                next.put(
                        "sticky",
                        weight > 0 && choices.oneIn(3)
                                ? map("header", map("name", "x-bucket", "buckets", 10_000))
                                : map("cookie", map("name", "tg", "ttl", "1h"), "stable", stable));
            }
            steps.add(next);
        }
        Map<String, Object> sticking = new LinkedHashMap<>(policy);
        sticking.put("steps", steps);
        return sticking;
    }

    private static String share(Choices choices) {
        return (1 + choices.next(100)) + "%";
    }

    private static List<Object> group(Choices choices) {
        Map<String, Object> header =
                map("x-group", map("exact", choices.oneIn(2) ? "beta" : "internal"));
        return choices.oneIn(3)
                ? List.of(map("headers", header), map("uri", map("prefix", "/new")))
                : List.of(map("headers", header));
    }
}
