package dev.tidegate.core.route.istio;

import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.route.Tree;
import dev.tidegate.core.routing.Routing.Hosts;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Host mode: every version has a host of its own, made from a template. */
record HostNaming(Hosts hosts, ClusterDomain domain) implements Naming {

    private static final String VERSION = "{version}";

    @Override
    public Optional<Version> versionOf(Map<String, Object> destination, String namespace) {
        String host = domain.full(Tree.text(destination, "host"), namespace);
        String template = domain.full(hosts.template(), hosts.namespace());
        int at = template.indexOf(VERSION);
        String before = template.substring(0, at);
        String after = template.substring(at + VERSION.length());
        return host.length() > before.length() + after.length()
                        && host.startsWith(before)
                        && host.endsWith(after)
                ? Version.parse(host.substring(before.length(), host.length() - after.length()))
                : Optional.empty();
    }

    @Override
    public boolean isWhole(Map<String, Object> destination, String namespace) {
        return false;
    }

    @Override
    public Set<String> hostsOf(Version version) {
        return Set.of(domain.full(hosts.host(version), hosts.namespace()));
    }

    @Override
    public void point(Map<String, Object> destination, Version version, String namespace) {
        String host = hosts.host(version);
        boolean asShort =
                ClusterDomain.isShort(Tree.text(destination, "host"))
                        && namespace.equals(hosts.namespace());
        destination.put("host", asShort ? host : domain.full(host, hosts.namespace()));
        destination.remove("subset");
    }

    @Override
    public String looksLike() {
        return "host " + domain.full(hosts.template(), hosts.namespace());
    }
}
