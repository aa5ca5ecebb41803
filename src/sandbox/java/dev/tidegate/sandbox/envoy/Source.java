package dev.tidegate.sandbox.envoy;

import java.util.List;
import java.util.Map;

/**
 * Whose requests or connections a match takes, as far as that is known before one comes.
 *
 * @param port whether it takes those of the listener's port
 * @param gateways whether it names some
 * @param mesh whether it names the callers' proxies, or no gateway at all
 * @param workload whether the callers' labels and namespace are meant
 */
record Source(boolean port, boolean gateways, boolean mesh, boolean workload) {

    /** Stands for the callers' proxies among the gateways. */
    static final String MESH = "mesh";

    static Source of(Fields match, int port, Proxy proxy) {
        List<String> gateways = match.texts("gateways");
        Map<String, String> labels = match.part("sourceLabels").texts();
        String namespace = match.word("sourceNamespace").orElse(proxy.namespace());
        return new Source(
                match.positive("port").orElse(port) == port,
                !gateways.isEmpty(),
                gateways.isEmpty() || gateways.contains(MESH),
                proxy.has(labels) && namespace.equals(proxy.namespace()));
    }

    /** Of an http route: where gateways are named, istiod does not look at the workload. */
    boolean request() {
        return port && (gateways ? mesh : workload);
    }

    /** Of a tcp or tls route. */
    boolean connection() {
        return port && mesh && workload;
    }
}
