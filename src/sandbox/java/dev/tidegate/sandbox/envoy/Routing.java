package dev.tidegate.sandbox.envoy;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Finds the VirtualServices that hold for a Service, among those that the callers may see. */
final class Routing {
    private final List<Found> all;

    /** A VirtualService of the callers: its namespace, its hosts in full, and its spec. */
    record Found(String namespace, List<String> hosts, Map<String, Object> object) {

        /** The spec, but for what was looked at here; each caller reads its part of the rest. */
        Fields spec() {
            return Fields.spec(object).ignoring("gateways", "exportTo", "hosts");
        }

        private boolean names(String host) {
            return hosts.stream().anyMatch(name -> name.toLowerCase(Locale.ROOT).equals(host));
        }
    }

    /**
     * Sorts them as istiod does: those of the callers' namespace alone, those shown to it by name,
     * those shown to all; of each the oldest first.
     */
    Routing(World world, Proxy proxy) {
        all =
                world.virtualServices().stream()
                        .filter(vs -> forCallers(vs, proxy))
                        .sorted(
                                Comparator.<Map<String, Object>>comparingInt(
                                                vs -> exports(vs).rank(proxy.namespace()))
                                        .thenComparing(Meta.BY_AGE))
                        .map(vs -> found(vs, proxy))
                        .toList();
    }

    /**
     * For requests: those that name the Service, else the first one of those with the longest name
     * with a star. The first that has a route for the callers takes it all.
     */
    List<Found> requests(Service service) {
        String host = service.host();
        List<Found> named = all.stream().filter(vs -> vs.names(host)).toList();
        return named.isEmpty() ? starred(host) : named;
    }

    private List<Found> starred(String host) {
        Optional<String> pattern = Host.best(all.stream().flatMap(vs -> vs.hosts().stream()), host);
        return all.stream()
                .filter(vs -> pattern.filter(vs.hosts()::contains).isPresent())
                .limit(1)
                .toList();
    }

    /** For connections: all that mean the Service, one after the other. */
    List<Found> connections(Service service) {
        return all.stream()
                .filter(
                        vs ->
                                vs.hosts().stream()
                                        .anyMatch(name -> Host.matches(name, service.host())))
                .toList();
    }

    private static boolean forCallers(Map<String, Object> vs, Proxy proxy) {
        List<String> gateways = Fields.spec(vs).texts("gateways");
        return (gateways.isEmpty() || gateways.contains(Source.MESH))
                && exports(vs).showsTo(proxy.namespace());
    }

    private static Exports exports(Map<String, Object> vs) {
        return Exports.of(Fields.spec(vs), Meta.of(vs).namespace());
    }

    private static Found found(Map<String, Object> vs, Proxy proxy) {
        String namespace = Meta.of(vs).namespace();
        List<String> hosts =
                Fields.spec(vs).texts("hosts").stream()
                        .map(host -> Host.full(host, namespace, proxy))
                        .toList();
        return new Found(namespace, hosts, vs);
    }
}
