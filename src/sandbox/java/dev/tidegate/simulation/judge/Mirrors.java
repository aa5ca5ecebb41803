package dev.tidegate.simulation.judge;

import dev.tidegate.adapter.cluster.ApiObject;
import dev.tidegate.simulation.api.Change;
import dev.tidegate.simulation.scene.RouteView;
import dev.tidegate.simulation.scene.SimService;
import dev.tidegate.simulation.scene.Trees;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whose each mirror of a route is: the user's when a person's write brought it, else the product's,
 * whatever any annotation says. One whose share a person changed stays whose it was.
 */
final class Mirrors {

    /** The user's, by the routes and their version. */
    private final Map<String, List<Map<String, Object>>> users = new HashMap<>();

    /** Routes that a person deleted: they may come back under another name. */
    private final List<ApiObject> gone = new ArrayList<>();

    void wrote(Change change, boolean own) {
        if (!change.kind().equals("VirtualService")) {
            return;
        }
        @Nullable ApiObject after = change.after();
        if (after == null) {
            gone.add(change.object());
        } else if (own) {
            users.put(key(after), change.before() == null ? List.of() : users(change.before()));
        } else {
            users.put(key(after), brought(before(change, after), after));
        }
    }

    private @Nullable ApiObject before(Change change, ApiObject after) {
        return change.before() != null
                ? change.before()
                : gone.reversed().stream()
                        .filter(old -> old.map("spec").equals(after.map("spec")))
                        .findFirst()
                        .orElse(null);
    }

    /** All but those that were the product's, told by where they lead. */
    private List<Map<String, Object>> brought(@Nullable ApiObject before, ApiObject after) {
        List<Map<String, Object>> old = before == null ? List.of() : users(before);
        List<Map<String, Object>> same = before == null ? List.of() : products(before);
        List<Map<String, Object>> others = new ArrayList<>(same);
        others.removeAll(all(after));
        List<Object> changed = new ArrayList<>();
        others.forEach(each -> changed.add(Trees.at(each, "destination")));
        List<Map<String, Object>> brought = new ArrayList<>();
        for (Map<String, Object> each : all(after)) {
            boolean products = same.contains(each) || changed.remove(Trees.at(each, "destination"));
            if (old.contains(each) || !products) {
                brought.add(each);
            }
        }
        return brought;
    }

    /** The user's in these routes. */
    List<Map<String, Object>> users(ApiObject routes) {
        return users.getOrDefault(key(routes), List.of());
    }

    /** Those of the user's that these routes have still, each as it was and in their order. */
    List<Map<String, Object>> kept(ApiObject routes) {
        List<Map<String, Object>> kept = new ArrayList<>();
        List<Map<String, Object>> left = new ArrayList<>(users(routes));
        for (Map<String, Object> each : all(routes)) {
            if (!left.isEmpty() && left.getFirst().equals(each)) {
                kept.add(left.removeFirst());
            }
        }
        return kept;
    }

    private List<Map<String, Object>> products(ApiObject routes) {
        List<Map<String, Object>> products = new ArrayList<>(all(routes));
        users(routes).forEach(products::remove);
        return products;
    }

    /** The service's versions that get copies by the product. */
    Set<String> to(SimService service, ApiObject routes) {
        return versions(service, products(routes));
    }

    /** The service's versions that get copies by the user's. */
    Set<String> usersTo(SimService service, ApiObject routes) {
        return versions(service, users(routes));
    }

    private static Set<String> versions(SimService service, List<Map<String, Object>> mirrors) {
        Set<String> versions = new TreeSet<>();
        mirrors.forEach(each -> RouteView.version(service, each).ifPresent(versions::add));
        return versions;
    }

    private static List<Map<String, Object>> all(ApiObject routes) {
        return Trees.list(RouteView.primary(routes), "mirrors");
    }

    private static String key(ApiObject routes) {
        return routes.key() + "@" + routes.version();
    }
}
