package dev.tidegate.core.route.istio;

import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.route.Tree;
import dev.tidegate.core.routing.HostTable;
import dev.tidegate.core.routing.Routing;
import dev.tidegate.core.routing.Routing.Hosts;
import dev.tidegate.core.routing.Routing.RouteMatch;
import dev.tidegate.core.routing.Routing.Subsets;
import dev.tidegate.core.routing.Routing.VirtualServiceRef;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads the routing of a golden folder, in the policy's own words. */
final class RoutingYaml {

    private RoutingYaml() {}

    static Routing read(Map<String, Object> yaml) {
        String namespace = String.valueOf(yaml.getOrDefault("namespace", "bookinfo"));
        return new Routing(
                Tree.maps(yaml, "virtualServices").stream()
                        .map(RoutingYaml::virtualService)
                        .toList(),
                yaml.containsKey("hosts")
                        ? new Hosts(namespace, new HostTable(hosts(Tree.map(yaml, "hosts"))))
                        : yaml.containsKey("host")
                                ? new Hosts(namespace, Tree.text(yaml, "host"))
                                : new Subsets(
                                        namespace,
                                        Tree.text(yaml, "destinationRule"),
                                        "version",
                                        BalancerYaml.read(Tree.map(yaml, "loadBalancer"))));
    }

    private static SortedMap<Version, String> hosts(Map<String, Object> yaml) {
        SortedMap<Version, String> hosts = new TreeMap<>();
        yaml.forEach((version, host) -> hosts.put(new Version(version), String.valueOf(host)));
        return hosts;
    }

    private static VirtualServiceRef virtualService(Map<String, Object> yaml) {
        return new VirtualServiceRef(
                String.valueOf(yaml.getOrDefault("namespace", "bookinfo")),
                Tree.text(yaml, "name"),
                texts(yaml, "http"),
                Tree.maps(yaml, "httpMatch").stream().map(RoutingYaml::match).toList(),
                Tree.maps(yaml, "tls").stream().map(RoutingYaml::match).toList(),
                Tree.maps(yaml, "tcp").stream().map(RoutingYaml::match).toList());
    }

    /** {@code {withoutMatch: true}} has nothing of this, and so is the route without a match. */
    private static RouteMatch match(Map<String, Object> yaml) {
        return RouteMatches.describe(yaml);
    }

    private static List<String> texts(Map<String, Object> yaml, String key) {
        return Tree.list(yaml, key).stream().map(String::valueOf).toList();
    }
}
