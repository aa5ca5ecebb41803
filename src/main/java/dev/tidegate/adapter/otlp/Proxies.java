package dev.tidegate.adapter.otlp;

import java.util.List;
import java.util.Optional;

/** How a proxy is called that sends records. */
final class Proxies {

    /**
     * Istio's {@code sidecar~<address>~<pod>.<namespace>~<domain>}, where built-in labels are on.
     */
    private static final String NODE = "node_name";

    /** What a collector adds, or a provider's resource detectors. */
    private static final List<String> OTHERS =
            List.of("k8s.pod.name", "service.instance.id", "host.name");

    private static final int PARTS_OF_NODE = 4;

    private Proxies() {}

    /**
     * The name by what is told of all records of one sender.
     *
     * @param peer the address that it sends from
     */
    static String name(Attributes resource, String peer) {
        return name(resource).orElse(peer);
    }

    /** The same; empty when nothing is told of them. */
    static Optional<String> name(Attributes resource) {
        Optional<String> node = resource.text(NODE).map(Proxies::pod);
        if (node.isPresent()) {
            return node;
        }
        return OTHERS.stream()
                .flatMap(name -> resource.text(name).stream())
                .filter(name -> !name.isBlank())
                .findFirst();
    }

    private static String pod(String node) {
        String[] parts = node.split("~", -1);
        return parts.length == PARTS_OF_NODE ? parts[2] : node;
    }
}
