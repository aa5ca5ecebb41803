package dev.tidegate.sandbox.envoy;

import java.util.List;
import java.util.Map;

/** What istiod knows: the objects as JSON trees, and the pods behind the Services. */
public record World(
        List<Map<String, Object>> virtualServices,
        List<Map<String, Object>> destinationRules,
        List<Map<String, Object>> services,
        List<Pod> pods) {

    public World {
        virtualServices = List.copyOf(virtualServices);
        destinationRules = List.copyOf(destinationRules);
        services = List.copyOf(services);
        pods = List.copyOf(pods);
    }
}
