package dev.tidegate.adapter.otlp;

import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.core.routing.Routing;
import dev.tidegate.core.routing.Routing.Hosts;
import dev.tidegate.core.routing.Routing.Subsets;
import dev.tidegate.core.routing.ServiceHost;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which versions the clusters of a mesh are of. In subset mode the subset is the version, of the
 * Service that has the policy's name; in host mode the host is. A cluster's name is looked at once,
 * then remembered: there are as many as there are versions of services.
 */
final class Clusters {

    /** Names come from outside; beyond these each is looked at again. */
    private static final int MOST = 20_000;

    private final Map<ServiceKey, Routing.Destinations> services;
    private final Map<String, ServiceKey> bySubset = new HashMap<>();
    private final Map<ServiceKey, Hosts> byHost = new HashMap<>();
    private final Map<String, Optional<Destination>> known = new ConcurrentHashMap<>();

    /** The clusters of these services. */
    Clusters(Map<ServiceKey, Routing.Destinations> services) {
        this.services = Map.copyOf(services);
        services.forEach(
                (service, destinations) -> {
                    switch (destinations) {
                        case Subsets _ ->
                                bySubset.put(full(service.name(), service.namespace()), service);
                        case Hosts hosts -> byHost.put(service, hosts);
                    }
                });
    }

    /** Whether they are of just these. */
    boolean are(Map<ServiceKey, Routing.Destinations> others) {
        return services.equals(others);
    }

    /** The version that a cluster is of; empty when it is of none of these services. */
    Optional<Destination> destination(String cluster) {
        Optional<Destination> before = known.get(cluster);
        if (before != null) {
            return before;
        }
        Optional<Destination> found = UpstreamCluster.parse(cluster).flatMap(this::find);
        if (known.size() < MOST) {
            known.put(cluster, found);
        }
        return found;
    }

    private Optional<Destination> find(UpstreamCluster cluster) {
        String host = full(cluster.host(), "");
        ServiceKey service = bySubset.get(host);
        if (service != null) {
            return Version.parse(cluster.subset())
                    .map(version -> new Destination(service, version.name()));
        }
        return byHost.entrySet().stream()
                .flatMap(
                        each ->
                                version(each.getValue(), host)
                                        .map(v -> new Destination(each.getKey(), v.name()))
                                        .stream())
                .findFirst();
    }

    private static Optional<Version> version(Hosts hosts, String host) {
        return hosts.names().versionOf(host, named -> full(named, hosts.namespace()));
    }

    /** A Service is one host, however it is spelled and whatever the cluster's domain is. */
    private static String full(String host, String namespace) {
        return ServiceHost.of(host, namespace)
                .map(service -> service.name() + "." + service.namespace())
                .orElseGet(() -> host.toLowerCase(Locale.ROOT));
    }
}
