package dev.tidegate.core.route.istio;

import dev.tidegate.core.route.Route;
import dev.tidegate.core.route.Tree;

/** What a managed route is called. */
final class ManagedName {

    private ManagedName() {}

    /**
     * By the route that it stands before; one without a name is known by its match.
     *
     * @param number of its segment, from 1
     */
    static String of(int number, Route before) {
        String name = Tree.text(before.tree(), "name");
        String start = "%smatch-%d".formatted(ManagedNames.PREFIX, number);
        if (!name.isEmpty()) {
            return start + "-" + name;
        }
        return before.key().equals("http/*")
                ? start
                : "%s-%08x".formatted(start, before.key().hashCode());
    }
}
