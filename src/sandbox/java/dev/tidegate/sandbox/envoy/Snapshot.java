package dev.tidegate.sandbox.envoy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * All that Envoy is told at one time.
 *
 * @param endpoints by the name of their cluster
 * @param routes by the port of the Services
 */
record Snapshot(
        List<Map<String, Object>> clusters,
        Map<String, Map<String, Object>> endpoints,
        List<Map<String, Object>> listeners,
        Map<Integer, Map<String, Object>> routes) {

    /**
     * Translates the objects.
     *
     * @param ports where callers find the Services' ports on this machine
     * @throws Refused naming the object, the field and the value that is not translated
     */
    static Snapshot of(World world, Proxy proxy, Map<Integer, Integer> ports, Files files) {
        Catalog catalog = new Catalog(world, proxy);
        Clusters clusters = new Clusters(world.pods(), files::endpoints);
        catalog.services()
                .values()
                .forEach(service -> clusters.add(service, catalog.rule(service.host())));
        Listeners listeners =
                new Listeners(catalog, new Routing(world, proxy), proxy, files::routes);
        ports.forEach(listeners::add);
        List<Map<String, Object>> all = new ArrayList<>(clusters.clusters());
        proxy.otlp().ifPresent(port -> all.add(OtlpLog.cluster(port)));
        return new Snapshot(all, clusters.endpoints(), listeners.listeners(), listeners.routes());
    }

    /** The paths of the files that Envoy watches. */
    interface Files {
        String endpoints(String cluster);

        String routes(int port);
    }
}
