package dev.tidegate.core.route;

import dev.tidegate.core.rollout.Routing;
import dev.tidegate.core.rollout.Routing.Hosts;
import dev.tidegate.core.rollout.Routing.Subsets;
import dev.tidegate.core.rollout.Routing.TlsRef;
import dev.tidegate.core.rollout.Routing.VirtualServiceRef;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** Reads the routing of a golden folder, in the policy's own words. */
final class RoutingYaml {

    private RoutingYaml() {}

    static Routing read(Map<String, Object> yaml) {
        String namespace = String.valueOf(yaml.getOrDefault("namespace", "bookinfo"));
        return new Routing(
                Tree.maps(yaml, "virtualServices").stream()
                        .map(RoutingYaml::virtualService)
                        .toList(),
                yaml.containsKey("host")
                        ? new Hosts(namespace, Tree.text(yaml, "host"))
                        : new Subsets(
                                namespace,
                                Tree.text(yaml, "destinationRule"),
                                "version",
                                BalancerYaml.read(Tree.map(yaml, "loadBalancer"))));
    }

    private static VirtualServiceRef virtualService(Map<String, Object> yaml) {
        return new VirtualServiceRef(
                String.valueOf(yaml.getOrDefault("namespace", "bookinfo")),
                Tree.text(yaml, "name"),
                texts(yaml, "http"),
                Tree.maps(yaml, "tls").stream().map(RoutingYaml::tls).toList(),
                texts(yaml, "tcp").stream().map(Integer::valueOf).toList());
    }

    private static TlsRef tls(Map<String, Object> yaml) {
        return new TlsRef(
                yaml.containsKey("port")
                        ? OptionalInt.of((int) Tree.number(yaml, "port"))
                        : OptionalInt.empty(),
                texts(yaml, "sniHosts"));
    }

    private static List<String> texts(Map<String, Object> yaml, String key) {
        return Tree.list(yaml, key).stream().map(String::valueOf).toList();
    }
}
