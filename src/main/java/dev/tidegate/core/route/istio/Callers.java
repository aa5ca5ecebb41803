package dev.tidegate.core.route.istio;

import dev.tidegate.core.route.ObservedObject;
import dev.tidegate.core.route.Tree;

import java.util.List;
import java.util.Map;

/** Tells whether a VirtualService routes the requests of a namespace. */
final class Callers {

    private Callers() {}

    /** Whether those of workloads in {@code namespace} may be among them. */
    static boolean in(String namespace, ObservedObject virtualService) {
        Map<String, Object> spec = Tree.map(virtualService.tree(), "spec");
        List<?> to = Tree.list(spec, "exportTo");
        boolean home = namespace.equals(virtualService.namespace());
        boolean seen =
                to.isEmpty()
                        || to.contains("*")
                        || to.contains(namespace)
                        || (home && to.contains("."));
        List<?> gateways = Tree.list(spec, "gateways");
        return seen
                && (gateways.isEmpty()
                        || gateways.contains("mesh")
                        || gateways.stream()
                                .map(String::valueOf)
                                .anyMatch(
                                        g ->
                                                g.contains("/")
                                                        ? g.startsWith(namespace + "/")
                                                        : home));
    }
}
