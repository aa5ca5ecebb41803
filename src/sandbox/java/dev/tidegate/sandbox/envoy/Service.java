package dev.tidegate.sandbox.envoy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A Service of Kubernetes.
 *
 * @param host its full name
 * @param selector of its pods
 */
record Service(
        String namespace,
        String name,
        String host,
        List<Port> ports,
        Map<String, String> selector) {

    /** What a port speaks, by its name or its appProtocol. */
    enum Protocol {
        HTTP,
        HTTP2,
        TLS,
        TCP
    }

    /** A port by its number. */
    record Port(int number, Protocol protocol) {
        boolean http() {
            return protocol == Protocol.HTTP || protocol == Protocol.HTTP2;
        }
    }

    /**
     * Reads a Service.
     *
     * @throws Refused for a port whose protocol is not told, and for a Service that names no pods
     */
    static Service of(Map<String, Object> object, Proxy proxy) {
        Meta meta = Meta.of(object);
        Fields spec = Fields.spec(object);
        if (spec.word("type").filter("ExternalName"::equals).isPresent()) {
            throw spec.wrong("type", "not translated for Envoy: its pods are unknown");
        }
        if (spec.word("clusterIP").filter("None"::equals).isPresent()) {
            throw spec.wrong(
                    "clusterIP", "not translated for Envoy: such callers pick a pod themselves");
        }
        List<Port> ports = new ArrayList<>();
        for (Fields port : spec.parts("ports")) {
            ports.add(new Port((int) port.number("port").orElse(0), protocol(port)));
        }
        return new Service(
                meta.namespace(),
                meta.name(),
                Host.full(meta.name(), meta.namespace(), proxy),
                ports,
                spec.part("selector").texts());
    }

    private static Protocol protocol(Fields port) {
        String name = port.text("name").orElse("");
        String said = port.text("appProtocol").orElse(name.split("-", 2)[0]);
        return switch (said.toLowerCase(Locale.ROOT)) {
            case "http" -> Protocol.HTTP;
            case "http2", "grpc" -> Protocol.HTTP2;
            case "tls", "https" -> Protocol.TLS;
            case "tcp" -> Protocol.TCP;
            default ->
                    throw new Refused(
                            "%s.name: \"%s\" does not say what the port speaks; begin it with http, http2, grpc, tls, https or tcp, or set appProtocol"
                                    .formatted(port, name));
        };
    }

    Optional<Port> port(int number) {
        return ports.stream().filter(port -> port.number() == number).findFirst();
    }

    boolean selects(Pod pod) {
        return pod.namespace().equals(namespace) && !selector.isEmpty() && pod.has(selector);
    }

    /** The name of a cluster of Envoy's, as istiod makes it. */
    static String cluster(int port, String subset, String host) {
        return "outbound|%d|%s|%s".formatted(port, subset, host);
    }
}
