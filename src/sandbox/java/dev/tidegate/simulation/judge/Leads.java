package dev.tidegate.simulation.judge;

import dev.tidegate.adapter.cluster.ApiObject;
import dev.tidegate.simulation.api.Change;
import dev.tidegate.simulation.scene.RouteView;
import dev.tidegate.simulation.scene.SimService;
import dev.tidegate.simulation.scene.Trees;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Since when any route leads to a version, whoever made it. */
final class Leads {

    /**
     * Routes lead there.
     *
     * @param micros since when without a break
     * @param by who made it so
     */
    record Since(long micros, String by) {}

    private final Facts facts;
    private final Map<String, Since> since = new HashMap<>();

    /** Those that ended at this very moment: whoever renames an object makes it anew. */
    private final Map<String, Since> ended = new HashMap<>();

    private long endedAt;

    Leads(Facts facts) {
        this.facts = facts;
    }

    void wrote(Change change) {
        if (change.kind().equals("VirtualService")) {
            facts.services().forEach(service -> look(service, change));
        }
    }

    Optional<Since> to(SimService service, String version) {
        return Optional.ofNullable(since.get(key(service, version)));
    }

    private void look(SimService service, Change change) {
        Set<String> now = new HashSet<>();
        versions(service).forEach(version -> now.add(key(service, version)));
        if (endedAt != change.micros()) {
            ended.clear();
            endedAt = change.micros();
        }
        String own = key(service, "");
        List.copyOf(since.keySet()).stream()
                .filter(key -> key.startsWith(own) && !now.contains(key))
                .forEach(key -> ended.put(key, since.remove(key)));
        for (String key : now) {
            Since before = ended.getOrDefault(key, new Since(change.micros(), change.by()));
            since.putIfAbsent(key, before);
        }
    }

    /** All to which something leads now. */
    Set<String> versions(SimService service) {
        Set<String> versions = new TreeSet<>();
        for (ApiObject routes : facts.server().all("VirtualService")) {
            for (Map<String, Object> route : Trees.list(routes.map("spec"), "http")) {
                List<Map<String, Object>> all = Trees.list(route, "route");
                all.stream()
                        .filter(to -> all.size() == 1 || Trees.number(to, "weight") > 0)
                        .forEach(to -> version(service, to).ifPresent(versions::add));
                Trees.list(route, "mirrors")
                        .forEach(to -> version(service, to).ifPresent(versions::add));
            }
        }
        return versions;
    }

    /** Services of two namespaces may have one name. */
    private static Optional<String> version(SimService service, Map<String, Object> to) {
        String host = Trees.text(Trees.at(to, "destination"), "host");
        return host.contains("." + service.key().namespace() + ".")
                ? RouteView.version(service, to)
                : Optional.empty();
    }

    private static String key(SimService service, String version) {
        return service.key() + " " + version;
    }
}
