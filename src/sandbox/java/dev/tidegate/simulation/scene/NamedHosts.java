package dev.tidegate.simulation.scene;

import static dev.tidegate.simulation.scene.Trees.map;
import static dev.tidegate.simulation.scene.Trees.object;

import dev.tidegate.adapter.cluster.ApiObject;
import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.simulation.kernel.Choices;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The hosts that a policy names for its versions: of its own namespace, of another one, or of no
 * Service at all.
 *
 * @param hosts in full, by version; empty when the policy names none
 * @param granted whether the other namespace grants its Services at first
 * @param referenced whether by a ReferenceGrant; else by an annotation
 */
public record NamedHosts(Map<String, String> hosts, boolean granted, boolean referenced) {

    /** The policy names none. */
    static final NamedHosts NONE = new NamedHosts(Map.of(), false, false);

    private static final String CLUSTER = ".svc.cluster.local";

    /** Those of v1 to v5, of which the last may lack. */
    static NamedHosts any(ServiceKey key, Choices choices) {
        String own = "." + key.namespace() + CLUSTER;
        String next = "." + key.namespace() + "-next" + CLUSTER;
        Map<String, String> hosts = new LinkedHashMap<>();
        hosts.put("v1", key.name() + own);
        hosts.put("v2", key.name() + "-two" + own);
        hosts.put("v3", key.name() + next);
        hosts.put("v4", key.name() + "-four" + (choices.oneIn(2) ? own : next));
        if (choices.oneIn(2)) {
            hosts.put("v5", key.name() + ".example.com");
        }
        return new NamedHosts(hosts, !choices.oneIn(4), choices.oneIn(2));
    }

    /** What the policy says of them: a Service of its own namespace by its name, perhaps. */
    Map<String, Object> spelled(ServiceKey key, Choices choices) {
        String own = "." + key.namespace() + CLUSTER;
        boolean inFull = choices.oneIn(3);
        Map<String, Object> spelled = new LinkedHashMap<>();
        hosts.forEach((version, host) -> spelled.put(version, inFull ? host : cut(host, own)));
        return spelled;
    }

    private static String cut(String host, String end) {
        return host.endsWith(end) ? host.substring(0, host.length() - end.length()) : host;
    }

    /** The version of a destination's host. */
    Optional<String> version(String host, String namespace) {
        String full = host.contains(".") ? host : host + "." + namespace + CLUSTER;
        return hosts.entrySet().stream()
                .filter(each -> each.getValue().equals(full))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** Whether no Deployment of the policy's namespace has the version's pods. */
    boolean elsewhere(ServiceKey key, String version) {
        return !hosts.isEmpty() && !namespace(version).equals(key.namespace());
    }

    /** The namespace of the version's Service; empty when it has none. */
    public String namespace(String version) {
        String[] labels = hosts.getOrDefault(version, "").split("\\.", 4);
        return labels.length == 4 && labels[2].equals("svc") ? labels[1] : "";
    }

    /** Name of the version's Service. */
    public String name(String version) {
        return hosts.getOrDefault(version, "").split("\\.", 2)[0];
    }

    /** Those Services, each with its namespace. */
    public Set<String> services() {
        return hosts.keySet().stream()
                .map(version -> namespace(version) + "/" + name(version))
                .collect(Collectors.toSet());
    }

    /** The version's Service and who is there, or its ServiceEntry; nothing of an unknown one. */
    List<ApiObject> objects(ServiceKey key, String version) {
        String namespace = namespace(version);
        String name = name(version);
        if (namespace.isEmpty()) {
            return hosts.containsKey(version) ? List.of(entry(key, version)) : List.of();
        }
        ApiObject service = object("v1", "Service", namespace, name, map("type", "ClusterIP"));
        ApiObject slice = Surroundings.slice(namespace, name);
        if (namespace.equals(key.namespace()) || !granted) {
            return List.of(service, slice);
        }
        return referenced
                ? List.of(service, slice, Surroundings.grantOfHost(key, namespace, name))
                : List.of(
                        service.withMetadata(
                                "annotations", map("tidegate.dev/granted-to", key.toString())),
                        slice);
    }

    private ApiObject entry(ServiceKey key, String version) {
        return object(
                SimService.ISTIO,
                "ServiceEntry",
                key.namespace(),
                name(version),
                map("hosts", List.of(hosts.getOrDefault(version, ""))));
    }
}
