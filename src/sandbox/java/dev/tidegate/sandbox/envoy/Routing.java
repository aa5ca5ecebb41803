package dev.tidegate.sandbox.envoy;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the VirtualService that holds for a Service, among those that the callers may see. */
record Routing(World world, Proxy proxy) {

    private static final String MESH = "mesh";

    /** A VirtualService's spec with its namespace. */
    record Found(Fields spec, String namespace) {}

    /** The oldest one whose hosts name the Service; a whole name goes before one with a star. */
    Optional<Found> of(Service service) {
        List<Map<String, Object>> candidates =
                world.virtualServices().stream()
                        .sorted(Meta.BY_AGE)
                        .filter(this::forCallers)
                        .toList();
        return candidates.stream()
                .filter(vs -> hosts(vs).contains(service.host()))
                .findFirst()
                .or(() -> candidates.stream().filter(vs -> matches(vs, service.host())).findFirst())
                .map(vs -> new Found(spec(vs), Meta.of(vs).namespace()));
    }

    private boolean forCallers(Map<String, Object> vs) {
        Fields spec = Fields.spec(vs);
        List<String> gateways = spec.texts("gateways");
        return (gateways.isEmpty() || gateways.contains(MESH))
                && Meta.of(vs).visibleIn(proxy.namespace(), spec.texts("exportTo"));
    }

    private List<String> hosts(Map<String, Object> vs) {
        String namespace = Meta.of(vs).namespace();
        return Fields.spec(vs).texts("hosts").stream()
                .map(host -> Host.full(host, namespace, proxy))
                .toList();
    }

    private boolean matches(Map<String, Object> vs, String host) {
        return hosts(vs).stream().anyMatch(pattern -> Host.matches(pattern, host));
    }

    /** The spec, but for what was looked at here; each caller reads its part of the rest. */
    private static Fields spec(Map<String, Object> vs) {
        return Fields.spec(vs).ignoring("gateways", "exportTo", "hosts");
    }
}
