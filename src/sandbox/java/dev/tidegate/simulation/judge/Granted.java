package dev.tidegate.simulation.judge;

import dev.tidegate.adapter.cluster.ApiObject;
import dev.tidegate.core.route.Annotations;
import dev.tidegate.simulation.api.ApiServer;
import dev.tidegate.simulation.api.Change;
import dev.tidegate.simulation.scene.NamedHosts;
import dev.tidegate.simulation.scene.SimService;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which hosts of other namespaces are granted, as far as each process could know. */
final class Granted {

    private static final String REFERENCE = "ReferenceGrant";
    private static final String SERVICE = "Service";

    /** Since when a process was shown that a host is not granted, by process and object. */
    private final Map<String, Long> without = new HashMap<>();

    /** Objects that were a grant, or bore one, at some time. */
    private final Set<String> ever = new HashSet<>();

    void wrote(Change change, List<SimService> services) {
        if (grants(change.after(), change.kind(), services)) {
            ever.add(key(change));
        }
    }

    void shown(String process, Change change, List<SimService> services, long micros) {
        if (change.kind().equals(REFERENCE) || change.kind().equals(SERVICE)) {
            String key = process + " " + key(change);
            if (grants(change.after(), change.kind(), services)) {
                without.remove(key);
            } else {
                without.putIfAbsent(key, micros);
            }
        }
    }

    private static boolean grants(
            @Nullable ApiObject object, String kind, List<SimService> services) {
        return object != null
                && (kind.equals(REFERENCE)
                        || (kind.equals(SERVICE)
                                && services.stream()
                                        .anyMatch(s -> isAnnotated(object, s.key().toString()))));
    }

    /** Since when the process has known that the version's host is not granted; -1 if it is. */
    long without(String process, SimService service, String version) {
        String object = object(service, version);
        if (!service.isElsewhere(version) || service.hosts().namespace(version).isEmpty()) {
            return -1;
        }
        return ever.contains(object) ? without.getOrDefault(process + " " + object, -1L) : 0;
    }

    /** Whether something is not granted now of what a release of the version needs. */
    static boolean lacks(Facts facts, SimService service, String version) {
        return lacksRoutes(facts, service) || lacksHost(facts, service, version);
    }

    private static boolean lacksRoutes(Facts facts, SimService service) {
        ApiServer server = facts.server();
        String namespace = service.routesIn();
        String name = service.routes();
        return service.isElsewhere()
                && server.get(REFERENCE, namespace, name).isEmpty()
                && server.get("VirtualService", namespace, name)
                        .filter(found -> isAnnotated(found, service.key().toString()))
                        .isEmpty();
    }

    private static boolean lacksHost(Facts facts, SimService service, String version) {
        NamedHosts hosts = service.hosts();
        if (!service.isElsewhere(version) || hosts.namespace(version).isEmpty()) {
            return false;
        }
        ApiServer server = facts.server();
        String namespace = hosts.namespace(version);
        String name = hosts.name(version);
        return server.get(REFERENCE, namespace, "host-" + name).isEmpty()
                && server.get(SERVICE, namespace, name)
                        .filter(found -> isAnnotated(found, service.key().toString()))
                        .isEmpty();
    }

    private static boolean isAnnotated(ApiObject object, String whom) {
        return Annotations.get(object.tree(), Facts.GRANT).equals(whom);
    }

    private static String key(Change change) {
        return change.kind() + " " + change.object().key();
    }

    private static String object(SimService service, String version) {
        NamedHosts hosts = service.hosts();
        return hosts.referenced()
                ? "%s %s/host-%s"
                        .formatted(REFERENCE, hosts.namespace(version), hosts.name(version))
                : "%s %s/%s".formatted(SERVICE, hosts.namespace(version), hosts.name(version));
    }
}
