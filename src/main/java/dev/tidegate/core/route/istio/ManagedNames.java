package dev.tidegate.core.route.istio;

import dev.tidegate.core.route.Annotations;
import dev.tidegate.core.route.Tree;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which {@code http} routes of a VirtualService are Tidegate's own, and of which service. They have
 * names that begin with {@code tidegate-}, and stand in an annotation. One that somebody took out
 * of the annotation is known by its name, and by leading to versions of the service alone.
 *
 * @param tree of the object; it may be changed by {@link #put}
 */
record ManagedNames(Map<String, Object> tree) {

    /** No route of a user's may have a name that begins so. */
    static final String PREFIX = "tidegate-";

    static ManagedNames of(Map<String, Object> tree) {
        return new ManagedNames(tree);
    }

    /** The object's spec without any of them: its routes are the same objects as in the tree. */
    Map<String, Object> without(Naming naming, String namespace) {
        Map<String, Object> spec = Tree.map(tree, "spec");
        List<Object> users = new ArrayList<>(Tree.list(spec, "http"));
        if (!users.removeIf(r -> r instanceof Map<?, ?> && is(Tree.map(r), naming, namespace))) {
            return spec;
        }
        Map<String, Object> own = new LinkedHashMap<>(spec);
        own.put("http", users);
        return own;
    }

    private boolean is(Map<String, Object> route, Naming naming, String namespace) {
        String name = Tree.text(route, "name");
        return name.startsWith(PREFIX) && (listed(name) || leads(route, naming, namespace));
    }

    /** Whether a route is of the service {@code owner}. */
    boolean isOf(String owner, Map<String, Object> route, Naming naming, String namespace) {
        String name = Tree.text(route, "name");
        return name.startsWith(PREFIX)
                && (names(owner).contains(name)
                        || (!listed(name) && leads(route, naming, namespace)));
    }

    /** Names of routes that look like Tidegate's and are known to be nobody's. */
    Set<String> unlisted() {
        Set<String> names = new LinkedHashSet<>();
        for (Map<String, Object> route : Tree.maps(Tree.map(tree, "spec"), "http")) {
            String name = Tree.text(route, "name");
            if (name.startsWith(PREFIX) && !listed(name)) {
                names.add(name);
            }
        }
        return names;
    }

    private static boolean leads(Map<String, Object> route, Naming naming, String namespace) {
        List<Map<String, Object>> all = Tree.maps(route, "route");
        return !all.isEmpty()
                && all.stream()
                        .map(element -> Tree.map(element, "destination"))
                        .allMatch(to -> naming.versionOf(to, namespace).isPresent());
    }

    private boolean listed(String name) {
        return entries().stream().anyMatch(entry -> entry.endsWith("/" + name));
    }

    private Set<String> names(String owner) {
        Set<String> names = new LinkedHashSet<>();
        String start = owner + "/" + PREFIX;
        entries().stream()
                .filter(entry -> entry.startsWith(start))
                .forEach(entry -> names.add(entry.substring(owner.length() + 1)));
        return names;
    }

    /** Puts {@code names} in place of those of the service; other services' stay. */
    void put(String owner, List<String> names) {
        List<String> entries = new ArrayList<>(entries());
        entries.removeIf(entry -> entry.startsWith(owner + "/" + PREFIX));
        names.forEach(name -> entries.add(owner + "/" + name));
        Annotations.put(tree, Annotations.MANAGED_ROUTES, Annotations.toJson(entries));
    }

    private List<String> entries() {
        return Annotations.fromJson(Annotations.get(tree, Annotations.MANAGED_ROUTES));
    }
}
