package dev.tidegate.core.route.istio;

import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.route.Tree;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Subset mode: every version has the service's host, and a subset of its own name.
 *
 * @param hosts full names of the service's host: one, or two when it was changed meanwhile
 * @param domain of the cluster
 */
record SubsetNaming(Set<String> hosts, ClusterDomain domain) implements Naming {

    @Override
    public Optional<Version> versionOf(Map<String, Object> destination, String namespace) {
        return hosts.contains(domain.full(Tree.text(destination, "host"), namespace))
                ? Version.parse(Tree.text(destination, "subset"))
                : Optional.empty();
    }

    @Override
    public boolean isWhole(Map<String, Object> destination, String namespace) {
        return Tree.text(destination, "subset").isEmpty()
                && hosts.contains(domain.full(Tree.text(destination, "host"), namespace));
    }

    @Override
    public Set<String> hostsOf(Version version) {
        return hosts;
    }

    @Override
    public void point(Map<String, Object> destination, Version version, String namespace) {
        destination.put("subset", version.name());
    }

    @Override
    public String looksLike() {
        return "host " + String.join(" or ", hosts) + " with a subset";
    }
}
