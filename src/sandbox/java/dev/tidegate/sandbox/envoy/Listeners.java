package dev.tidegate.sandbox.envoy;

import dev.tidegate.sandbox.envoy.Routing.Found;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;

/** Writes a listener for each port of a Service that callers reach, and the routes of its HTTP. */
final class Listeners {
    /** What istiod allows. */
    private static final int LARGEST_DIRECT_RESPONSE = 1024 * 1024;

    private final Catalog catalog;
    private final Routing routing;
    private final Proxy proxy;
    private final IntFunction<String> routesFile;
    private final List<Map<String, Object>> listeners = new ArrayList<>();
    private final Map<Integer, Map<String, Object>> routes = new LinkedHashMap<>();

    /**
     * Nothing yet.
     *
     * @param routesFile the file of a port's routes that Envoy is told to watch
     */
    Listeners(Catalog catalog, Routing routing, Proxy proxy, IntFunction<String> routesFile) {
        this.catalog = catalog;
        this.routing = routing;
        this.proxy = proxy;
        this.routesFile = routesFile;
    }

    List<Map<String, Object>> listeners() {
        return listeners;
    }

    /** The route configurations by port. */
    Map<Integer, Map<String, Object>> routes() {
        return routes;
    }

    /**
     * Adds the listener of a Service's port.
     *
     * @param local where callers find it on this machine
     * @throws Refused naming what is not translated
     */
    void add(int port, int local) {
        List<Service> here =
                catalog.services().values().stream()
                        .filter(service -> service.port(port).isPresent())
                        .toList();
        List<Service> http = here.stream().filter(s -> s.port(port).orElseThrow().http()).toList();
        if (here.isEmpty()) {
            return;
        }
        if (http.size() == here.size()) {
            routes.put(port, routes(http, port));
            listeners.add(listener(port, local, List.of(chain(port)), false));
        } else {
            Service service = dialled(here, port);
            boolean tls = service.port(port).orElseThrow().protocol() == Service.Protocol.TLS;
            List<Map<String, Object>> chains =
                    new TcpRoutes(catalog, proxy, port)
                            .of(service, routing.connections(service), tls);
            listeners.add(listener(port, local, chains, tls));
        }
    }

    /** The one whose connections the port carries. */
    private Service dialled(List<Service> here, int port) {
        Optional<String> dialled =
                proxy.dials().map(name -> Host.full(name, proxy.namespace(), proxy));
        return here.stream()
                .filter(
                        service ->
                                here.size() == 1
                                        || dialled.filter(service.host()::equals).isPresent())
                .findFirst()
                .orElseThrow(
                        () ->
                                new Refused(
                                        "port %d of %s: one address cannot carry connections of several Services here; give each a port of its own"
                                                .formatted(
                                                        port,
                                                        here.stream()
                                                                .map(Service::host)
                                                                .toList())));
    }

    private static Map<String, Object> listener(
            int port, int local, List<Map<String, Object>> chains, boolean tls) {
        Map<String, Object> listener = new LinkedHashMap<>();
        listener.put("@type", "type.googleapis.com/envoy.config.listener.v3.Listener");
        listener.put("name", "outbound_" + port);
        listener.put("address", Discovery.address(local));
        listener.put("filter_chains", chains);
        if (tls) {
            String type =
                    "type.googleapis.com/envoy.extensions.filters.listener.tls_inspector.v3.TlsInspector";
            listener.put(
                    "listener_filters",
                    List.of(
                            Map.of(
                                    "name",
                                    "envoy.filters.listener.tls_inspector",
                                    "typed_config",
                                    Map.of("@type", type))));
        }
        return listener;
    }

    private Map<String, Object> chain(int port) {
        Map<String, Object> manager = new LinkedHashMap<>();
        String types = "type.googleapis.com/envoy.extensions.filters.";
        manager.put("@type", types + "network.http_connection_manager.v3.HttpConnectionManager");
        manager.put("stat_prefix", "outbound_" + port);
        manager.put(
                "rds",
                Map.of(
                        "route_config_name",
                        Integer.toString(port),
                        "config_source",
                        Discovery.file(routesFile.apply(port))));
        manager.put(
                "http_filters",
                List.of(
                        Map.of(
                                "name",
                                "envoy.filters.http.router",
                                "typed_config",
                                Map.of("@type", types + "http.router.v3.Router"))));
        manager.put("access_log", LogFormat.requests(proxy));
        return Map.of(
                "filters",
                List.of(
                        Map.of(
                                "name",
                                "envoy.filters.network.http_connection_manager",
                                "typed_config",
                                manager)));
    }

    private Map<String, Object> routes(List<Service> services, int port) {
        List<Map<String, Object>> hosts = new ArrayList<>();
        for (Service service : services) {
            Map<String, Object> host = new LinkedHashMap<>();
            host.put("name", service.host() + ":" + port);
            host.put("domains", Host.names(service, proxy));
            host.put("routes", routes(service, port));
            hosts.add(host);
        }
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("@type", "type.googleapis.com/envoy.config.route.v3.RouteConfiguration");
        all.put("name", Integer.toString(port));
        all.put("ignore_port_in_host_matching", true);
        all.put("max_direct_response_body_size_bytes", LARGEST_DIRECT_RESPONSE);
        // a route may lead to a cluster that is not there: its requests answer 503 NC, as in Istio
        all.put("validate_clusters", false);
        all.put("virtual_hosts", hosts);
        return all;
    }

    private List<Map<String, Object>> routes(Service service, int port) {
        for (Found vs : routing.requests(service)) {
            Fields spec = vs.spec();
            List<Map<String, Object>> written =
                    new HttpRoutes(catalog, proxy, vs.namespace(), port).of(spec);
            spec.ignoring("tcp", "tls").end();
            if (!written.isEmpty()) {
                return written;
            }
        }
        return List.of(HttpRoutes.plain(service, catalog.rule(service.host()), port));
    }
}
