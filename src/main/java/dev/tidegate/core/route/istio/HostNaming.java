package dev.tidegate.core.route.istio;

import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.route.Tree;
import dev.tidegate.core.routing.Routing.Hosts;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Host mode: every version has a host of its own. */
record HostNaming(Hosts hosts, ClusterDomain domain) implements Naming {

    @Override
    public Optional<Version> versionOf(Map<String, Object> destination, String namespace) {
        return hosts.names()
                .versionOf(domain.full(Tree.text(destination, "host"), namespace), this::full);
    }

    @Override
    public boolean isWhole(Map<String, Object> destination, String namespace) {
        return false;
    }

    @Override
    public Set<String> hostsOf(Version version) {
        return hosts.names().host(version).stream().map(this::full).collect(Collectors.toSet());
    }

    /** One that has no host stays where it is: nothing is planned for such a version. */
    @Override
    public void point(Map<String, Object> destination, Version version, String namespace) {
        boolean asShort =
                ClusterDomain.isShort(Tree.text(destination, "host"))
                        && namespace.equals(hosts.namespace());
        hosts.names()
                .host(version)
                .ifPresent(host -> destination.put("host", asShort ? host : full(host)));
        destination.remove("subset");
    }

    @Override
    public String looksLike() {
        return "host " + hosts.names().words(this::full);
    }

    private String full(String host) {
        return domain.full(host, hosts.namespace());
    }
}
