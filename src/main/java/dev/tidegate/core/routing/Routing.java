package dev.tidegate.core.routing;

import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.event.ServiceKey;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Which routes carry the traffic, and how a version is told from another in them.
 *
 * @param virtualServices at least one
 * @param destinations how a destination names a version
 */
public record Routing(List<VirtualServiceRef> virtualServices, Destinations destinations) {

    public Routing {
        virtualServices = List.copyOf(virtualServices);
        if (virtualServices.isEmpty()) {
            throw new IllegalArgumentException(
                    "route.virtualServices: is empty; name at least one VirtualService");
        }
    }

    /**
     * A VirtualService and its routes to move. With no route named, its only route is meant, or of
     * several the only one that leads to the service.
     *
     * @param namespace where it lives
     * @param http names of {@code http} routes
     * @param httpMatch {@code http} routes by what they match
     * @param tls {@code tls} routes by what they match
     * @param tcp {@code tcp} routes by what they match
     */
    public record VirtualServiceRef(
            String namespace,
            String name,
            List<String> http,
            List<RouteMatch> httpMatch,
            List<RouteMatch> tls,
            List<RouteMatch> tcp) {
        public VirtualServiceRef {
            http = List.copyOf(http);
            httpMatch = List.copyOf(httpMatch);
            tls = List.copyOf(tls);
            tcp = List.copyOf(tcp);
        }

        /** Whether it names no route. */
        public boolean namesNone() {
            return http.isEmpty() && httpMatch.isEmpty() && tls.isEmpty() && tcp.isEmpty();
        }
    }

    /**
     * What a route without a name matches. Several routes may have it all: those that lead to the
     * service count, and of these the one that matches nothing else.
     *
     * @param sniHosts of a {@code tls} route
     * @param gateways {@code mesh}, and Gateways by name or as {@code namespace/name}
     * @param sourceLabels of the clients' pods
     */
    public record RouteMatch(
            OptionalInt port,
            List<String> sniHosts,
            List<String> gateways,
            Map<String, String> sourceLabels) {

        /** The route without a match. */
        public static final RouteMatch NONE =
                new RouteMatch(OptionalInt.empty(), List.of(), List.of(), Map.of());

        public RouteMatch {
            sniHosts = List.copyOf(sniHosts);
            gateways = List.copyOf(gateways);
            sourceLabels = Map.copyOf(sourceLabels);
        }
    }

    /** How a destination names a version. */
    public sealed interface Destinations {}

    /**
     * Subset mode: one immutable subset for each version, in one DestinationRule.
     *
     * @param versionLabel the pod label whose value is the version, {@code version} by custom
     * @param loadBalancer between the endpoints of a subset that Tidegate adds; the
     *     DestinationRule's own when absent
     */
    public record Subsets(
            String namespace,
            String destinationRule,
            String versionLabel,
            Optional<LoadBalancer> loadBalancer)
            implements Destinations {}

    /**
     * Host mode: one Service for each version.
     *
     * @param template a host with {@code {version}} in it, such as {@code reviews-{version}}
     */
    public record Hosts(String namespace, String template) implements Destinations {
        public Hosts {
            if (!template.contains("{version}")) {
                throw new IllegalArgumentException(
                        "route.host: \"%s\" does not contain {version}; write for example reviews-{version}"
                                .formatted(template));
            }
        }

        /** The host of {@code version}. */
        public String host(Version version) {
            return template.replace("{version}", version.name());
        }
    }

    /** Fills {@code {service}} and {@code {version}} of a workload template. */
    public static String workload(String template, ServiceKey service, Version version) {
        return template.replace("{service}", service.name()).replace("{version}", version.name());
    }
}
