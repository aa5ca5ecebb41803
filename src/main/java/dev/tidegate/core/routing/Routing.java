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

        /** Whether both are of one VirtualService. */
        public boolean isOf(VirtualServiceRef other) {
            return namespace.equals(other.namespace) && name.equals(other.name);
        }

        private boolean namesConnections() {
            return !tls.isEmpty() || !tcp.isEmpty();
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

    /**
     * A route that {@code other} names in the same words, for a person; empty when there is none.
     */
    public Optional<String> namedToo(Routing other) {
        return NamedTwice.of(this, other);
    }

    /**
     * Whether connections are moved, by tls or tcp routes: each change of a weight drains those
     * there are.
     */
    public boolean movesConnections() {
        return virtualServices.stream().anyMatch(VirtualServiceRef::namesConnections);
    }

    /** Whether nothing but connections is moved, as far as the policy says. */
    public boolean movesConnectionsAlone() {
        return virtualServices.stream()
                .allMatch(
                        ref ->
                                ref.namesConnections()
                                        && ref.http().isEmpty()
                                        && ref.httpMatch().isEmpty());
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
     * Host mode: each version has a host of its own, a Service or a host of a ServiceEntry.
     *
     * @param namespace of the policy, to which a short host belongs
     */
    public record Hosts(String namespace, HostNames names) implements Destinations {
        public Hosts {
            if (names instanceof HostTable table) {
                table.requireDistinct(namespace);
            }
        }

        /** Hosts that are made from a template. */
        public Hosts(String namespace, String template) {
            this(namespace, new HostTemplate(template));
        }

        /** The Service of the version's host; empty when it is none of the cluster's. */
        Optional<ServiceHost> service(Version version) {
            return names.host(version).flatMap(host -> ServiceHost.of(host, namespace));
        }
    }

    /**
     * Why {@code version} cannot be released by these routes, as a sentence for a person; empty
     * when it can.
     */
    public Optional<String> unnamed(Version version) {
        return destinations instanceof Hosts(String _, HostTable table)
                        && table.host(version).isEmpty()
                ? Optional.of(
                        "version: %s has no host in route.hosts; release one of %s, or add its host there"
                                .formatted(version, table.versions()))
                : Optional.empty();
    }

    /** Whether each version has a host that the policy names, not one made from a template. */
    public boolean namesHosts() {
        return destinations instanceof Hosts(String _, HostTable _);
    }

    /**
     * Whether the version runs elsewhere: its host is none of the policy's namespace, so it has no
     * Deployment there.
     */
    public boolean elsewhere(Version version) {
        return destinations instanceof Hosts hosts
                && hosts.names().host(version).isPresent()
                && hosts.service(version)
                        .filter(service -> service.namespace().equals(hosts.namespace()))
                        .isEmpty();
    }

    /**
     * Whether an alert that says {@code word} means the version by its host: as the policy spells
     * it, or as its Service in any other way.
     */
    public boolean isHostOf(String word, Version version) {
        return destinations instanceof Hosts hosts
                && (hosts.names().host(version).filter(word::equals).isPresent()
                        || hosts.service(version)
                                .filter(
                                        service ->
                                                ServiceHost.of(word, hosts.namespace())
                                                        .equals(Optional.of(service)))
                                .isPresent());
    }

    /** Fills {@code {service}} and {@code {version}} of a workload template. */
    public static String workload(String template, ServiceKey service, Version version) {
        return template.replace("{service}", service.name()).replace("{version}", version.name());
    }
}
