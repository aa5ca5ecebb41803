package dev.tidegate.core.route.istio;

import java.util.List;

/** Names of Gateways as Istio resolves them (pilot/pkg/model/config.go, resolveGatewayName). */
final class GatewayName {

    private static final String MESH = "mesh";

    private GatewayName() {}

    /**
     * {@code namespace/name}, or {@code mesh}.
     *
     * @param namespace of the VirtualService that names it
     */
    static String full(String name, String namespace) {
        if (name.equals(MESH)) {
            return name;
        }
        if (name.startsWith("./")) {
            return namespace + name.substring(1);
        }
        if (name.contains("/")) {
            return name;
        }
        List<String> labels = List.of(name.split("\\.", -1));
        return labels.size() == 1 ? namespace + "/" + name : labels.get(1) + "/" + labels.get(0);
    }
}
