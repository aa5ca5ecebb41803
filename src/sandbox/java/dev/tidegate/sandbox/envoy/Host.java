package dev.tidegate.sandbox.envoy;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Host names as istiod resolves them. */
final class Host {

    private Host() {}

    /** A name without a dot belongs to the namespace of the object that it stands in. */
    static String full(String host, String namespace, Proxy proxy) {
        return host.contains(".") || host.equals("*")
                ? host
                : "%s.%s.svc.%s".formatted(host, namespace, proxy.clusterDomain());
    }

    /** Whether {@code pattern}, a host or one that begins with {@code *}, means {@code host}. */
    static boolean matches(String pattern, String host) {
        return pattern.startsWith("*") ? host.endsWith(pattern.substring(1)) : pattern.equals(host);
    }

    /** Of these patterns the one that says most of the host: the name itself, else the longest. */
    static Optional<String> best(Stream<String> patterns, String host) {
        return patterns.filter(pattern -> matches(pattern, host))
                .max(
                        Comparator.comparing((String pattern) -> !pattern.startsWith("*"))
                                .thenComparingInt(String::length));
    }

    /** The names by which callers of the proxy's namespace reach a Service. */
    static List<String> names(Service service, Proxy proxy) {
        String name = service.name();
        String namespace = service.namespace();
        Stream<String> near =
                namespace.equals(proxy.namespace()) ? Stream.of(name) : Stream.empty();
        return Stream.concat(
                        Stream.of(
                                service.host(),
                                name + "." + namespace + ".svc",
                                name + "." + namespace),
                        near)
                .toList();
    }
}
