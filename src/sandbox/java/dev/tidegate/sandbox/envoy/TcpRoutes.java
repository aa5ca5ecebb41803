package dev.tidegate.sandbox.envoy;

import dev.tidegate.sandbox.envoy.Routing.Found;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes the filter chains of a port that carries connections: {@code tcp} and {@code tls} routes.
 * A chain's name holds how it divides them, for the access log. A change of it drains the
 * connections that it has.
 */
final class TcpRoutes {
    private final Catalog catalog;
    private final Proxy callers;
    private final int port;

    TcpRoutes(Catalog catalog, Proxy callers, int port) {
        this.catalog = catalog;
        this.callers = callers;
        this.port = port;
    }

    /**
     * The chains of one Service. Where none takes everything, the last leads to all of its pods:
     * istiod passes such connections on to the Service's own address.
     *
     * @throws Refused naming what is not translated
     */
    List<Map<String, Object>> of(Service service, List<Found> routing, boolean tls) {
        Map<List<String>, Map<String, Object>> chains = new LinkedHashMap<>();
        for (Found vs : routing) {
            Fields spec = vs.spec();
            for (Fields route : spec.parts(tls ? "tls" : "tcp")) {
                List<List<String>> names = names(route, tls);
                TcpProxy proxy = TcpProxy.of(route, catalog, vs.namespace(), port);
                names.forEach(sni -> chains.putIfAbsent(sni, chain(sni, proxy)));
            }
            spec.ignoring("http", "tls", "tcp").end();
        }
        chains.computeIfAbsent(
                List.of(), sni -> chain(sni, TcpProxy.plain(service, catalog, port)));
        return List.copyOf(chains.values());
    }

    /** The names asked for that a route takes, an empty list for all; none when it is not ours. */
    private List<List<String>> names(Fields route, boolean tls) {
        List<Fields> matches = route.parts("match");
        if (tls && matches.isEmpty()) {
            throw new Refused(route + ".match is missing, which Istio refuses; name sniHosts");
        }
        List<List<String>> names = new ArrayList<>();
        if (matches.isEmpty()) {
            names.add(List.of());
        }
        for (Fields match : matches) {
            List<String> sni = tls ? match.texts("sniHosts") : List.of();
            if (tls && sni.isEmpty()) {
                throw new Refused(match + ".sniHosts is missing, which Istio refuses; name one");
            }
            if (Source.of(match, port, callers).connection()) {
                names.add(sni);
            }
            match.end();
        }
        return names;
    }

    private static Map<String, Object> chain(List<String> sni, TcpProxy proxy) {
        Map<String, Object> chain = new LinkedHashMap<>();
        chain.put("name", String.join(",", sni) + "#" + proxy.split());
        if (!sni.isEmpty()) {
            chain.put("filter_chain_match", Map.of("server_names", sni));
        }
        chain.put("filters", List.of(proxy.filter()));
        return chain;
    }
}
